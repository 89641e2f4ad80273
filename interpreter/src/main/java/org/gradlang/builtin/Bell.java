package org.gradlang.builtin;

/**
 * The error function and its complement, rounded to the nearest float, as floats are written with
 * all their digits.
 */
final class Bell {
  /** From here on the series would cancel too many digits. */
  private static final double SERIES_BELOW = 4;

  private static final TwoDoubles ROOT_OF_PI =
      new TwoDoubles(Math.PI, 1.2246467991473532e-16).root();

  /** More than the terms that count below {@link #SERIES_BELOW}, and twice as many. */
  private static final TwoDoubles[] RECIPROCALS = TwoDoubles.reciprocals(300);

  private Bell() {}

  static double erf(double x) {
    if (x == 0) {
      return x; // with its sign
    }
    return Math.abs(x) < SERIES_BELOW ? series(x).rounded() : Gamma.operation("erf", x);
  }

  static double erfc(double x) {
    return Math.abs(x) < SERIES_BELOW
        ? TwoDoubles.ONE.minus(series(x)).rounded()
        : Gamma.operation("erfc", x);
  }

  /** {@code 2 / sqrt(pi) (x - x^3 / 3 + x^5 / (2! 5) - x^7 / (3! 7) + ...)}. */
  private static TwoDoubles series(double x) {
    TwoDoubles square = TwoDoubles.product(x, x);
    TwoDoubles power = TwoDoubles.of(2 * x).over(ROOT_OF_PI);
    TwoDoubles sum = power;
    for (int n = 1; Math.abs(power.high()) > 0x1p-110 * Math.abs(sum.high()); n++) {
      power = power.times(square).times(RECIPROCALS[n]).times(-1);
      sum = sum.plus(power.times(RECIPROCALS[2 * n + 1]));
    }
    return sum;
  }
}
