package org.gradlang.value.number;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;

/** Arithmetic of floats where Python's differs from Java's. */
public final class Floats {
  private static final double TWO_63 = 0x1p63;

  private Floats() {}

  public static double divide(double a, double b) {
    if (b == 0) {
      throw Integers.divisionByZero();
    }
    return a / b;
  }

  /** {@code a % b}, with the sign of {@code b}. */
  public static double modulo(double a, double b) {
    if (b == 0) {
      throw Integers.divisionByZero();
    }
    double remainder = a % b;
    if (remainder == 0) {
      return Math.copySign(0.0, b);
    }
    return remainder < 0 != b < 0 ? remainder + b : remainder;
  }

  /** {@code a // b}: such that {@code (a // b) * b + a % b} is close to {@code a}. */
  public static double floorDivide(double a, double b) {
    if (b == 0) {
      throw Integers.divisionByZero();
    }
    double remainder = a % b;
    double quotient = (a - remainder) / b;
    if (remainder != 0 && remainder < 0 != b < 0) {
      quotient -= 1;
    }
    if (quotient == 0) {
      return Math.copySign(0.0, a / b);
    }
    double floor = Math.floor(quotient);
    // the division above may have rounded to just below an integer
    return quotient - floor > 0.5 ? floor + 1 : floor;
  }

  /** {@code base ** exponent}. */
  public static double power(double base, double exponent) {
    if (exponent == 0 || base == 1) {
      return 1;
    }
    if (base == -1 && Double.isInfinite(exponent)) {
      return 1; // as C's pow; Java's answers NaN
    }
    if (base == 0 && exponent < 0) {
      throw new GradError(ErrorKind.ZERO_DIVISION, "0.0 cannot be raised to a negative power");
    }
    double result = Math.pow(base, exponent);
    if (Double.isFinite(base) && Double.isFinite(exponent) && !Double.isFinite(result)) {
      throw Double.isNaN(result) ? notReal(base, exponent) : tooLarge(base, exponent);
    }
    return result;
  }

  private static GradError notReal(double base, double exponent) {
    return new GradError(
            ErrorKind.VALUE,
            "("
                + FloatText.repr(base)
                + ") ** "
                + FloatText.repr(exponent)
                + " is not a real number")
        .help("a negative number has real powers for whole exponents only");
  }

  private static GradError tooLarge(double base, double exponent) {
    return new GradError(
        ErrorKind.OVERFLOW,
        FloatText.repr(base) + " ** " + FloatText.repr(exponent) + " is too large for a float");
  }

  /** The int towards zero; nan and infinities have none. */
  public static long truncate(double value) {
    if (value > -TWO_63 - 1 && value < TWO_63) {
      return (long) value;
    }
    if (Double.isNaN(value)) {
      throw new GradError(ErrorKind.VALUE, "nan cannot be made an int");
    }
    throw Double.isInfinite(value)
        ? new GradError(ErrorKind.OVERFLOW, "infinity cannot be made an int")
        : Integers.overflow(FloatText.repr(value));
  }

  /** The int that is nearest, the even one of two equally near. */
  public static long round(double value) {
    return truncate(Math.rint(value));
  }

  /** Rounded to {@code digits} decimals; halves, of the exact value, to the even digit. */
  public static double round(double value, long digits) {
    if (!Double.isFinite(value) || value == 0 || digits > 323) {
      return value;
    }
    if (digits < -309) {
      return Math.copySign(0.0, value);
    }
    double rounded =
        new BigDecimal(value).setScale((int) digits, RoundingMode.HALF_EVEN).doubleValue();
    if (Double.isInfinite(rounded)) {
      throw new GradError(ErrorKind.OVERFLOW, "the rounded value is too large for a float");
    }
    return Math.copySign(rounded, value);
  }

  /** The int {@code value} rounded to a multiple of a power of ten, for negative {@code digits}. */
  public static long round(long value, long digits) {
    if (digits >= 0) {
      return value;
    }
    if (digits < -19) {
      return 0;
    }
    BigDecimal rounded = BigDecimal.valueOf(value).setScale((int) digits, RoundingMode.HALF_EVEN);
    try {
      return rounded.longValueExact();
    } catch (ArithmeticException e) {
      throw Integers.overflow("round(" + value + ", " + digits + ")");
    }
  }

  /**
   * Exactly -1, 0 or 1 as {@code a} is less than, equal to or greater than {@code b}; not for nan.
   */
  public static int compare(long a, double b) {
    if (b >= TWO_63) {
      return -1;
    }
    if (b < -TWO_63) {
      return 1;
    }
    long whole = (long) b;
    if (a != whole) {
      return a < whole ? -1 : 1;
    }
    return Double.compare(0.0, b - whole + 0.0);
  }

  /** Whether both are exactly the same number. */
  public static boolean equal(long a, double b) {
    return (double) a == b && b < TWO_63 && (long) b == a;
  }
}
