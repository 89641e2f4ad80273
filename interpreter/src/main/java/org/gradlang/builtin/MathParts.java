package org.gradlang.builtin;

import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.value.TupleValue;

/** Taking floats apart, putting them together, comparing them. */
final class MathParts {
  private static final double TWO_54 = 0x1p54;

  private MathParts() {}

  static double real(Object number) {
    return number instanceof Number known ? known.doubleValue() : (boolean) number ? 1 : 0;
  }

  static TupleValue modf(double x) {
    double whole = x < 0 ? Math.ceil(x) : Math.floor(x);
    double decimals = Double.isInfinite(x) ? 0 : x - whole;
    return TupleValue.of(Math.copySign(decimals, x), whole);
  }

  static TupleValue frexp(double x) {
    if (x == 0 || !Double.isFinite(x)) {
      return TupleValue.of(x, 0L);
    }
    boolean tiny = Math.abs(x) < Double.MIN_NORMAL;
    double scaled = tiny ? x * TWO_54 : x;
    int exponent = Math.getExponent(scaled) + 1;
    return TupleValue.of(Math.scalb(scaled, -exponent), (long) (tiny ? exponent - 54 : exponent));
  }

  static Double ldexp(double x, long exponent) {
    double result = Math.scalb(x, Math.clamp(exponent, -5000, 5000));
    if (Double.isInfinite(result) && Double.isFinite(x)) {
      throw new GradError(ErrorKind.OVERFLOW, "math.ldexp: the result is too large for a float");
    }
    return result;
  }

  static boolean isClose(double a, double b, double relative, double absolute) {
    if (relative < 0 || absolute < 0) {
      throw new GradError(ErrorKind.VALUE, "math.isclose: a tolerance cannot be negative");
    }
    if (a == b) {
      return true;
    }
    if (Double.isInfinite(a) || Double.isInfinite(b)) {
      return false;
    }
    double difference = Math.abs(a - b);
    return difference <= relative * Math.max(Math.abs(a), Math.abs(b)) || difference <= absolute;
  }
}
