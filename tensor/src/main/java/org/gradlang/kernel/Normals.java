package org.gradlang.kernel;

/**
 * Normal numbers of float32 in blocks of 16, by Box and Muller: element j and j + 8 of a block make
 * two.
 *
 * <p>The logarithm, sine and cosine are computed in float64, with less error than the rounding to
 * float32 that follows makes, in loops without branches, which the JVM makes SIMD of if they are
 * short: they are series, of so many terms that the first one left out is below 2^-43 of the sum.
 */
final class Normals {
  private static final int HALF = 8;

  /** Pairs that are made at once: a multiple of 8. */
  private static final int PAIRS = 256;

  /** sqrt(2), of which 2^24 are one. */
  private static final int ROOT = 23726566;

  private static final double LOG_OF_2 = 0.6931471805599453;
  private static final float TURN = (float) (2 * Math.PI);

  /** The first 33 bits of pi / 2, of which small multiples are exact, and the others. */
  private static final double QUARTER = 1.5707963267341256;

  private static final double QUARTER_REST = 6.077100506506192e-11;

  // 1 / n! with the signs of the cosine's and the sine's series
  private static final double C2 = -1 / 2.;
  private static final double C4 = 1 / 24.;
  private static final double C6 = -1 / 720.;
  private static final double C8 = 1 / 40320.;
  private static final double C10 = -1 / 3628800.;
  private static final double C12 = 1 / 479001600.;
  private static final double C14 = -1 / 87178291200.;
  private static final double S3 = -1 / 6.;
  private static final double S5 = 1 / 120.;
  private static final double S7 = -1 / 5040.;
  private static final double S9 = 1 / 362880.;
  private static final double S11 = -1 / 39916800.;
  private static final double S13 = 1 / 6227020800.;

  private final int pairs; // that are made at once
  private final int[] first;
  private final int[] second;
  private final int[] exponent;
  private final double[] even;
  private final double[] odd;
  private final float[] radius;
  private final float[] angle;
  private final float[] cosine;
  private final float[] sine;

  /** For so many numbers, which may be drawn in parts. */
  Normals(int count) {
    pairs = Math.min(PAIRS, Math.max(HALF, count / 2));
    first = new int[pairs];
    second = new int[pairs];
    exponent = new int[pairs];
    even = new double[pairs];
    odd = new double[pairs];
    radius = new float[pairs];
    angle = new float[pairs];
    cosine = new float[pairs];
    sine = new float[pairs];
  }

  /** The whole blocks among the first {@code count}, of random bits that are 24 for each number. */
  void of(int[] bits, float[] numbers, int count, double mean, double deviation) {
    int step = pairs / HALF * 2 * HALF;
    for (int from = 0; from < count; from += step) {
      int blocks = Math.min(step, count - from) / (2 * HALF);
      for (int k = 0; k < blocks; k++) {
        int at = from + 2 * HALF * k;
        System.arraycopy(bits, at, first, HALF * k, HALF);
        System.arraycopy(bits, at + HALF, second, HALF * k, HALF);
      }
      radii(HALF * blocks);
      angles(HALF * blocks);
      for (int k = 0; k < blocks; k++) {
        int at = from + 2 * HALF * k;
        for (int i = 0; i < HALF; i++) {
          float r = radius[HALF * k + i];
          numbers[at + i] = (float) (r * cosine[HALF * k + i] * deviation + mean);
          numbers[at + HALF + i] = (float) (r * sine[HALF * k + i] * deviation + mean);
        }
      }
    }
  }

  /** sqrt(-2 log(1 - u)), where {@code first} has the 24 bits of u. */
  private void radii(int n) {
    for (int i = 0; i < n; i++) {
      int rest = (1 << 24) - (first[i] & 0xffffff); // 1 - u, of which 2^24 are one
      int zeros = Integer.numberOfLeadingZeros(rest) - 7;
      first[i] = rest << zeros; // from 2^24 to before 2^25
      exponent[i] = -zeros;
    }
    for (int i = 0; i < n; i++) {
      double above = (ROOT - first[i]) >>> 31; // 1 from sqrt(2) on, which are halved
      double x = first[i] * (0x1p-24 - 0x1p-25 * above);
      // log(x) = 2 artanh(s)
      double s = (x - 1) / (x + 1);
      double t = s * s;
      double series =
          1
              + t
                  * (1 / 3.
                      + t
                          * (1 / 5.
                              + t
                                  * (1 / 7.
                                      + t * (1 / 9. + t * (1 / 11. + t * (1 / 13. + t / 15))))));
      double log = 2 * s * series + (exponent[i] + above) * LOG_OF_2;
      radius[i] = (float) Math.sqrt(-2 * (double) (float) log);
    }
  }

  /** The cosine and sine of 2 pi u, rounded to float32, where {@code second} has the bits of u. */
  private void angles(int n) {
    for (int i = 0; i < n; i++) {
      int turns = second[i] & 0xffffff; // of which 2^24 are one
      angle[i] = TURN * (turns * 0x1p-24f);
      second[i] = (turns + (1 << 21)) >>> 22;
    }
    for (int i = 0; i < n; i++) {
      int quarters = second[i];
      double x = (angle[i] - quarters * QUARTER) - quarters * QUARTER_REST; // in -pi/4 to pi/4
      double t = x * x;
      even[i] = 1 + t * (C2 + t * (C4 + t * (C6 + t * (C8 + t * (C10 + t * (C12 + t * C14))))));
      odd[i] = x + x * t * (S3 + t * (S5 + t * (S7 + t * (S9 + t * (S11 + t * S13)))));
    }
    for (int i = 0; i < n; i++) {
      double turned = second[i] & 1;
      double sign = 1 - (second[i] & 2);
      cosine[i] = (float) (sign * ((1 - turned) * even[i] - turned * odd[i]));
      sine[i] = (float) (sign * ((1 - turned) * odd[i] + turned * even[i]));
    }
  }
}
