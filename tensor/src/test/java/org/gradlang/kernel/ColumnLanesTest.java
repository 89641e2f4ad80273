package org.gradlang.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Chains on vectors have the bits of plain ones, and read nothing outside of the rows. */
class ColumnLanesTest {
  private final SplittableRandom random = new SplittableRandom(3);

  private float[] numbers(int n) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(-3, 4)));
    }
    return x;
  }

  @Test
  void bothGiveTheSameBits() {
    assumeTrue(SimdKernels.isAvailable() && ColumnLanes.isPossible());
    MatrixVector.Loop vectors = new ColumnLanes();
    for (int n = 0; n < 300; n += MatrixVector.LANES) {
      for (int apart : new int[] {0, 1, n + 1, n + 8, 512}) {
        int at = random.nextInt(4);
        int right = random.nextInt(4);
        float[] x = numbers(at + 3 * apart + n);
        float[] z = numbers(right + n);
        float[] expected = numbers(4 * MatrixVector.LANES);
        float[] sums = numbers(4 * MatrixVector.LANES);
        MatrixVector.PLAIN.run(x, at, apart, z, right, n, expected);
        vectors.run(x, at, apart, z, right, n, sums);
        int end = (apart == 0 ? 1 : 4) * MatrixVector.LANES;
        for (int row = 0; row < end; row += MatrixVector.LANES) {
          assertArrayEquals(
              Arrays.copyOfRange(expected, row, row + 8), Arrays.copyOfRange(sums, row, row + 8));
        }
      }
    }
  }
}
