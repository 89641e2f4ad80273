package org.gradlang.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.View;
import org.junit.jupiter.api.Test;

/** Running folds have the same bits whatever stands between the elements. */
class ScanTest {
  private static final int[][] SHAPES = {
    {5, 1}, {5, 7}, {5, 8}, {3, 513}, {600, 40}, {0, 9}, {4, 0}, {1, 1030}
  };

  private static double element(Storage storage, int at) {
    return storage.dtype() == DType.FLOAT32 ? storage.floats()[at] : storage.doubles()[at];
  }

  @Test
  void foldsSideBySideAreThoseOfRows() {
    SplittableRandom random = new SplittableRandom(1);
    for (int[] shape : SHAPES) {
      for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
        for (Fold fold : new Fold[] {Fold.SUM, Fold.PROD}) {
          Layout layout = Layout.contiguous(2, shape[0], shape[1]);
          double[] numbers = random.doubles(layout.numel(), -2, 2).toArray();
          for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i % 97 == 5 ? -0.0 : i % 891 == 7 ? Double.NaN : numbers[i];
          }
          View x = new View(Storage.of(numbers), layout);
          Storage found = Scan.run(fold, x, 1, dtype);
          for (int line = 0; line < 2 * shape[1]; line++) {
            int start = line / Math.max(1, shape[1]) * shape[0] * shape[1] + line % shape[1];
            Layout own = Layout.strided(new int[] {shape[0]}, new int[] {shape[1]}, start);
            Storage alone = Scan.run(fold, new View(x.storage(), own), 0, dtype);
            for (int i = 0; i < shape[0]; i++) {
              assertEquals(element(alone, i), element(found, start + i * shape[1]));
            }
          }
        }
      }
    }
  }
}
