package org.gradlang.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.SplittableRandom;
import org.gradlang.tensor.DType;
import org.junit.jupiter.api.Test;

/** Powers of rows have the bits of the primitives that softmax goes on with where they are not. */
class RowPowersTest {
  private final SplittableRandom random = new SplittableRandom(11);

  @Test
  void bothGiveTheSameBits() {
    assumeTrue(SimdKernels.isAvailable());
    RowPowers powers = new RowPowers(LaneCode.of(FloatLanes.class));
    Loop difference = Exponential.EXP_OF_DIFFERENCE.loop(DType.FLOAT32);
    Loop product = Arithmetic.MUL.loop(DType.FLOAT32);
    for (int n = 1; n < 200; n++) {
      int at = random.nextInt(9);
      int to = random.nextInt(9);
      float[] x = new float[at + n];
      for (int i = 0; i < x.length; i++) {
        x[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(-3, 4)));
      }
      x[at + n / 2] = n % 3 == 0 ? Float.NaN : n % 3 == 1 ? Float.NEGATIVE_INFINITY : 0;
      float[] number = {1.5f, 0.3f};
      float[] expected = new float[to + n + 3];
      float[] y = new float[to + n + 3];
      for (int i = 0; i < n; i++) {
        difference.run(x, at + i, number, 0, x, at + i, expected, to + i, 1);
      }
      powers.powers(x, at, number[0], y, to, n);
      assertArrayEquals(expected, y);
      for (int i = 0; i < n; i++) {
        product.run(y, to + i, number, 1, y, to + i, expected, to + i, 1);
      }
      powers.scale(y, to, number[1], n);
      assertArrayEquals(expected, y);
    }
  }
}
