package org.gradlang.value.number;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;

/** Arithmetic of 64-bit ints; a result that does not fit is an OverflowError. */
public final class Integers {
  /** Ints up to this size are exact as doubles. */
  private static final long EXACT = 1L << 53;

  // enough digits for quotients that lie halfway between two doubles, and more for all others
  private static final MathContext QUOTIENT = new MathContext(100);

  private Integers() {}

  public static long add(long a, long b) {
    long sum = a + b;
    if (((a ^ sum) & (b ^ sum)) < 0) {
      throw overflow(a + " + " + b);
    }
    return sum;
  }

  public static long subtract(long a, long b) {
    long difference = a - b;
    if (((a ^ b) & (a ^ difference)) < 0) {
      throw overflow(a + " - " + b);
    }
    return difference;
  }

  public static long multiply(long a, long b) {
    long low = a * b;
    if (Math.multiplyHigh(a, b) != low >> 63) {
      throw overflow(a + " * " + b);
    }
    return low;
  }

  public static long negate(long a) {
    if (a == Long.MIN_VALUE) {
      throw overflow("-(" + a + ")");
    }
    return -a;
  }

  public static long abs(long a) {
    return a < 0 ? negate(a) : a;
  }

  /** The float nearest to the exact quotient. */
  public static double divide(long a, long b) {
    if (b == 0) {
      throw divisionByZero();
    }
    if (Math.abs(a) <= EXACT && Math.abs(b) <= EXACT && a != Long.MIN_VALUE) {
      return (double) a / b;
    }
    return BigDecimal.valueOf(a).divide(BigDecimal.valueOf(b), QUOTIENT).doubleValue();
  }

  public static long floorDivide(long a, long b) {
    if (b == 0) {
      throw divisionByZero();
    }
    if (b == -1) {
      return negate(a);
    }
    return Math.floorDiv(a, b);
  }

  public static long floorModulo(long a, long b) {
    if (b == 0) {
      throw divisionByZero();
    }
    return Math.floorMod(a, b);
  }

  /** {@code base ** exponent}: an int, or a float where the exponent is negative. */
  public static Object power(long base, long exponent) {
    if (exponent < 0) {
      return Floats.power((double) base, (double) exponent);
    }
    long result = 1;
    long square = base;
    for (long rest = exponent; rest != 0; rest >>= 1) {
      if ((rest & 1) != 0) {
        result = powerStep(result, square, base, exponent);
      }
      if (rest > 1) {
        square = powerStep(square, square, base, exponent);
      }
    }
    return result;
  }

  private static long powerStep(long a, long b, long base, long exponent) {
    long low = a * b;
    if (Math.multiplyHigh(a, b) != low >> 63) {
      throw overflow(base + " ** " + exponent);
    }
    return low;
  }

  /** {@code pow(base, exponent, modulus)}. */
  public static long powerModulo(long base, long exponent, long modulus) {
    if (modulus == 0) {
      throw new GradError(ErrorKind.VALUE, "pow() with a modulus of 0");
    }
    BigInteger m = BigInteger.valueOf(modulus);
    try {
      BigInteger power = BigInteger.valueOf(base).modPow(BigInteger.valueOf(exponent), m.abs());
      return Math.floorMod(power.longValueExact(), modulus);
    } catch (ArithmeticException e) {
      throw new GradError(ErrorKind.VALUE, base + " has no inverse modulo " + modulus);
    }
  }

  /** The error of a result that needs more than 64 bits. */
  public static GradError overflow(String computation) {
    return new GradError(
            ErrorKind.OVERFLOW, computation + " does not fit into an int, which has 64 bits")
        .help("compute with floats where numbers get this large, such as 2.0 ** 64");
  }

  static GradError divisionByZero() {
    return new GradError(ErrorKind.ZERO_DIVISION, "division by zero");
  }
}
