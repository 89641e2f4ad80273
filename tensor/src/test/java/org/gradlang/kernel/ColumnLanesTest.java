package org.gradlang.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Eight chains on vectors have the bits of plain ones, and read nothing outside of the rows. */
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
    for (int n = 0; n < 70; n++) {
      for (int apart : new int[] {1, 5, n + 1, n + 8, 128}) {
        int at = random.nextInt(4);
        int right = random.nextInt(4);
        float[] x = numbers(at + 7 * apart + n);
        float[] z = numbers(right + n);
        float[] expected = numbers(8);
        float[] sums = expected.clone();
        MatrixVector.DENSE.run(x, at, apart, z, right, n, expected);
        vectors.run(x, at, apart, z, right, n, sums);
        assertArrayEquals(expected, sums);
      }
    }
  }
}
