package org.gradlang.kernel;

/**
 * Functions in float32 arithmetic, to within about one unit in the last place. {@link FloatLanes}
 * has the same ones for vectors: operation by operation, so that both give the same bits.
 */
final class FloatMath {
  private FloatMath() {}

  static final float LOG2_E = 1.442695f;
  static final float LN2_HIGH = 0x1.63p-1f; // nine bits: a multiple by an exponent is exact
  static final float LN2_LOW = -2.12194440e-4f;
  static final float SQRT_HALF = 0.70710677f;

  /** Adding and subtracting it rounds a small float to a whole number. */
  static final float ROUNDER = 0x1.8p23f;

  static final float EXP_LOWEST = -104;
  static final float EXP_HIGHEST = 89;

  // between these, 2^n is a normal float in expm1; below, the result is -1
  static final float EXPM1_LOWEST = -30;
  static final float EXPM1_HIGHEST = 80;

  /** From here on 1 + x is x, or as near as another. */
  static final float LOG1P_EXACT = 0x1p25f;

  // (exp(r) - 1 - r) / r^2 on |r| <= ln(2) / 2, fitted to 8e-9
  static final float E2 = 0.5f;
  static final float E3 = 0.16666576f;
  static final float E4 = 0.041666374f;
  static final float E5 = 0.008363235f;
  static final float E6 = 0.0013941214f;

  // (2^r - 1 - r ln(2)) / r^2 on |r| <= 1 / 2, fitted to 4e-9
  static final float LN2 = 0x1.62e43p-1f;
  static final float X2 = 0.2402265f;
  static final float X3 = 0.055503618f;
  static final float X4 = 0.00961807f;
  static final float X5 = 0.0013390376f;
  static final float X6 = 0.00015459649f;

  // below, 2^x is 0; from the other on it is infinite
  static final float EXP2_LOWEST = -151;
  static final float EXP2_HIGHEST = 129;

  /** From here on all floats are whole numbers. */
  static final float WHOLE = 0x1p23f;

  // log(1 + f) = 2 atanh(f / (2 + f)), the series of atanh
  static final float L1 = 2 / 3f;
  static final float L2 = 2 / 5f;
  static final float L3 = 2 / 7f;
  static final float L4 = 2 / 9f;

  // (tanh(x) - x) / x^3 as a polynomial of x^2 on |x| <= 0.7, fitted to 3e-9
  static final float TANH_SMALL = 0.625f;
  static final float TANH_HIGHEST = 16; // far below it, tanh rounds to 1

  static final float T0 = -0.3333333f;
  static final float T1 = 0.13333252f;
  static final float T2 = -0.053948615f;
  static final float T3 = 0.021692276f;
  static final float T4 = -0.008120624f;
  static final float T5 = 0.0020666476f;

  // erf(x) / x as a polynomial of x^2 on |x| <= 1, fitted to 1e-9
  static final float R0 = 1.1283791f;
  static final float R1 = -0.37612626f;
  static final float R2 = 0.112836f;
  static final float R3 = -0.026854444f;
  static final float R4 = 0.005189535f;
  static final float R5 = -8.02084E-4f;
  static final float R6 = 7.8891164E-5f;

  // (1 - erf(x)) exp(x^2) as a polynomial of x - 2.5 on 1 <= x <= 4, fitted to 4e-8
  static final float ERF_MIDDLE = 2.5f;
  static final float ERF_HIGHEST = 4; // from here on erf rounds to 1
  static final float C0 = 0.21080635f;
  static final float C1 = -0.0743476f;
  static final float C2 = 0.024938358f;
  static final float C3 = -0.007999347f;
  static final float C4 = 0.0024654309f;
  static final float C5 = -7.3899596E-4f;
  static final float C6 = 2.136582E-4f;
  static final float C7 = -5.3586773E-5f;
  static final float C8 = 1.4005185E-5f;
  static final float C9 = -6.3858947E-6f;
  static final float C10 = 1.733749E-6f;

  /** To the nearest whole number, halves to even. */
  static float round(float x) {
    float a = Math.abs(x);
    return a < WHOLE ? Math.copySign(a + WHOLE - WHOLE, x) : x;
  }

