package org.gradlang.builtin;

import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.value.number.FloatText;
import org.jspecify.annotations.Nullable;

/** Logarithms; zero and negative numbers have none. */
final class Logarithms {
  private static final TwoDoubles LN_2_EXACTLY =
      new TwoDoubles(0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56);

  private static final double ROOT_OF_2 = Math.sqrt(2);

  /** The last exponent of the series of a logarithm, up to where its terms are below 2^-106. */
  private static final int SERIES_END = 43;

  private static final TwoDoubles[] RECIPROCALS = TwoDoubles.reciprocals(SERIES_END);

  /** The logarithm of 2 to base 10, its first part of so few digits that products are exact. */
  private static final double LOG10_2_HIGH = 0.30102999566361177;

  private static final double LOG10_2_LOW = 3.694239077158931E-13;
  private static final double LOG10_E = 0.4342944819032518;

  private Logarithms() {}

  static Double log(double x, @Nullable Double base) {
    double logarithm = Math.log(positive("log", x));
    if (base == null) {
      return logarithm;
    }
    double divisor = Math.log(positive("log", base));
    if (divisor == 0) {
      throw new GradError(ErrorKind.ZERO_DIVISION, "there is no logarithm to base 1");
    }
    return logarithm / divisor;
  }

  /** Rounded to the nearest float; exact for powers of two. */
  static double log2(double x) {
    positive("log2", x);
    if (!(x > 0) || Double.isInfinite(x)) {
      return x;
    }
    int exponent = Math.getExponent(x < Double.MIN_NORMAL ? x * 0x1p54 : x);
    exponent -= x < Double.MIN_NORMAL ? 54 : 0;
    double mantissa = x / Math.pow(2, exponent);
    if (mantissa > ROOT_OF_2) {
      mantissa /= 2;
      exponent++;
    }
    TwoDoubles logarithm = natural(mantissa).over(LN_2_EXACTLY);
    return logarithm.plus(TwoDoubles.of(exponent)).rounded();
  }

  /** {@code 2 atanh((x - 1) / (x + 1))} as a series, for x near 1. */
  private static TwoDoubles natural(double x) {
    TwoDoubles s = TwoDoubles.sum(x, -1).over(TwoDoubles.sum(x, 1));
    TwoDoubles square = s.times(s);
    TwoDoubles sum = TwoDoubles.of(0);
    for (int k = SERIES_END; k >= 1; k -= 2) {
      sum = sum.times(square).plus(RECIPROCALS[k]);
    }
    return sum.times(s).times(2);
  }

  /** In the steps of the C library that Python calls (fdlibm's), for the same last digit. */
  static double log10(double x) {
    positive("log10", x);
    if (!(x > 0) || Double.isInfinite(x)) {
      return x;
    }
    boolean small = x < Double.MIN_NORMAL;
    double scaled = small ? x * 0x1p54 : x;
    int exponent = Math.getExponent(scaled);
    int above = exponent - (small ? 54 : 0) < 0 ? exponent + 1 : exponent;
    double y = above - (small ? 54 : 0);
    double z = y * LOG10_2_LOW + LOG10_E * Math.log(Math.scalb(scaled, -above));
    return z + y * LOG10_2_HIGH;
  }

  static double log1p(double x) {
    if (x <= -1) {
      throw MathDomain.undefined("log1p(" + FloatText.repr(x) + ")");
    }
    return Math.log1p(x);
  }

  private static double positive(String name, double x) {
    if (x <= 0) {
      throw MathDomain.undefined(name + "(" + FloatText.repr(x) + ")");
    }
    return x;
  }
}
