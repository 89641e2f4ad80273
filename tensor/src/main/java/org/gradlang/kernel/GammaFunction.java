package org.gradlang.kernel;

/** The gamma function's logarithm and its derivatives, by Stirling's series from 10 upwards. */
final class GammaFunction {
  private GammaFunction() {}

  private static final double STIRLING_FROM = 10;
  private static final double HALF_LOG_TWO_PI = 0.9189385332046727;

  /** Below this, zeta is put together from sums above 0. */
  private static final double LOWEST = -50;

  private static final int TRIGAMMA_STEPS = 6;
  private static final int TRIGAMMA_TERMS = 3;
  private static final double EULER = 0.5772156649015329;
  private static final double TINY = 1e-300;

  /** How near to its zeros at 1 and 2 the logarithm of gamma is taken from its Taylor series. */
  private static final double NEAR = 0.2;

  /** B(2k) for k = 1..8. */
  private static final double[] BERNOULLI = {
    1.0 / 6, -1.0 / 30, 1.0 / 42, -1.0 / 30, 5.0 / 66, -691.0 / 2730, 7.0 / 6, -3617.0 / 510
  };

  /** The sum of n^-k over n = 1, 2, ... for each k from 2. */
  private static final double[] ZETA = new double[28];

  static {
    for (int k = 2; k < ZETA.length; k++) {
      ZETA[k] = zeta(k, 1);
    }
  }

  /** {@code log |gamma(x)|}. */
  static double logGamma(double x) {
    if (x <= 0) {
      if (x == Math.rint(x)) {
        return Double.POSITIVE_INFINITY;
      }
      if (x > -TINY) {
        return -Math.log(-x);
      }
      // gamma(x) gamma(1 - x) = pi / sin(pi x)
      return Math.log(Math.PI / Math.abs(sinPi(x))) - logGamma(1 - x);
    }
    if (Math.abs(x - 1) < NEAR) {
      return nearOne(x - 1);
    }
    if (Math.abs(x - 2) < NEAR) {
      return Math.log1p(x - 2) + nearOne(x - 2);
    }
    double product = 1;
    double z = x;
    while (z < STIRLING_FROM) {
      product *= z;
      z += 1;
    }
    return Double.isInfinite(z) ? z : stirling(z) - Math.log(product);
  }

  // log gamma(1 + z) = -gamma z + sum of zeta(k) (-z)^k / k: all digits around the zero at 1
  private static double nearOne(double z) {
    double sum = 0;
    for (int k = ZETA.length - 1; k >= 2; k--) {
      sum = -z * (sum + ZETA[k] / k);
    }
    return z == 0 ? 0 : -z * (sum + EULER);
  }

  private static double stirling(double z) {
    return (z - 0.5) * Math.log(z) - z + HALF_LOG_TWO_PI + stirlingCorrection(z);
  }

  /** What Stirling's formula for {@code logGamma(z)} lacks, for z from 10 upwards. */
  static double stirlingCorrection(double z) {
    double sum = 0;
    for (int k = BERNOULLI.length; k >= 1; k--) {
      sum = sum / (z * z) + BERNOULLI[k - 1] / (2.0 * k * (2 * k - 1));
    }
    return sum / z;
  }

  /** The derivative of {@link #logGamma}. */
  static double digamma(double x) {
    if (x == 0) {
      return Math.copySign(Double.POSITIVE_INFINITY, -x);
    }
    if (x < 0) {
      // digamma(1 - x) - digamma(x) = pi / tan(pi x)
      return x == Math.rint(x) ? Double.NaN : digamma(1 - x) - Math.PI / tanPi(x);
    }
    double shift = 0;
    double z = x;
    while (z < STIRLING_FROM) {
      shift += 1 / z;
      z += 1;
    }
    double sum = 0;
    for (int k = BERNOULLI.length; k >= 1; k--) {
      sum = (sum + BERNOULLI[k - 1] / (2 * k)) / (z * z);
    }
    return Double.isInfinite(z) ? z : Math.log(z) - 0.5 / z - sum - shift;
  }

