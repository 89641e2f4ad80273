package org.gradlang.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.Random;
import org.gradlang.kernel.Standardisation.Moments;
import org.gradlang.kernel.Standardisation.Normalised;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandardisationTest {
  private final Random random = new Random(11);

  /** One pass gives the bits of two, for rows and for what is too short for them. */
  @ParameterizedTest
  @CsvSource({
    "FLOAT32, 40, 3, 1024",
    "FLOAT32, 1, 70, 64",
    "FLOAT32, 5, 2, 65",
    "FLOAT32, 9, 4, 7",
    "FLOAT64, 6, 2, 100",
    "FLOAT32, 3, 1, 70000",
    "FLOAT32, 1, 1, 1"
  })
  void normalisedElementsAreThoseOfTwoPasses(DType dtype, int outer, int groups, int inner) {
    Standardisation standardisation =
        Standardisation.of(new int[] {outer, groups, inner}, new int[] {0, 2});
    int each = standardisation.groups();
    Storage x = Storage.zeros(dtype, outer * groups * inner);
    for (int i = 0; i < x.length(); i++) {
      if (dtype == DType.FLOAT64) {
        x.doubles()[i] = random.nextGaussian();
      } else {
        x.floats()[i] = (float) random.nextGaussian();
      }
    }
    double[] scale = random.doubles(each).toArray();
    double[] shift = random.doubles(each).toArray();
    double @Nullable [] weight = each == 1 ? null : random.doubles(inner).toArray();
    Normalised once = standardisation.normalised(x, 1e-5, scale, shift, weight, weight);
    Moments moments = standardisation.moments(x);
    double[] scales = scale.clone();
    Arrays.setAll(scales, g -> scale[g] * Standardisation.factor(moments.variance()[g], 1e-5));
    Storage twice = standardisation.values(x, moments.mean(), scales, shift, weight, weight);
    assertArrayEquals(moments.mean(), once.moments().mean());
    assertArrayEquals(moments.variance(), once.moments().variance());
    assertArrayEquals(numbers(twice), numbers(once.values()));
  }

  private static double[] numbers(Storage x) {
    return new Tensor(x, Layout.contiguous(new int[] {x.length()})).toDoubleArray();
  }
}
