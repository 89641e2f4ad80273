package org.gradlang.builtin;

import org.gradlang.value.number.FloatText;

/**
 * Hyperbolic functions and their inverses in the steps of the C library that Python calls (those of
 * K. C. Ng's fdlibm), so that the last digit is the same. Java's own take other ones, or are not
 * there.
 */
final class Hyperbolic {
  private static final double LN_2 = Math.log(2);
  private static final double LARGE = 0x1p28;

  /** Below it, {@code e^-x} counts beside {@code e^x}. */
  private static final double ONE_SIDED = 22;

  /** The greatest float whose power of e is one. */
  private static final double LARGEST_POWER = 709.78;

  private Hyperbolic() {}

  static double tanh(double x) {
    return StrictMath.tanh(x);
  }

  static double cosh(double x) {
    double a = Math.abs(x);
    if (a < 0.5 * LN_2) {
      double t = StrictMath.expm1(a);
      return 1 + t * t / (2 * (1 + t));
    }
    if (a < ONE_SIDED) {
      double t = Math.exp(a);
      return 0.5 * t + 0.5 / t;
    }
    return a < LARGEST_POWER ? 0.5 * Math.exp(a) : Math.cosh(x);
  }

  static double asinh(double x) {
    double a = Math.abs(x);
    if (a > LARGE) {
      return Math.copySign(Math.log(a) + LN_2, x);
    }
    if (a > 2) {
      return Math.copySign(Math.log(2 * a + 1 / (Math.sqrt(a * a + 1) + a)), x);
    }
    // log(a + sqrt(a^2 + 1)), written so that no digits are lost where a is small
    double square = a * a;
    return Math.copySign(Math.log1p(a + square / (1 + Math.sqrt(1 + square))), x);
  }

  static double acosh(double x) {
    if (x > LARGE) {
      return Math.log(x) + LN_2;
    }
    if (x > 2) {
      return Math.log(2 * x - 1 / (x + Math.sqrt(x * x - 1)));
    }
    double t = x - 1;
    return Math.log1p(t + Math.sqrt(2 * t + t * t));
  }

  static double atanh(double x) {
    double a = Math.abs(x);
    if (a >= 1) {
      throw MathDomain.undefined("atanh(" + FloatText.repr(x) + ")");
    }
    double twice = a + a;
    double t = a < 0.5 ? twice + twice * a / (1 - a) : twice / (1 - a);
    return Math.copySign(0.5 * Math.log1p(t), x);
  }
}
