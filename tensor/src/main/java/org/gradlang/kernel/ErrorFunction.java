package org.gradlang.kernel;

/** The error function in float64. */
final class ErrorFunction {
  private ErrorFunction() {}

  private static final double SQRT_PI = Math.sqrt(Math.PI);
  private static final double SERIES_BELOW = 2.25;

  /** Where the inverse is approximated in y^2; beyond, in the root of {@code -log((1 - y) / 2)}. */
  private static final float CENTRAL = 0.7f;

  private static final float[] CENTRAL_ABOVE = {-0.14054333f, 0.91462487f, -1.6453496f, 0.8862269f};
  private static final float[] CENTRAL_BELOW = {
    0.012229801f, -0.3290975f, 1.4427105f, -2.1183777f, 1
  };
  private static final float[] TAIL_ABOVE = {1.6413453f, 3.4295678f, -1.6249065f, -1.9708405f};
  private static final float[] TAIL_BELOW = {1.6370678f, 3.5438893f, 1};

  /** {@code 2 / sqrt(pi) * integral of exp(-t^2) from 0 to x}. */
  static double erf(double x) {
    double a = Math.abs(x);
    if (a < SERIES_BELOW) {
      return series(x);
    }
    return Double.isNaN(x) ? x : Math.copySign(1 - complement(a), x);
  }

  /** {@code 1 - erf(x)}, with all digits where that is small. */
  static double erfc(double x) {
    if (Double.isNaN(x)) {
      return x;
    }
    return x >= SERIES_BELOW
        ? complement(x)
        : x < -SERIES_BELOW ? 2 - complement(-x) : 1 - series(x);
  }

  /** The x with {@code erf(x) = y}; NaN outside -1..1. */
  static double inverse(double y) {
    double a = Math.abs(y);
    if (!(a < 1)) {
      return a == 1 ? Math.copySign(Double.POSITIVE_INFINITY, y) : Double.NaN;
    }
    if (a == 0) {
      return y;
    }
    // Winitzki's approximation, good to 2e-3; then Halley's method, which triples the digits
    double logarithm = Math.log1p(-a * a);
    double t = 2 / (Math.PI * 0.147) + logarithm / 2;
    double x = Math.sqrt(Math.sqrt(t * t - logarithm / 0.147) - t);
    for (int i = 0; i < 3; i++) {
      double error = a > 0.5 ? (1 - a) - erfc(x) : erf(x) - a;
      double step = error / (2 / SQRT_PI * Math.exp(-x * x));
      x -= step / (1 + x * step);
    }
    return Math.copySign(x, y);
  }

  /**
   * {@link #inverse(double)} in float32, step by step as PyTorch computes it: near 1 and -1 every
   * rounding shows, and random numbers are made with it.
   *
   * <p>A quotient of polynomials, good to 7 digits, and two steps of Newton's method.
   */
  static float inverse(float y) {
    float a = Math.abs(y);
    if (!(a < 1)) {
      return a == 1 ? Math.copySign(Float.POSITIVE_INFINITY, y) : Float.NaN;
    }
    float x;
    if (a <= CENTRAL) {
      float z = y * y;
      x = y * polynomial(z, CENTRAL_ABOVE) / polynomial(z, CENTRAL_BELOW);
    } else {
      float z = (float) Math.sqrt((float) -Math.log((1 - a) / 2));
      x = Math.copySign(polynomial(z, TAIL_ABOVE), y) / polynomial(z, TAIL_BELOW);
    }
    for (int i = 0; i < 2; i++) {
      float slope = (float) (2 / SQRT_PI) * (float) Math.exp(-(x * x));
      x -= ((float) erf(x) - y) / slope;
    }
    return x;
  }

  /** From the highest coefficient to the lowest. */
  private static float polynomial(float z, float[] coefficients) {
    float sum = coefficients[0];
    for (int i = 1; i < coefficients.length; i++) {
      sum = Math.fma(sum, z, coefficients[i]);
    }
    return sum;
  }

  /** {@code exp(x^2) erfc(x)}, which does not vanish for large x. */
  static double scaledComplement(double x) {
    if (Double.isNaN(x)) {
      return x;
    }
    if (x < SERIES_BELOW) {
      return x < -27 ? Double.POSITIVE_INFINITY : 1 / bell(x) * erfc(x);
    }
    return 1 / (SQRT_PI * fraction(x));
  }

  /** {@code 2 x erfcx(x) - 2 / sqrt(pi)}. */
  static double scaledComplementSlope(double x) {
    if (x < 20) {
      return 2 * x * scaledComplement(x) - 2 / SQRT_PI;
    }
    // sqrt(pi) erfcx(x) = 1/x (1 - 1/(2x^2) + 3/(2x^2)^2 - 15/(2x^2)^3 + ...)
    double t = 1 / (2 * x * x);
    double sum = 0;
    for (int k = 8; k >= 1; k--) {
      sum = -(2 * k - 1) * t * (1 + sum);
    }
    return 2 / SQRT_PI * sum;
  }

  /** The x below which a standard normal falls with probability p; NaN outside 0..1. */
  static double normalQuantile(double p) {
    if (!(p > 0 && p < 1)) {
      return p == 0 ? Double.NEGATIVE_INFINITY : p == 1 ? Double.POSITIVE_INFINITY : Double.NaN;
    }
    if (p >= 0.05) {
      return Math.sqrt(2) * inverse(2 * p - 1);
    }
    // Newton's method on log(erfc(x)) = log(2p), whose derivative is -2 / (sqrt(pi) erfcx(x))
    double logarithm = Math.log(2 * p);
    double x = Math.sqrt(-logarithm - Math.log(Math.sqrt(-logarithm * Math.PI)));
    for (int i = 0; i < 6; i++) {
      double scaled = scaledComplement(x);
      x += (Math.log(scaled) - x * x - logarithm) * scaled * SQRT_PI / 2;
    }
    return -Math.sqrt(2) * x;
  }

  /** {@code exp(-x^2)}; the rounding of the square is made good, which matters for large x. */
  private static double bell(double x) {
    double square = x * x;
    double rest = Math.fma(x, x, -square);
    double y = Math.exp(-square);
    return y - y * rest;
  }

  // erf(x) = 2 / sqrt(pi) * exp(-x^2) * sum of 2^n x^(2n+1) / (2n+1)!!; no term cancels another
  private static double series(double x) {
    double square = x * x;
    double term = x;
    double sum = x;
    for (int n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
      term *= 2 * square / (2 * n + 1);
      sum += term;
    }
    return 2 / SQRT_PI * Math.exp(-square) * sum;
  }

  // erfc(x) = exp(-x^2) / sqrt(pi) / (x + 1/2 / (x + 2/2 / (x + 3/2 / ...)))
  private static double complement(double x) {
    if (x > 27.5) {
      return 0;
    }
    return bell(x) / (SQRT_PI * fraction(x));
  }

  private static double fraction(double x) {
    double fraction = x;
    for (int k = (int) (20 + 300 / (x * x)); k > 0; k--) {
      fraction = x + k / 2.0 / fraction;
    }
    return fraction;
  }
}