  /** The n-th derivative of {@link #digamma}. */
  static double polygamma(int n, double x) {
    if (n == 0) {
      return digamma(x);
    }
    if (n == 1) {
      return trigamma(x);
    }
    double factorial = 1;
    for (int i = 2; i <= n && factorial < Double.POSITIVE_INFINITY; i++) {
      factorial *= i;
    }
    return ((n & 1) == 0 ? -factorial : factorial) * zeta(n + 1.0, x);
  }

  /**
   * The derivative of {@link #digamma}. PyTorch goes but six steps up and takes but three terms of
   * the series there, which leaves an error of 1e-9; gradients are to be its own, so that is done
   * here.
   */
  private static double trigamma(double x) {
    if (x < 0.5) {
      // trigamma(x) + trigamma(1 - x) = (pi / sin(pi x))^2
      double ratio = Math.PI / Math.sin(Math.PI * x);
      return ratio * ratio - trigamma(1 - x);
    }
    double sum = 0;
    for (int k = 0; k < TRIGAMMA_STEPS; k++) {
      sum += 1 / ((x + k) * (x + k));
    }
    double z = x + TRIGAMMA_STEPS;
    double series = 0;
    for (int k = TRIGAMMA_TERMS; k >= 1; k--) {
      series = (series + BERNOULLI[k - 1]) / (z * z);
    }
    // 1 / z + 1 / (2 z^2) + B(2) / z^3 + B(4) / z^5 + B(6) / z^7
    return sum + (1 + 1 / (2 * z) + series) / z;
  }

  /** The sum of {@code (q + k)^-s} over k = 0, 1, ..., by Euler and Maclaurin; NaN for s < 1. */
  static double zeta(double s, double q) {
    if (!(s > 1) || Double.isNaN(q)) {
      return s == 1 ? Double.POSITIVE_INFINITY : Double.NaN;
    }
    if (q <= 0 && q == Math.rint(q)) {
      return Double.POSITIVE_INFINITY;
    }
    if (q < 0 && s != Math.rint(s)) {
      return Double.NaN;
    }
    return q < LOWEST ? zetaFarBelow(s, q) : zetaBySums(s, q);
  }

  /**
   * For a whole s and a q far below 0, whose terms are those of two sums above 0: as many of {@code
   * (fraction + j)^-s} as lie between q and 0, with the sign of {@code (-1)^s}, and the rest.
   */
  private static double zetaFarBelow(double s, double q) {
    double fraction = -q - Math.floor(-q);
    double below = zetaBySums(s, fraction) - zetaBySums(s, 1 - q);
    return (s % 2 == 0 ? below : -below) + zetaBySums(s, 1 - fraction);
  }

  private static double zetaBySums(double s, double q) {
    double sum = 0;
    double z = q;
    // the greater s, the further out the series begins to shrink; its terms vanish the sooner
    for (double term = 1; z < STIRLING_FROM + s; z += 1) {
      if (z > 1 && Math.abs(term) <= 1e-18 * Math.abs(sum)) {
        return sum;
      }
      term = Math.pow(z, -s);
      sum += term;
    }
    double power = Math.pow(z, -s);
    sum += z * power / (s - 1) + power / 2;
    double factor = s * power / z;
    for (int k = 1; k <= BERNOULLI.length; k++) {
      // B(2k) / (2k)! * s (s + 1) ... (s + 2k - 2) / z^(s + 2k - 1)
      factor /= k == 1 ? 2 : (2.0 * k) * (2 * k - 1);
      sum += BERNOULLI[k - 1] * factor;
      factor *= (s + 2.0 * k - 1) * (s + 2.0 * k) / (z * z);
    }
    return sum;
  }

  private static double sinPi(double x) {
    return Math.sin(Math.PI * (x - 2 * Math.rint(x / 2)));
  }

  private static double tanPi(double x) {
    return Math.tan(Math.PI * (x - Math.rint(x)));
  }
}
