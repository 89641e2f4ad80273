package org.gradlang.kernel;

/**
 * Functions of float32 by way of float64 arithmetic, rounded once: few results differ from those of
 * exact functions, rounded (save those of {@link #sinh} below 1, which are float32's own). {@link
 * PowerLanes} has the same ones for vectors: operation by operation, so that both give the same
 * bits.
 */
final class FloatPowers {
  private FloatPowers() {}

  static final long SQRT_HALF_BITS = Double.doubleToRawLongBits(Math.sqrt(0.5));
  static final long ONE_BITS = Double.doubleToRawLongBits(1);
  static final long EXPONENT = 0x7ffL << 52;

  /** A number whose last bits are those of a whole number that is added. */
  static final double WHOLE = 0x1p52;

  static final double ROUNDER = 0x1.8p52;

  /** From here on a power of 2 is no float any more, and neither is its inverse. */
  static final double MOST = 1000;

  // log2((1 + s) / (1 - s)) / s as a polynomial of s^2 on s <= 0.1716, fitted to 3e-14
  static final double G0 = 2.8853900817778504;
  static final double G1 = 0.9617966941123531;
  static final double G2 = 0.5770779426322548;
  static final double G3 = 0.4122092271136529;
  static final double G4 = 0.3199066703689245;
  static final double G5 = 0.2828870394156083;

  // (2^r - 1) / r on |r| <= 1 / 2, fitted to 5e-12
  static final double P0 = 0.6931471805568324;
  static final double P1 = 0.24022650695888503;
  static final double P2 = 0.055504109063258665;
  static final double P3 = 0.00961812913523614;
  static final double P4 = 0.0013333478473685416;
  static final double P5 = 1.5403475186530786E-4;
  static final double P6 = 1.5303700711365693E-5;
  static final double P7 = 1.325080551750225E-6;

  // (sinh(x) - x) / x^3 as a polynomial of x^2 on |x| <= 1, fitted to 1e-9
  static final float H0 = 0.16666667f;
  static final float H1 = 0.008333339f;
  static final float H2 = 1.9838102E-4f;
  static final float H3 = 2.8062802E-6f;

  static final double LOG2_E = 1.4426950408889634;
  static final double LN2 = 0.6931471805599453;
  static final double LOG10_2 = 0.3010299956639812;

  /** The logarithm to base 2 of what is positive, exact for powers of 2; of 0, -1023. */
  private static double log2(double x) {
    long bits = Double.doubleToRawLongBits(x);
    long exponent = (bits - SQRT_HALF_BITS + ONE_BITS) & EXPONENT;
    double m = Double.longBitsToDouble(bits - exponent + ONE_BITS);
    double biased = Double.longBitsToDouble((exponent >>> 52) | Double.doubleToRawLongBits(WHOLE));
    double k = biased - (WHOLE + 1023);
    double f = m - 1;
    double s = f / (f + 2);
    double z = s * s;
    double p = Math.fma(Math.fma(Math.fma(G5, z, G4), z, G3), z, G2);
    return Math.fma(Math.fma(Math.fma(p, z, G1), z, G0), s, k);
  }

  /** A power of 2, also of infinities. */
  private static double exp2(double x) {
    double t = x > MOST ? MOST : x < -MOST ? -MOST : x;
    double shifted = t + ROUNDER;
    double r = t - (shifted - ROUNDER);
    double p = Math.fma(Math.fma(Math.fma(P7, r, P6), r, P5), r, P4);
    p = Math.fma(Math.fma(Math.fma(Math.fma(p, r, P3), r, P2), r, P1), r, P0);
    double y = Math.fma(p, r, 1);
    long exponent = Double.doubleToRawLongBits(shifted) << 52;
    return Double.longBitsToDouble(Double.doubleToRawLongBits(y) + exponent);
  }

  /** As Python and PyTorch have it: {@code 1 ** nan} and {@code (-1) ** inf} are 1. */
  static float pow(float x, float y) {
    float a = Math.abs(x);
    // of these the logarithm is infinite
    float b = a == 0 || a == Float.POSITIVE_INFINITY ? y * Float.POSITIVE_INFINITY : y;
    float power = (float) exp2(b * log2(a));
    float size = a == 1 ? 1 : power;
    float half = 0.5f * y;
    boolean whole = FloatMath.round(y) == y;
    float signed = whole && FloatMath.round(half) != half ? Math.copySign(size, x) : size;
    if (x < 0 && x > Float.NEGATIVE_INFINITY && !whole) {
      signed = Float.NaN;
    }
    float any = Float.isNaN(x) ? x : signed;
    return y == 0 ? 1 : y == 2 ? x * x : any;
  }

  static float log10(float x) {
    float y = (float) (log2(x) * LOG10_2);
    return FloatMath.ofPositive(y, x);
  }

  /** Below it, two terms of a series are enough. */
  static final float AREA_SMALL = 0x1p-10f;

  static final float THIRD = 1 / 3f;
  static final float MINUS_SIXTH = -1 / 6f;

  static float asinh(float x) {
    float a = Math.abs(x);
    double wide = a;
    float large = (float) (log2(Math.sqrt(Math.fma(wide, wide, 1)) + wide) * LN2);
    float small = Math.fma(a * a * MINUS_SIXTH, a, a);
    float y = a < AREA_SMALL ? small : large;
    return Math.copySign(a < Float.POSITIVE_INFINITY ? y : a, x);
  }

  static float acosh(float x) {
    double wide = x;
    float y = (float) (log2(Math.sqrt(Math.fma(wide, wide, -1)) + wide) * LN2);
    float finite = x < Float.POSITIVE_INFINITY ? y : x;
    return x < 1 ? Float.NaN : finite;
  }

  static float atanh(float x) {
    float a = Math.abs(x);
    double wide = a;
    float large = (float) (log2((wide + 1) / (1 - wide)) * (0.5 * LN2));
    float small = Math.fma(a * a * THIRD, a, a);
    float y = a < AREA_SMALL ? small : large;
    float inside = a < 1 ? y : Float.NaN;
    return Math.copySign(a == 1 ? Float.POSITIVE_INFINITY : inside, x);
  }

  static float hypot(float x, float y) {
    double a = x;
    double b = y;
    float length = (float) Math.sqrt(Math.fma(a, a, b * b));
    boolean infinite =
        Math.abs(x) == Float.POSITIVE_INFINITY || Math.abs(y) == Float.POSITIVE_INFINITY;
    return infinite ? Float.POSITIVE_INFINITY : length;
  }

  static float sinh(float x) {
    double e = exp2(x * LOG2_E);
    float large = (float) (0.5 * (e - 1 / e));
    float u = x * x;
    float p = Math.fma(Math.fma(Math.fma(H3, u, H2), u, H1), u, H0);
    float small = Math.fma(p * u, x, x);
    return Math.abs(x) < 1 ? small : large;
  }

  static float cosh(float x) {
    double e = exp2(x * LOG2_E);
    return (float) (0.5 * (e + 1 / e));
  }
}
