package org.gradlang.kernel;

/**
 * Quotients and remainders in float32 arithmetic, exact as those of float64 arithmetic rounded to
 * float32. {@link QuotientLanes} has the same ones for vectors.
 *
 * <p>Of a quotient a / b below 2^22, rounded to a whole number n, the rest a - n b is a float,
 * which one fused operation gives; where it is below zero n was one too great.
 */
final class FloatQuotients {
  private FloatQuotients() {}

  /** The exponent bits of the greatest ordinary quotients. */
  static final int ORDINARY = 127 + 21;

  private static boolean isOrdinary(float quotient) {
    return Float.floatToRawIntBits(quotient) >>> 23 <= ORDINARY;
  }

  /** The nearest whole number, or one of two, of what is not negative. */
  private static float nearest(float quotient) {
    return quotient + FloatMath.WHOLE - FloatMath.WHOLE;
  }

  /** What n times b leaves of a; without a quotient all of it, even if b is infinite. */
  private static float rest(float a, float b, float n) {
    return n == 0 ? a : Math.fma(-n, b, a);
  }

  static float fmod(float x, float y) {
    float a = Math.abs(x);
    float b = Math.abs(y);
    float quotient = a / b;
    if (!isOrdinary(quotient)) {
      return x % y;
    }
    float rest = rest(a, b, nearest(quotient));
    return Math.copySign(rest < 0 ? rest + b : rest, x);
  }

  static float remainder(float x, float y) {
    float mod = fmod(x, y);
    return mod != 0 && (y < 0) != (mod < 0) ? mod + y : mod;
  }

  static float floorDivide(float x, float y) {
    float a = Math.abs(x);
    float b = Math.abs(y);
    float quotient = a / b;
    if (!isOrdinary(quotient)) {
      return (float) Arithmetic.floorDivide(x, y);
    }
    float n = nearest(quotient);
    float rest = rest(a, b, n);
    // the whole part of the quotient's size; below zero the floor is the next one, unless exact
    float whole = rest < 0 ? n - 1 : n;
    int sign = (Float.floatToRawIntBits(x) ^ Float.floatToRawIntBits(y)) & Integer.MIN_VALUE;
    float size = sign != 0 && rest != 0 ? whole + 1 : whole;
    return Float.intBitsToFloat(Float.floatToRawIntBits(size) | sign);
  }
}