  static float exp(float x) {
    float bounded = Math.min(Math.max(x, EXP_LOWEST), EXP_HIGHEST);
    float shifted = Math.fma(bounded, LOG2_E, ROUNDER);
    float n = shifted - ROUNDER;
    float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, bounded));
    float q = Math.fma(Math.fma(Math.fma(Math.fma(E6, r, E5), r, E4), r, E3), r, E2);
    float p = Math.fma(q, r * r, r) + 1;
    return scaled(p, shifted);
  }

  /** Times 2^n, in two factors, each of which is a normal float. */
  private static float scaled(float p, float shifted) {
    int exponent = Float.floatToRawIntBits(shifted) - Float.floatToRawIntBits(ROUNDER);
    int half = exponent >> 1;
    float first = Float.intBitsToFloat((half + 127) << 23);
    float second = Float.intBitsToFloat((exponent - half + 127) << 23);
    return p * first * second;
  }

  /** As {@link #exp}, where what is left of a whole number is exact. */
  static float exp2(float x) {
    float bounded = Math.min(Math.max(x, EXP2_LOWEST), EXP2_HIGHEST);
    float shifted = bounded + ROUNDER;
    float r = bounded - (shifted - ROUNDER);
    float q = Math.fma(Math.fma(Math.fma(Math.fma(X6, r, X5), r, X4), r, X3), r, X2);
    return scaled(Math.fma(q, r * r, r * LN2) + 1, shifted);
  }

  static float log(float x) {
    boolean subnormal = x < Float.MIN_NORMAL;
    int bits = Float.floatToRawIntBits(subnormal ? x * 0x1p25f : x);
    int exponent = exponentForLog(bits);
    float k = exponent - (subnormal ? 25 : 0);
    float f = restForLog(bits, exponent);
    float s = f / (f + 2);
    float half = 0.5f * f * f;
    float correction = Math.fma(k, LN2_LOW, s * (half + seriesOfLog(s)));
    return ofPositive(Math.fma(k, LN2_HIGH, f - (half - correction)), x);
  }

  /** Exact for powers of two. */
  static float log2(float x) {
    boolean subnormal = x < Float.MIN_NORMAL;
    int bits = Float.floatToRawIntBits(subnormal ? x * 0x1p25f : x);
    int exponent = exponentForLog(bits);
    float k = exponent - (subnormal ? 25 : 0);
    float f = restForLog(bits, exponent);
    float s = f / (f + 2);
    float half = 0.5f * f * f;
    float natural = f - (half - s * (half + seriesOfLog(s)));
    return ofPositive(Math.fma(natural, LOG2_E, k), x);
  }

  private static int exponentForLog(int bits) {
    return (bits - Float.floatToRawIntBits(SQRT_HALF)) >> 23;
  }

  /** The number with these bits without this exponent, minus 1. */
  private static float restForLog(int bits, int exponent) {
    return Float.intBitsToFloat(bits - (exponent << 23)) - 1;
  }

  private static float seriesOfLog(float s) {
    float z = s * s;
    return z * Math.fma(Math.fma(Math.fma(L4, z, L3), z, L2), z, L1);
  }

  /** The logarithm y of x, if that is positive and finite. */
  static float ofPositive(float y, float x) {
    if (x > 0 && x < Float.POSITIVE_INFINITY) {
      return y;
    }
    return x == 0 ? Float.NEGATIVE_INFINITY : x > 0 ? x : Float.NaN;
  }

  /** With exp(x) = 2^n e^r: 2^n (e^r - 1) + (2^n - 1), where nothing cancels. */
  static float expm1(float x) {
    float bounded = Math.min(Math.max(x, EXPM1_LOWEST), EXPM1_HIGHEST);
    float shifted = Math.fma(bounded, LOG2_E, ROUNDER);
    float n = shifted - ROUNDER;
    float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, bounded));
    float q = Math.fma(Math.fma(Math.fma(Math.fma(E6, r, E5), r, E4), r, E3), r, E2);
    float p = Math.fma(q, r * r, r);
    int exponent = Float.floatToRawIntBits(shifted) - Float.floatToRawIntBits(ROUNDER);
    float scale = Float.intBitsToFloat((exponent + 127) << 23);
    float y = Math.fma(p, scale, scale - 1);
    float large = x > EXPM1_HIGHEST ? exp(x) - 1 : y;
    return x == 0 ? x : large; // keeps the sign of a zero
  }

  /** The logarithm of the rounded 1 + x, and what the rounding took away, over 1 + x. */
  static float log1p(float x) {
    float u = x + 1;
    float lost = (x - (u - 1)) / u;
    float y = log(u) + (u > 0 && u < LOG1P_EXACT ? lost : 0);
    return u == 1 ? x : y;
  }

  static float sigmoid(float x) {
    return 1 / (1 + exp(-x));
  }

  static float tanh(float x) {
    float a = Math.abs(x);
    float large = 1 - 2 / (exp(a + a) + 1);
    float u = x * x;
    float p = Math.fma(Math.fma(Math.fma(T5, u, T4), u, T3), u, T2);
    float small = Math.fma(Math.fma(Math.fma(p, u, T1), u, T0) * u, a, a);
    return Math.copySign(a < TANH_SMALL ? small : large, x);
  }

  static float erf(float x) {
    float a = Math.min(Math.abs(x), ERF_HIGHEST);
    float z = a - ERF_MIDDLE;
    float c = Math.fma(Math.fma(Math.fma(Math.fma(C10, z, C9), z, C8), z, C7), z, C6);
    c = Math.fma(Math.fma(Math.fma(Math.fma(c, z, C5), z, C4), z, C3), z, C2);
    c = Math.fma(Math.fma(c, z, C1), z, C0);
    float large = 1 - exp(-(a * a)) * c;
    float u = x * x;
    float r = Math.fma(Math.fma(Math.fma(R6, u, R5), u, R4), u, R3);
    float small = Math.fma(Math.fma(Math.fma(r, u, R2), u, R1), u, R0) * x;
    return a < 1 ? small : Math.copySign(large, x);
  }
}
