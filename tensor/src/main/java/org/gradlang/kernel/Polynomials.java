package org.gradlang.kernel;

import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;

/**
 * Orthogonal polynomials by their recurrences; a negative degree gives 0, a broken one its floor.
 */
public final class Polynomials {
  private Polynomials() {}

  /** From this degree on cosines are faster than the recurrence, where they are defined. */
  private static final int COSINES_FROM = 32;

  /** T(n, cos t) = cos(n t). */
  public static double chebyshevT(double x, double degree) {
    if (degree >= COSINES_FROM && Math.abs(x) < 1) {
      return Math.cos(Math.floor(degree) * Math.acos(x));
    }
    return chebyshev(x, degree, x);
  }

  /** U(n, cos t) = sin((n + 1) t) / sin t. */
  public static double chebyshevU(double x, double degree) {
    return chebyshev(x, degree, 2 * x);
  }

  /** V(n, cos t) = cos((n + 1/2) t) / cos(t / 2). */
  public static double chebyshevV(double x, double degree) {
    return chebyshev(x, degree, 2 * x - 1);
  }

  /** W(n, cos t) = sin((n + 1/2) t) / sin(t / 2). */
  public static double chebyshevW(double x, double degree) {
    return chebyshev(x, degree, 2 * x + 1);
  }

  public static double shiftedChebyshevT(double x, double degree) {
    return chebyshevT(2 * x - 1, degree);
  }

  public static double shiftedChebyshevU(double x, double degree) {
    return chebyshevU(2 * x - 1, degree);
  }

  public static double shiftedChebyshevV(double x, double degree) {
    return chebyshevV(2 * x - 1, degree);
  }

  public static double shiftedChebyshevW(double x, double degree) {
    return chebyshevW(2 * x - 1, degree);
  }

  /** All four kinds: p(n+1) = 2x p(n) - p(n-1), from 1 and {@code first}. */
  private static double chebyshev(double x, double degree, double first) {
    return recurrence(degree, first, (n, p, before) -> 2 * x * p - before);
  }

  /** H(n+1) = 2x H(n) - 2n H(n-1). */
  public static double hermiteH(double x, double degree) {
    return recurrence(degree, 2 * x, (n, p, before) -> 2 * (x * p - n * before));
  }

  /** He(n+1) = x He(n) - n He(n-1). */
  public static double hermiteHe(double x, double degree) {
    return recurrence(degree, x, (n, p, before) -> x * p - n * before);
  }

  /** (n+1) L(n+1) = (2n + 1 - x) L(n) - n L(n-1). */
  public static double laguerre(double x, double degree) {
    return recurrence(
        degree, 1 - x, (n, p, before) -> ((2 * n + 1 - x) * p - n * before) / (n + 1));
  }

  /** (n+1) P(n+1) = (2n + 1) x P(n) - n P(n-1). */
  public static double legendre(double x, double degree) {
    return recurrence(degree, x, (n, p, before) -> ((2 * n + 1) * x * p - n * before) / (n + 1));
  }

  /** The polynomial of degree n + 1 from those of the degrees n and n - 1. */
  private interface Next {
    double of(double n, double p, double before);
  }

  /** A degree that takes about a millisecond for each element. */
  private static final int MOST = 1 << 18;

  private static double recurrence(double degree, double first, Next next) {
    if (!(degree >= 0)) {
      return 0;
    }
    double before = 1;
    double p = first;
    if (degree < 1) {
      return before;
    }
    double last = Math.floor(degree);
    if (last > MOST && Double.isFinite(p)) {
      throw new GradError(
          ErrorKind.VALUE, "a polynomial of degree " + last + ": degrees go up to " + MOST);
    }
    for (double n = 1; n < last && Double.isFinite(p); n++) {
      double after = next.of(n, p, before);
      before = p;
      p = after;
    }
    return p;
  }
}
