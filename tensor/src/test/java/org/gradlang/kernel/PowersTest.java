package org.gradlang.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Powers and logarithms that float32 has exactly. */
class PowersTest {
  @Test
  void powersOfTwoAreExact() {
    for (int n = -149; n < 128; n++) {
      assertEquals(n, FloatMath.log2(Math.scalb(1f, n)));
      assertEquals(Math.scalb(1f, n), FloatMath.exp2(n));
      assertEquals(Math.scalb(1f, n), FloatPowers.pow(2, n));
    }
  }

  @Test
  void powersOfWholeNumbersAreExact() {
    for (int x = -20; x <= 20; x++) {
      long power = 1;
      for (int y = 0; Math.abs(power) < 1 << 24 && y < 30; y++) {
        assertEquals((float) power, FloatPowers.pow(x, y), x + " to the power of " + y);
        power *= x;
      }
    }
    for (int n = -37; n < 39; n++) {
      assertEquals(n, FloatPowers.log10(Float.parseFloat("1e" + n)));
    }
  }
}
