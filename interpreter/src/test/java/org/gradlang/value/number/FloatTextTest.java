package org.gradlang.value.number;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * That numbers of common size, which are rounded in doubles, get the digits of exact arithmetic.
 */
class FloatTextTest {
  private static final int NUMBERS = 20_000;

  /** Numbers of all sizes, and among them whole ones, ties, and neighbours of powers of ten. */
  private static double number(Random random) {
    double power = Math.pow(10, random.nextInt(40) - 20);
    return switch (random.nextInt(5)) {
      case 0 -> random.nextInt(100_000) / 64.0;
      case 1 -> Math.nextAfter(power, random.nextBoolean() ? 0 : 1e300);
      case 2 -> (random.nextInt(10_000) + 0.5) * power;
      case 3 -> Double.longBitsToDouble(random.nextLong() & Long.MAX_VALUE);
      default -> random.nextDouble() * power;
    };
  }

  @Test
  void decimalsAreThoseOfExactArithmetic() {
    Random random = new Random(1);
    for (int i = 0; i < NUMBERS; i++) {
      double value = number(random);
      int precision = random.nextInt(18);
      if (value < 1e30) {
        String exact =
            new BigDecimal(value).setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
        assertEquals(exact, FloatText.fixed(value, precision, false), value + " " + precision);
      }
    }
  }

  @Test
  void significantDigitsAreThoseOfExactArithmetic() {
    Random random = new Random(2);
    for (int i = 0; i < NUMBERS; i++) {
      double value = number(random);
      int count = 1 + random.nextInt(17);
      if (value > 0 && Double.isFinite(value)) {
        BigDecimal exact =
            new BigDecimal(value).round(new MathContext(count, RoundingMode.HALF_EVEN));
        String text = FloatText.scientific(value, count - 1, false);
        assertEquals(0, exact.compareTo(new BigDecimal(text)), value + " " + count + " " + text);
        int expected = count == 1 ? 1 : count + 1;
        assertEquals(expected, text.indexOf('e'), text);
      }
    }
  }

  @Test
  void reprReadsBackAndIsNoLongerThanJavas() {
    Random random = new Random(3);
    for (int i = 0; i < NUMBERS; i++) {
      double value = number(random);
      if (Double.isFinite(value)) {
        assertEquals(value, Double.parseDouble(FloatText.repr(value)));
        assertEquals(value, Double.parseDouble(FloatText.repr(-value).substring(1)));
      }
    }
    assertEquals("5e-324", FloatText.repr(Double.MIN_VALUE));
    assertEquals("2e-323", FloatText.repr(2e-323));
    assertEquals("1.5e-323", FloatText.repr(1.5e-323));
    assertEquals("0.0001", FloatText.repr(1e-4));
    assertEquals("1e-05", FloatText.repr(1e-5));
    assertEquals("1e+16", FloatText.repr(1e16));
    assertEquals("1234567890123456.8", FloatText.repr(1234567890123456.8));
    assertEquals("123456.789", FloatText.repr(123456.789));
  }

  @Test
  void noDecimals() {
    assertEquals("2", FloatText.fixed(2.5, 0, false));
    assertEquals("-4.", FloatText.fixed(-3.7, 0, true));
    assertEquals("10", FloatText.fixed(9.99, 0, false));
    assertEquals("-0", FloatText.fixed(-0.2, 0, false));
  }
}
