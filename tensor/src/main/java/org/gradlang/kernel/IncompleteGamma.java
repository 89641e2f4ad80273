package org.gradlang.kernel;

/** The regularised incomplete gamma functions P(a, x) and Q(a, x) = 1 - P(a, x). */
final class IncompleteGamma {
  private IncompleteGamma() {}

  /** From here on the uniform expansion is exact enough, and series would take too long. */
  private static final double LARGE = 1e8;

  private static final double TINY = 1e-300;

  /** The integral of {@code t^(a-1) exp(-t) / gamma(a)} from 0 to x. */
  static double lower(double a, double x) {
    double edge = edge(a, x);
    if (edge >= 0 || Double.isNaN(edge)) {
      return edge;
    }
    if (a > LARGE) {
      return uniform(a, x, -1);
    }
    return x < a + 1 ? series(a, x) : 1 - fraction(a, x);
  }

  /** The integral of {@code t^(a-1) exp(-t) / gamma(a)} from x to infinity. */
  static double upper(double a, double x) {
    double edge = edge(a, x);
    if (edge >= 0 || Double.isNaN(edge)) {
      return 1 - edge;
    }
    if (a > LARGE) {
      return uniform(a, x, 1);
    }
    return x < a + 1 ? 1 - series(a, x) : fraction(a, x);
  }

  /** P where it is known at once, NaN where it has no value, and else -1. */
  private static double edge(double a, double x) {
    if (!(a >= 0 && x >= 0)) {
      return Double.NaN;
    }
    if (a == 0) {
      return x > 0 ? 1 : Double.NaN;
    }
    if (Double.isInfinite(a)) {
      return Double.isInfinite(x) ? Double.NaN : 0;
    }
    return x == 0 ? 0 : Double.isInfinite(x) ? 1 : -1;
  }

  // P = x^a exp(-x) / gamma(a + 1) * (1 + x/(a+1) + x^2/((a+1)(a+2)) + ...)
  private static double series(double a, double x) {
    double term = 1;
    double sum = 1;
    for (double k = a + 1; term > 1e-17 * sum; k++) {
      term *= x / k;
      sum += term;
    }
    return factor(a, x) / a * sum;
  }

  // Q = x^a exp(-x) / gamma(a) / (x+1-a - 1(1-a)/(x+3-a - 2(2-a)/(x+5-a - ...))), by Lentz
  private static double fraction(double a, double x) {
    double b = x + 1 - a;
    double c = 1 / TINY;
    double d = 1 / b;
    double h = d;
    double change = 0;
    for (double i = 1; Math.abs(change - 1) > 1e-16 && i < 1e6; i++) {
      double an = -i * (i - a);
      b += 2;
      d = an * d + b;
      d = 1 / (Math.abs(d) < TINY ? TINY : d);
      c = b + an / c;
      c = Math.abs(c) < TINY ? TINY : c;
      change = c * d;
      h *= change;
    }
    return factor(a, x) * h;
  }

  /** {@code x^a exp(-x) / gamma(a)}. */
  private static double factor(double a, double x) {
    if (a < 10) {
      return Math.exp(a * Math.log(x) - x - GammaFunction.logGamma(a));
    }
    // with Stirling's formula for gamma(a), so that large terms cancel before they are rounded
    double mu = (x - a) / a;
    return Math.sqrt(a / (2 * Math.PI))
        * Math.exp(-a * excess(mu) - GammaFunction.stirlingCorrection(a));
  }

  /** {@code mu - log(1 + mu)}. */
  private static double excess(double mu) {
    if (Math.abs(mu) > 0.1) {
      return mu - Math.log1p(mu);
    }
    double sum = 0;
    for (int k = 18; k >= 2; k--) {
      sum = ((k & 1) == 0 ? 1.0 : -1.0) / k + mu * sum;
    }
    return mu * mu * sum;
  }

  // Temme: Q = erfc(eta sqrt(a/2)) / 2 + exp(-a eta^2 / 2) / sqrt(2 pi a) * (1/mu - 1/eta + ...)
  private static double uniform(double a, double x, int side) {
    double mu = (x - a) / a;
    double half = excess(mu);
    double eta = Math.copySign(Math.sqrt(2 * half), mu);
    double first = Math.abs(mu) < 1e-4 ? -1.0 / 3 + mu / 12 : 1 / mu - 1 / eta;
    double rest = Math.exp(-a * half) / Math.sqrt(2 * Math.PI * a) * first;
    return ErrorFunction.erfc(side * eta * Math.sqrt(a / 2)) / 2 + side * rest;
  }
}
