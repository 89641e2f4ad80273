package org.gradlang.kernel;

/** Bessel functions of the first and second kind, of the orders 0 and 1. */
public final class BesselFunction {
  private BesselFunction() {}

  private static final double EULER = 0.5772156649015329;

  /** From here on the asymptotic series reaches full precision: its terms shrink to exp(-2x). */
  private static final double ASYMPTOTIC_FROM = 25;

  /** The order from which orders recur downwards: far beyond where J(n, 25) vanishes. */
  private static final int HIGHEST = 80;

  private static final int TOTAL = -1;

  /** What the recurrence begins with. */
  private static final double SEED = 1e-300;

  /** Below this J0 is 1 and J1 is x/2, and what comes later is below the last digit of 1. */
  private static final double SMALL = 1e-8;

  public static double j0(double x) {
    double a = Math.abs(x);
    return a < ASYMPTOTIC_FROM ? first(a, 0) : asymptotic(a, 0, 0);
  }

  public static double j1(double x) {
    double a = Math.abs(x);
    double y = a < ASYMPTOTIC_FROM ? first(a, 1) : asymptotic(a, 1, 0);
    return Math.copySign(1, x) * y;
  }

  public static double y0(double x) {
    if (!(x > 0)) {
      return x == 0 ? Double.NEGATIVE_INFINITY : Double.NaN;
    }
    if (x >= ASYMPTOTIC_FROM) {
      return asymptotic(x, 0, Math.PI / 2);
    }
    // Neumann's series: Y0 = 2/pi (log(x/2) + gamma) J0 - 4/pi sum of (-1)^k J(2k) / k
    double total = recurred(x, TOTAL);
    double sum = 0;
    double above = 0;
    double here = SEED;
    for (int n = start(x); n >= 1; n--) {
      if ((n & 1) == 0) {
        int k = n / 2;
        sum += ((k & 1) == 0 ? here / total : -(here / total)) / k;
      }
      double below = below(n, x, here, above);
      above = here;
      here = below;
    }
    return 2 / Math.PI * ((Math.log(x / 2) + EULER) * first(x, 0) - 2 * sum);
  }

  public static double y1(double x) {
    if (!(x > 0)) {
      return x == 0 ? Double.NEGATIVE_INFINITY : Double.NaN;
    }
    if (x >= ASYMPTOTIC_FROM) {
      return asymptotic(x, 1, Math.PI / 2);
    }
    // Y1 = -2/(pi x) J0 + 2/pi (log(x/2) + gamma - 1) J1
    //      - 2/pi sum of (-1)^k (2k + 1) / (k (k + 1)) J(2k + 1)
    double total = recurred(x, TOTAL);
    double sum = 0;
    double above = 0;
    double here = SEED;
    for (int n = start(x); n >= 2; n--) {
      if ((n & 1) == 1) {
        int k = n / 2;
        double term = (2 * k + 1.0) / (k * (k + 1.0)) * (here / total);
        sum += (k & 1) == 0 ? term : -term;
      }
      double below = below(n, x, here, above);
      above = here;
      here = below;
    }
    double log = Math.log(x / 2) + EULER - 1;
    return 2 / Math.PI * (-first(x, 0) / x + log * first(x, 1) - sum);
  }

  /** {@code sin(x) / x}, the spherical function of order 0. */
  public static double sphericalJ0(double x) {
    if (Double.isInfinite(x)) {
      return 0;
    }
    return x == 0 ? 1 : Math.sin(x) / x;
  }

  /*
   * J(n, x) by Miller's method: the recurrence J(n-1) = 2n/x J(n) - J(n+1) downwards from an
   * arbitrary start, scaled so that J0 + 2 J2 + 2 J4 + ... is 1. It is gone through again where all
   * orders are needed: to keep them took 672 bytes for each element of a tensor.
   */

  private static double below(int n, double x, double here, double above) {
    return 2 * n / x * here - above;
  }

  /** Below 1 the recurrence would overflow on its way down from the highest order. */
  private static int start(double x) {
    return x < SMALL ? 1 : x < 1 ? 24 : HIGHEST;
  }

  /** J0 or J1. */
  private static double first(double x, int order) {
    if (Double.isNaN(x)) {
      return x;
    }
    if (x < SMALL) {
      return order == 0 ? 1 : x / 2;
    }
    return recurred(x, order);
  }

  /** J0, J1, or the {@link #TOTAL} that orders are to be divided by. */
  private static double recurred(double x, int wanted) {
    double above = 0;
    double here = SEED;
    double sum = 0;
    for (int n = start(x); n >= 1; n--) {
      sum += (n & 1) == 0 ? 2 * here : 0;
      double below = below(n, x, here, above);
      above = here;
      here = below;
    }
    sum += here;
    return wanted == TOTAL ? sum : (wanted == 0 ? here : above) / sum;
  }

  /** Hankel's expansion; the phase is 0 for the first kind, pi/2 for the second. */
  private static double asymptotic(double x, int order, double phase) {
    if (Double.isInfinite(x)) {
      return 0;
    }
    double p = 0;
    double q = 0;
    double term = 1;
    for (int k = 0; Math.abs(term) > 1e-17 && k < 60; k++) {
      double signed = (k & 2) == 0 ? term : -term;
      if ((k & 1) == 0) {
        p += signed;
      } else {
        q += signed;
      }
      double odd = 2 * k + 1;
      term *= (4.0 * order * order - odd * odd) / ((k + 1) * 8 * x);
    }
    double angle = (order / 2.0 + 0.25) * Math.PI + phase;
    // cos(x - angle) from sin x and cos x: x - angle itself would lose digits
    double cos = Math.cos(x) * Math.cos(angle) + Math.sin(x) * Math.sin(angle);
    double sin = Math.sin(x) * Math.cos(angle) - Math.cos(x) * Math.sin(angle);
    return Math.sqrt(2 / (Math.PI * x)) * (p * cos - q * sin);
  }
}
