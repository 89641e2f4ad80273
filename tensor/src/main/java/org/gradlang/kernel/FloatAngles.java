package org.gradlang.kernel;

/**
 * Sines and their relatives in float32 arithmetic, to within about one unit in the last place
 * (tangents two). {@link AngleLanes} has the same ones for vectors: operation by operation, so that
 * both give the same bits.
 */
final class FloatAngles {
  private FloatAngles() {}

  static final float TWO_OVER_PI = 0x1.45f306p-1f;

  // pi / 2 in three parts: of an angle below 2^18, a multiple of the first leaves an exact rest
  static final float QUARTER = 0x1.921fb6p+0f;
  static final float QUARTER_LOW = -0x1.777a5cp-25f;
  static final float QUARTER_LOWEST = -0x1.ee59dap-50f;

  /** The exponent bits of the greatest ordinary angles. */
  static final int ORDINARY = 127 + 17;

  // (sin(r) - r) / r^3 as a polynomial of r^2 on |r| <= 0.8, fitted to 2e-10
  static final float S0 = -0.16666667f;
  static final float S1 = 0.0083333785f;
  static final float S2 = -0.00019852465f;
  static final float S3 = 2.8243503e-6f;

  // (cos(r) - 1 + r^2 / 2) / r^4 as a polynomial of r^2 on |r| <= 0.8, fitted to 2e-10
  static final float K0 = 0.041666646f;
  static final float K1 = -0.0013887289f;
  static final float K2 = 2.4428211e-5f;

  // (tan(r) - r) / r^3 as a polynomial of r^2 on |r| <= 0.8, fitted to 2e-9
  static final float T0 = 0.33333358f;
  static final float T1 = 0.13332374f;
  static final float T2 = 0.05409244f;
  static final float T3 = 0.021115482f;
  static final float T4 = 0.0112647945f;
  static final float T5 = -0.00045049217f;
  static final float T6 = 0.0046408754f;

  // (atan(x) - x) / x^3 as a polynomial of x^2 on |x| <= 1, fitted to 3e-9
  static final float A0 = -0.33333302f;
  static final float A1 = 0.19998631f;
  static final float A2 = -0.14265175f;
  static final float A3 = 0.1095725f;
  static final float A4 = -0.084185906f;
  static final float A5 = 0.05822075f;
  static final float A6 = -0.031442773f;
  static final float A7 = 0.011057849f;
  static final float A8 = -0.001825803f;

  // (asin(x) - x) / x^3 as a polynomial of x^2 on |x| <= 0.5, fitted to 5e-9
  static final float I0 = 0.16666754f;
  static final float I1 = 0.07495253f;
  static final float I2 = 0.04547591f;
  static final float I3 = 0.024152815f;
  static final float I4 = 0.042210512f;

  private static boolean isOrdinary(float x) {
    return (Float.floatToRawIntBits(x) & Integer.MAX_VALUE) >>> 23 <= ORDINARY;
  }

  /** How many quarters of a turn an angle is, in the last bits. */
  private static float quarters(float x) {
    return Math.fma(x, TWO_OVER_PI, FloatMath.ROUNDER);
  }

  /** What is left of an angle without n quarters of a turn. */
  private static float rest(float x, float n) {
    float r = Math.fma(n, -QUARTER_LOW, Math.fma(n, -QUARTER, x));
    return Math.fma(n, -QUARTER_LOWEST, r);
  }

  private static float sineOfRest(float r, float u) {
    float p = Math.fma(Math.fma(Math.fma(S3, u, S2), u, S1), u, S0);
    return Math.fma(p * u, r, r);
  }

  private static float cosineOfRest(float u) {
    float p = Math.fma(Math.fma(K2, u, K1), u, K0);
    return Math.fma(p, u * u, Math.fma(u, -0.5f, 1));
  }

  /** The sine of an angle with so many quarters in the last bits, as {@code shifted} has. */
  private static float sine(float x, float shifted, int quarters) {
    float r = rest(x, shifted - FloatMath.ROUNDER);
    float u = r * r;
    float y = (quarters & 1) == 0 ? sineOfRest(r, u) : cosineOfRest(u);
    int sign = (quarters & 2) << 30;
    return Float.intBitsToFloat(Float.floatToRawIntBits(y) ^ sign);
  }

  static float sin(float x) {
    if (!isOrdinary(x)) {
      return (float) Math.sin(x);
    }
    float shifted = quarters(x);
    float y = sine(x, shifted, Float.floatToRawIntBits(shifted));
    return x == 0 ? x : y; // keeps the sign of a zero
  }

  static float cos(float x) {
    if (!isOrdinary(x)) {
      return (float) Math.cos(x);
    }
    float shifted = quarters(x);
    return sine(x, shifted, Float.floatToRawIntBits(shifted) + 1);
  }

  static float tan(float x) {
    if (!isOrdinary(x)) {
      return (float) Math.tan(x);
    }
    float shifted = quarters(x);
    float r = rest(x, shifted - FloatMath.ROUNDER);
    float u = r * r;
    float p = Math.fma(Math.fma(Math.fma(T6, u, T5), u, T4), u, T3);
    p = Math.fma(Math.fma(Math.fma(p, u, T2), u, T1), u, T0);
    float t = Math.fma(p * u, r, r);
    float y = (Float.floatToRawIntBits(shifted) & 1) == 0 ? t : -1 / t;
    return x == 0 ? x : y;
  }

  /** Of what is not above 1. */
  private static float atanOfRest(float t) {
    float u = t * t;
    float p = Math.fma(Math.fma(Math.fma(Math.fma(A8, u, A7), u, A6), u, A5), u, A4);
    p = Math.fma(Math.fma(Math.fma(Math.fma(p, u, A3), u, A2), u, A1), u, A0);
    return Math.fma(p * u, t, t);
  }

  static float atan(float x) {
    float a = Math.abs(x);
    boolean large = a > 1;
    float t = large ? 1 / a : a;
    float y = atanOfRest(t);
    return Math.copySign(large ? QUARTER - (y - QUARTER_LOW) : y, x);
  }

  /** The angle of the point (x, y). */
  static float atan2(float y, float x) {
    float a = Math.abs(y);
    float b = Math.abs(x);
    boolean large = a > b;
    float t = large ? b / a : a / b;
    t = a == b ? 1 : t; // also of infinities
    t = a + b == 0 ? 0 : t;
    float angle = atanOfRest(t);
    float quarter = large ? QUARTER - (angle - QUARTER_LOW) : angle;
    boolean negative = Float.floatToRawIntBits(x) < 0;
    return Math.copySign(negative ? 2 * QUARTER - (quarter - 2 * QUARTER_LOW) : quarter, y);
  }

  /** The arc sine of what is below 1/2, and of others half the arc cosine. */
  private static float arc(float a) {
    float z = a < 0.5f ? a * a : (1 - a) * 0.5f;
    float t = a < 0.5f ? a : (float) Math.sqrt(z);
    float p = Math.fma(Math.fma(Math.fma(Math.fma(I4, z, I3), z, I2), z, I1), z, I0);
    return Math.fma(p * z, t, t);
  }

  static float asin(float x) {
    float a = Math.abs(x);
    float y = arc(a);
    return Math.copySign(a < 0.5f ? y : QUARTER - (y + y - QUARTER_LOW), x);
  }

  static float acos(float x) {
    float a = Math.abs(x);
    float y = arc(a);
    if (a < 0.5f) {
      return QUARTER - (Math.copySign(y, x) - QUARTER_LOW);
    }
    return x > 0 ? y + y : 2 * QUARTER - (y + y - 2 * QUARTER_LOW);
  }
}
