package org.gradlang.kernel;

/** Bessel functions of the first and second kind, of the orders 0 and 1. */
public final class BesselFunction {
  private BesselFunction() {}

  private static final double EULER = 0.5772156649015329;

  /** From here on the asymptotic series reaches full precision: its terms shrink to exp(-2x). */
  private static final double ASYMPTOTIC_FROM = 25;

  /** The order from which {@link #orders} recurs downwards: far beyond where J(n, 25) vanishes. */
  private static final int HIGHEST = 80;

  public static double j0(double x) {
    double a = Math.abs(x);
    return a < ASYMPTOTIC_FROM ? orders(a)[0] : asymptotic(a, 0, 0);
  }

  public static double j1(double x) {
    double a = Math.abs(x);
    double y = a < ASYMPTOTIC_FROM ? orders(a)[1] : asymptotic(a, 1, 0);
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
    double[] j = orders(x);
    double sum = 0;
    for (int k = HIGHEST / 2; k >= 1; k--) {
      sum += ((k & 1) == 0 ? j[2 * k] : -j[2 * k]) / k;
    }
    return 2 / Math.PI * ((Math.log(x / 2) + EULER) * j[0] - 2 * sum);
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
    double[] j = orders(x);
    double sum = 0;
    for (int k = HIGHEST / 2 - 1; k >= 1; k--) {
      double term = (2 * k + 1.0) / (k * (k + 1.0)) * j[2 * k + 1];
      sum += (k & 1) == 0 ? term : -term;
    }
    return 2 / Math.PI * (-j[0] / x + (Math.log(x / 2) + EULER - 1) * j[1] - sum);
  }

  /** {@code sin(x) / x}, the spherical function of order 0. */
  public static double sphericalJ0(double x) {
    if (Double.isInfinite(x)) {
      return 0;
    }
    return x == 0 ? 1 : Math.sin(x) / x;
  }

  /**
   * J(n, x) for n up to {@link #HIGHEST}, by Miller's method: the recurrence {@code J(n-1) = 2n/x
   * J(n) - J(n+1)} downwards from an arbitrary start, scaled so that {@code J0 + 2 J2 + 2 J4 + ...}
   * is 1.
   */
  private static double[] orders(double x) {
    double[] j = new double[HIGHEST + 2];
    if (Double.isNaN(x)) {
      java.util.Arrays.fill(j, x);
      return j;
    }
    if (x < 1e-8) {
      // J1 is x/2, and what comes later is below the last digit of 1
      j[0] = 1;
      j[1] = x / 2;
      return j;
    }
    // below 1 the recurrence would overflow on its way down from the highest order
    int start = x < 1 ? 24 : HIGHEST;
    j[start] = 1e-300;
    double sum = 0;
    for (int n = start; n >= 1; n--) {
      sum += (n & 1) == 0 ? 2 * j[n] : 0;
      j[n - 1] = 2 * n / x * j[n] - j[n + 1];
    }
    sum += j[0];
    for (int n = 0; n <= start; n++) {
      j[n] /= sum;
    }
    return j;
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
