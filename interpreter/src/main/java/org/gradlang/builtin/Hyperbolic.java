package org.gradlang.builtin;

import org.gradlang.value.number.FloatText;

/** The inverses of the hyperbolic functions, which Java does not have. */
final class Hyperbolic {
  private static final double LARGE = 0x1p28;

  private Hyperbolic() {}

  static double asinh(double x) {
    double a = Math.abs(x);
    if (a > LARGE) {
      return Math.copySign(Math.log(a) + Math.log(2), x);
    }
    // log(a + sqrt(a^2 + 1)), written so that no digits are lost where a is small
    double square = a * a;
    return Math.copySign(Math.log1p(a + square / (1 + Math.sqrt(1 + square))), x);
  }

  static double acosh(double x) {
    if (x > LARGE) {
      return Math.log(x) + Math.log(2);
    }
    double t = x - 1;
    return Math.log1p(t + Math.sqrt(2 * t + t * t));
  }

  static double atanh(double x) {
    if (Math.abs(x) >= 1) {
      throw MathDomain.undefined("atanh(" + FloatText.repr(x) + ")");
    }
    double a = Math.abs(x);
    return Math.copySign(0.5 * Math.log1p(2 * a / (1 - a)), x);
  }
}
