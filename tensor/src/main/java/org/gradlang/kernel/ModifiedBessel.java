package org.gradlang.kernel;

/** Modified Bessel functions of the orders 0 and 1, and the Airy function. */
public final class ModifiedBessel {
  private ModifiedBessel() {}

  /** From here on the asymptotic series of I reaches full precision. */
  private static final double ASYMPTOTIC_FROM = 30;

  /** The step of the trapezoidal rule, whose error for these integrals is exp(-pi^2 / step). */
  private static final double STEP = 0.2;

  private static final double AIRY_ZERO = 0.3550280538878172; // Ai(0) = 3^(-2/3) / gamma(2/3)
  private static final double AIRY_SLOPE = -0.2588194037928068; // Ai'(0)
  private static final double AIRY_ASYMPTOTIC_BELOW = -10;

  /** {@code I(0, x)}. */
  public static double i0(double x) {
    return grown(Math.abs(x), i0e(x));
  }

  /** {@code I(1, x)}. */
  public static double i1(double x) {
    return grown(Math.abs(x), i1e(x));
  }

  /** {@code exp(a) * scaled} without overflow on the way; of infinity NaN, as in PyTorch. */
  private static double grown(double a, double scaled) {
    return Math.exp(a / 2) * scaled * Math.exp(a / 2);
  }

  /** {@code exp(-|x|) I(0, x)}. */
  public static double i0e(double x) {
    double a = Math.abs(x);
    return a < ASYMPTOTIC_FROM ? Math.exp(-a) * series(a, 0) : asymptotic(a, 0);
  }

  /** {@code exp(-|x|) I(1, x)}. */
  public static double i1e(double x) {
    double a = Math.abs(x);
    double y = a < ASYMPTOTIC_FROM ? Math.exp(-a) * a / 2 * series(a, 1) : asymptotic(a, 1);
    return Math.copySign(y, x);
  }

  /** The sum of {@code (x/2)^(2k) / (k! (k + order)!)}. */
  private static double series(double x, int order) {
    double square = x * x / 4;
    double term = 1;
    double sum = 1;
    for (int k = 1; term > 1e-17 * sum; k++) {
      term *= square / ((double) k * (k + order));
      sum += term;
    }
    return Double.isNaN(x) ? x : sum;
  }

  private static double asymptotic(double x, int order) {
    if (Double.isInfinite(x)) {
      return 0;
    }
    double term = 1;
    double sum = 1;
    for (int k = 0; Math.abs(term) > 1e-17 && k < 60; k++) {
      double odd = 2 * k + 1;
      term *= (odd * odd - 4.0 * order * order) / ((k + 1) * 8 * x);
      sum += term;
    }
    return Double.isNaN(x) ? x : sum / Math.sqrt(2 * Math.PI * x);
  }

  /** {@code K(0, x)}. */
  public static double k0(double x) {
    return decayed(x, scaledK0(x));
  }

  /** {@code K(1, x)}. */
  public static double k1(double x) {
    return decayed(x, scaledK1(x));
  }

  private static double decayed(double x, double scaled) {
    return x > 750 ? 0 : Math.exp(-x) * scaled;
  }

  /** {@code exp(x) K(0, x)}. */
  public static double scaledK0(double x) {
    return scaledK(x, 0);
  }

  /** {@code exp(x) K(1, x)}. */
  public static double scaledK1(double x) {
    return scaledK(x, 1);
  }

  // exp(x) K(order, x) = integral of exp(-x (cosh t - 1)) cosh(order t) from 0 to infinity
  private static double scaledK(double x, double order) {
    if (!(x > 0)) {
      return x == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
    }
    if (Double.isInfinite(x)) {
      return 0;
    }
    // a large x makes a narrow peak at 0, of width 1 / sqrt(x)
    double step = STEP / Math.max(1, Math.sqrt(x));
    double sum = 0.5;
    double term = 1;
    for (int k = 1; term > 1e-18 * sum; k++) {
      double t = k * step;
      double half = Math.sinh(t / 2);
      term = Math.exp(-2 * x * half * half) * Math.cosh(order * t);
      sum += term;
    }
    return sum * step;
  }

  /** Ai, the solution of {@code y'' = x y} that vanishes for large x. */
  public static double airy(double x) {
    if (Double.isInfinite(x) || Double.isNaN(x)) {
      return Double.isNaN(x) ? x : 0;
    }
    if (x > 1) {
      // Ai(x) = sqrt(x / 3) / pi * K(1/3, z) with z = 2/3 x^(3/2)
      double z = 2.0 / 3 * x * Math.sqrt(x);
      return z > 750 ? 0 : Math.sqrt(x / 3) / Math.PI * Math.exp(-z) * scaledK(z, 1.0 / 3);
    }
    return x < AIRY_ASYMPTOTIC_BELOW ? oscillating(-x) : stepped(x);
  }

  /** The differential equation, solved from 0 in short steps of its Taylor series. */
  private static double stepped(double x) {
    int steps = (int) Math.ceil(Math.abs(x) * 2);
    double value = AIRY_ZERO;
    double slope = AIRY_SLOPE;
    double h = steps == 0 ? 0 : x / steps;
    for (int i = 0; i < steps; i++) {
      double at = i * h;
      // y = sum of c(n) t^n, with (n + 1)(n + 2) c(n + 2) = at c(n) + c(n - 1)
      double before = 0;
      double c = value;
      double next = slope;
      double power = 1;
      double y = 0;
      double dy = 0;
      for (int n = 0; n < 28; n++) {
        y += c * power;
        dy += (n + 1) * next * power;
        double after = (at * c + before) / ((n + 1.0) * (n + 2));
        before = c;
        c = next;
        next = after;
        power *= h;
      }
      value = y;
      slope = dy;
    }
    return value;
  }

  // Ai(-x) = (sin(z + pi/4) P(z) - cos(z + pi/4) Q(z)) / (sqrt(pi) x^(1/4)), z = 2/3 x^(3/2)
  private static double oscillating(double x) {
    double z = 2.0 / 3 * x * Math.sqrt(x);
    double p = 0;
    double q = 0;
    double term = 1;
    for (int k = 0; Math.abs(term) > 1e-17 && k < 40; k++) {
      double signed = (k & 2) == 0 ? term : -term;
      if ((k & 1) == 0) {
        p += signed;
      } else {
        q += signed;
      }
      // u(k+1) / u(k) = (6k + 1)(6k + 3)(6k + 5) / (216 (k + 1)(2k + 1))
      term *= (6.0 * k + 1) * (6 * k + 3) * (6 * k + 5) / (216.0 * (k + 1) * (2 * k + 1) * z);
    }
    double angle = z + Math.PI / 4;
    return (Math.sin(angle) * p - Math.cos(angle) * q) / (Math.sqrt(Math.PI) * Math.pow(x, 0.25));
  }
}
