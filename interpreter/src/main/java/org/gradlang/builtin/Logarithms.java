package org.gradlang.builtin;

import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.value.number.FloatText;
import org.jspecify.annotations.Nullable;

/** Logarithms; zero and negative numbers have none. */
final class Logarithms {
  private static final double LN_2 = Math.log(2);

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

  /** Exact for powers of two. */
  static double log2(double x) {
    positive("log2", x);
    if (!(x > 0) || Double.isInfinite(x)) {
      return x;
    }
    if (x > 0.5 && x < 2) {
      return Math.log(x) / LN_2; // below, digits would cancel
    }
    int exponent = Math.getExponent(x < Double.MIN_NORMAL ? x * 0x1p54 : x);
    exponent -= x < Double.MIN_NORMAL ? 54 : 0;
    double mantissa = x / Math.pow(2, exponent);
    return mantissa == 1 ? exponent : Math.log(mantissa) / LN_2 + exponent;
  }

  static double log10(double x) {
    return Math.log10(positive("log10", x));
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
