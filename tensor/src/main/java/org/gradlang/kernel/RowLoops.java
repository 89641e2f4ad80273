package org.gradlang.kernel;

/**
 * One number of a row of float32.
 *
 * <p>Sums are taken in float64 over {@link #LANES} lanes that take turns, and these are put
 * together halves first: so the vectors of any processor give the bits of {@link PlainRows}.
 */
interface RowLoops {
  /** Partial sums; short rows are better summed by {@link FoldLoops#sum(float[], int, int)}. */
  int LANES = 32;

  /** Elements from which on a row is worth these loops. */
  int LONG = 64;

  /**
   * The sum.
   *
   * @param lanes room for {@link #LANES} numbers
   */
  double sum(float[] x, int at, int n, double[] lanes);

  /**
   * Adds elements to {@link Accumulator#LANES} sums that take turns.
   *
   * @param turns how many elements each of them gets
   */
  void addTurns(float[] x, int at, int turns, double[] sums);

  /** The sum of {@code (x - mean)^2}. */
  double squares(float[] x, int at, double mean, int n, double[] lanes);

  /** The greatest number; where one of them is nan, any of them. */
  float greatest(float[] x, int at, int n);

  /** Adds what is left after all whole turns, and puts the lanes together. */
  static double join(float[] x, int at, int n, double[] lanes) {
    for (int j = 0; j < n; j++) {
      lanes[j] += x[at + j];
    }
    return joined(lanes);
  }

  /** The same for squares. */
  static double joinSquares(float[] x, int at, double mean, int n, double[] lanes) {
    for (int j = 0; j < n; j++) {
      double centred = x[at + j] - mean;
      lanes[j] += centred * centred;
    }
    return joined(lanes);
  }

  private static double joined(double[] lanes) {
    for (int half = LANES / 2; half > 0; half /= 2) {
      for (int j = 0; j < half; j++) {
        lanes[j] += lanes[j + half];
      }
    }
    return lanes[0];
  }
}
