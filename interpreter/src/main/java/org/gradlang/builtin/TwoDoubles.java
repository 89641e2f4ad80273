package org.gradlang.builtin;

/**
 * A number of some 106 bits as the sum of two floats, the second at most half a step of the first:
 * enough to round a result of a function as if it were known exactly.
 *
 * <p>The sums and products are those of T. J. Dekker, "A floating-point technique for extending the
 * available precision", 1971. Infinities are not provided for.
 */
record TwoDoubles(double high, double low) {
  static final TwoDoubles ONE = new TwoDoubles(1, 0);

  static TwoDoubles of(double x) {
    return new TwoDoubles(x, 0);
  }

  /** {@code x * y} without any rounding. */
  static TwoDoubles product(double x, double y) {
    double product = x * y;
    return new TwoDoubles(product, Math.fma(x, y, -product));
  }

  /** {@code x + y} without any rounding. */
  static TwoDoubles sum(double x, double y) {
    double sum = x + y;
    double part = sum - x;
    return new TwoDoubles(sum, (x - (sum - part)) + (y - part));
  }

  TwoDoubles plus(TwoDoubles other) {
    TwoDoubles highs = sum(high, other.high);
    TwoDoubles lows = sum(low, other.low);
    TwoDoubles first = joined(highs.high, highs.low + lows.high);
    return joined(first.high, first.low + lows.low);
  }

  TwoDoubles minus(TwoDoubles other) {
    return plus(new TwoDoubles(-other.high, -other.low));
  }

  TwoDoubles times(TwoDoubles other) {
    TwoDoubles product = product(high, other.high);
    return joined(product.high, product.low + (high * other.low + low * other.high));
  }

  TwoDoubles times(double factor) {
    return times(of(factor));
  }

  /** Divided by a number that is not zero. */
  TwoDoubles over(TwoDoubles divisor) {
    double quotient = high / divisor.high;
    TwoDoubles left = minus(divisor.times(quotient));
    double next = left.high / divisor.high;
    TwoDoubles rest = left.minus(divisor.times(next));
    TwoDoubles first = joined(quotient, next);
    return first.plus(of(rest.high / divisor.high));
  }

  TwoDoubles over(double divisor) {
    return over(of(divisor));
  }

  /** {@code 1 / n} for n from 1 on: to multiply by one takes a tenth of dividing by n. */
  static TwoDoubles[] reciprocals(int last) {
    TwoDoubles[] reciprocals = new TwoDoubles[last + 1];
    for (int n = 1; n <= last; n++) {
      reciprocals[n] = ONE.over(n);
    }
    return reciprocals;
  }

  /** The root of a number that is not negative. */
  TwoDoubles root() {
    double root = Math.sqrt(high);
    return root == 0 ? this : joined(root, minus(product(root, root)).high / (2 * root));
  }

  /** The float that is nearest. */
  double rounded() {
    return high + low;
  }

  /** A sum whose second part is known to be small beside the first. */
  private static TwoDoubles joined(double large, double small) {
    double sum = large + small;
    return new TwoDoubles(sum, small - (sum - large));
  }
}
