package org.gradlang.builtin;

/**
 * The inverses of sine, cosine and tangent, and lengths, rounded to the nearest float: Java's own
 * may be a step beside it, which shows, since floats are written with all their digits.
 *
 * <p>With a as Java's answer and t as the angle looked for, {@code sin(t - a) = sin(t) cos(a) -
 * cos(t) sin(a)} is what is missing, computed in twice the digits.
 */
final class Angles {
  /** Below, the second half of a product would be less than floats can hold. */
  private static final double SMALLEST = 0x1p-300;

  /** Angles are divided by {@code 2^HALVINGS} before their series. */
  private static final int HALVINGS = 5;

  /** Of an angle below 0.1 the next term of a series is below {@code 2^-106}. */
  private static final int TERMS = 20;

  private static final TwoDoubles[] RECIPROCALS = TwoDoubles.reciprocals((TERMS + 1) * TERMS);

  private Angles() {}

  static double asin(double x) {
    double angle = Math.asin(x);
    return inside(x) ? refined(angle, TwoDoubles.of(x), other(x)) : angle;
  }

  static double acos(double x) {
    double angle = Math.acos(x);
    return inside(x) ? refined(angle, other(x), TwoDoubles.of(x)) : angle;
  }

  static double atan(double x) {
    return atan2(x, 1);
  }

  static double atan2(double y, double x) {
    double angle = Math.atan2(y, x);
    double larger = Math.max(Math.abs(x), Math.abs(y));
    if (!measurable(angle) || x == 0 || y == 0 || Double.isInfinite(larger)) {
      return angle;
    }
    int exponent = Math.getExponent(larger);
    double sine = Math.scalb(y, -exponent);
    double cosine = Math.scalb(x, -exponent);
    TwoDoubles length =
        TwoDoubles.product(cosine, cosine).plus(TwoDoubles.product(sine, sine)).root();
    return refined(angle, TwoDoubles.of(sine).over(length), TwoDoubles.of(cosine).over(length));
  }

  /** The root of the sum of squares; infinite if one of them is. */
  static double length(double[] coordinates) {
    double largest = 0;
    for (double coordinate : coordinates) {
      if (Double.isInfinite(coordinate)) {
        return Double.POSITIVE_INFINITY;
      }
      largest = Math.max(largest, Math.abs(coordinate));
    }
    if (largest == 0 || Double.isNaN(largest)) {
      return largest;
    }
    int exponent = Math.getExponent(largest);
    TwoDoubles sum = TwoDoubles.of(0);
    for (double coordinate : coordinates) {
      double scaled = Math.scalb(coordinate, -exponent);
      sum = sum.plus(TwoDoubles.product(scaled, scaled));
    }
    return Math.scalb(sum.root().rounded(), exponent);
  }

  private static boolean inside(double x) {
    return Math.abs(x) < 1 && measurable(x);
  }

  /** Also that x is a number. */
  private static boolean measurable(double x) {
    return Math.abs(x) > SMALLEST;
  }

  /** {@code sqrt(1 - x^2)}. */
  private static TwoDoubles other(double x) {
    return TwoDoubles.ONE.minus(TwoDoubles.product(x, x)).root();
  }

  /** The angle of this sine and cosine, which is near {@code angle}. */
  private static double refined(double angle, TwoDoubles sine, TwoDoubles cosine) {
    double part = Math.scalb(angle, -HALVINGS);
    TwoDoubles square = TwoDoubles.product(part, part);
    TwoDoubles s = TwoDoubles.of(part).times(series(square, TERMS + 1));
    TwoDoubles c = series(square, TERMS);
    for (int i = 0; i < HALVINGS; i++) {
      TwoDoubles doubled = s.times(c).times(2);
      c = TwoDoubles.ONE.minus(s.times(s).times(2));
      s = doubled;
    }
    return angle + sine.times(c).minus(cosine.times(s)).rounded();
  }

  /** {@code 1 - q / ((last - 1) last) (1 - ... )}, the series of the cosine or of sin(x) / x. */
  private static TwoDoubles series(TwoDoubles square, int last) {
    TwoDoubles sum = TwoDoubles.ONE;
    for (int k = last; k >= 2; k -= 2) {
      sum = TwoDoubles.ONE.minus(sum.times(square.times(RECIPROCALS[k * (k - 1)])));
    }
    return sum;
  }
}
