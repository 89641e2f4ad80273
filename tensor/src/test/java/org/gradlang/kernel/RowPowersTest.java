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
    RowPowers powers = new RowPowers(LaneCode.floats());
    WrittenRows.Frame frame = new WrittenRows.Frame();
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
      powers.powers(frame, x, at, number[0], y, to, n);
      assertArrayEquals(expected, y);
      for (int i = 0; i < n; i++) {
        product.run(y, to + i, number, 1, y, to + i, expected, to + i, 1);
      }
      powers.scale(frame, y, to, number[1], n);
      assertArrayEquals(expected, y);
    }
  }

  @Test
  void differencesAndSlopesHaveTheBitsOfSteps() {
    assumeTrue(SimdKernels.isAvailable());
    LaneCode lanes = LaneCode.floats();
    RowPowers powers = new RowPowers(lanes);
    RowSlopes slopes = new RowSlopes(lanes);
    WrittenRows.Frame frame = new WrittenRows.Frame();
    Loop exp = Exponential.EXP.loop(DType.FLOAT32);
    for (int n = 1; n < 200; n++) {
      int at = random.nextInt(9);
      float[] y = new float[at + n + 3];
      float[] g = new float[at + n + 3];
      for (int i = 0; i < y.length; i++) {
        y[i] = (float) (random.nextGaussian() * 30);
        g[i] = (float) random.nextGaussian();
      }
      y[at + n / 2] = n % 3 == 0 ? Float.NaN : n % 3 == 1 ? Float.NEGATIVE_INFINITY : 0;
      float[] power = new float[y.length];
      exp.run(y, at, y, at, y, at, power, at, n);
      float[] differences = new float[y.length];
      float[] ofPowers = new float[y.length];
      float[] ofLogarithms = new float[y.length];
      for (int i = at; i < at + n; i++) {
        differences[i] = y[i] - 1.5f - 0.3f;
        ofPowers[i] = (g[i] - 0.7f) * y[i];
        ofLogarithms[i] = g[i] - power[i] * 0.7f;
      }
      float[] dx = new float[y.length];
      powers.subtract(frame, y, at, 1.5f, 0.3f, dx, n);
      assertArrayEquals(differences, dx);
      slopes.ofPowers(frame, y, g, 0.7f, dx, at, n);
      assertArrayEquals(ofPowers, dx);
      slopes.ofLogarithms(frame, y, g, 0.7f, dx, at, n);
      assertArrayEquals(ofLogarithms, dx);
    }
  }
}
