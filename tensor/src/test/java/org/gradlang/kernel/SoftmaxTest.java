package org.gradlang.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Random;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Float32, in short lines and in long ones, is what float64 gives. */
class SoftmaxTest {
  private final Random random = new Random(5);

  @ParameterizedTest
  @CsvSource({"3, 20", "7, 512", "5, 513", "2, 1500", "1, 70001"})
  void valuesAndGradientsAreThoseOfFloat64(int lines, int length) {
    int n = lines * length;
    Storage x = Storage.zeros(DType.FLOAT32, n);
    Storage cotangent = Storage.zeros(DType.FLOAT32, n);
    for (int i = 0; i < n; i++) {
      x.floats()[i] = (float) (3 * random.nextGaussian());
      cotangent.floats()[i] = (float) random.nextGaussian();
    }
    for (boolean log : new boolean[] {false, true}) {
      Softmax softmax = Softmax.of(new int[] {lines, length}, 1, log);
      Storage expected = softmax.values(Storage.of(numbers(x)));
      Storage values = softmax.values(x);
      assertArrayEquals(numbers(expected), numbers(values), 1e-5);
      assertArrayEquals(
          numbers(softmax.gradient(expected, Storage.of(numbers(cotangent)))),
          numbers(softmax.gradient(values, cotangent)),
          1e-5);
    }
  }

  private static double[] numbers(Storage x) {
    return new Tensor(x, Layout.contiguous(new int[] {x.length()})).toDoubleArray();
  }
}
