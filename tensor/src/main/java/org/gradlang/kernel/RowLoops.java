package org.gradlang.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One number of a row of float32.
 *
 * <p>Sums are taken in float64 over {@link #LANES} lanes that take turns, save where {@link
 * #addBlocks} and {@link #addSquares} say another thing, and these are put together halves first:
 * so the vectors of any processor give the bits of {@link PlainRows}.
 */
interface RowLoops {
  /** Partial sums; short rows are better summed by {@link FoldLoops#sum(float[], int, int)}. */
  int LANES = 32;

  /** Partial sums of {@link #addBlocks}. */
  int BLOCK_LANES = 8;

  /**
   * Elements that {@link #addBlocks} and {@link #addSquares} add up in float32, eight for each
   * lane.
   */
  int BLOCK = 8 * BLOCK_LANES;

  /**
   * Of a sum of squares that is not less, what squares lose that underflow in float32, 2^-150 each,
   * is nothing.
   */
  double LEAST_SQUARES = 0x1p-90;

  /** Elements from which on a row is worth these loops. */
  int LONG = 64;

  /**
   * The sum.
   *
   * @param lanes room for {@link #LANES} numbers
   */
  double sum(float[] x, int at, int n, double[] lanes);

  /**
   * Adds blocks of {@link #BLOCK} elements to {@link #BLOCK_LANES} sums that take turns: the eight
   * elements of a block that belong to one sum are added in float32 first, pairs of neighbours,
   * then pairs of those and the two that are left.
   */
  void addBlocks(float[] x, int at, int blocks, double[] sums);

  /**
   * The same with {@code (x - mean)^2} instead of the elements, all in float32: squares of
   * neighbours are added by fma. What is added is off by less than 6 * 2^-24 of itself, where no
   * square over- or underflows.
   */
  void addSquares(float[] x, int at, float mean, int blocks, double[] sums);

  /** Puts the sums of {@link #addBlocks} together, halves first. */
  static double joinedBlocks(double[] sums) {
    return sums[0] + sums[4] + (sums[2] + sums[6]) + (sums[1] + sums[5] + (sums[3] + sums[7]));
  }

  /**
   * The sum by {@link #addBlocks}, which takes half the time: off by less than 3 * 2^-24 of the sum
   * of absolute values.
   *
   * @param lanes room for {@link #LANES} numbers
   */
  default double sumByBlocks(float[] x, int at, int n, double[] lanes) {
    Arrays.fill(lanes, 0, BLOCK_LANES, 0);
    int blocks = n / BLOCK;
    addBlocks(x, at, blocks, lanes);
    for (int i = blocks * BLOCK; i < n; i++) {
      lanes[i % BLOCK_LANES] += x[at + i];
    }
    double sum = joinedBlocks(lanes);
    return Double.isFinite(sum) ? sum : sum(x, at, n, lanes); // float32 may not have had room
  }

  /**
   * The sum of {@code (x - mean)^2} by {@link #addSquares}: off by less than 6 * 2^-24 of itself.
   *
   * @param lanes room for {@link #LANES} numbers
   */
  default double squaresByBlocks(float[] x, int at, float mean, int n, double[] lanes) {
    Arrays.fill(lanes, 0, BLOCK_LANES, 0);
    int blocks = n / BLOCK;
    addSquares(x, at, mean, blocks, lanes);
    for (int i = blocks * BLOCK; i < n; i++) {
      double centred = x[at + i] - mean;
      lanes[i % BLOCK_LANES] += centred * centred;
    }
    double sum = joinedBlocks(lanes);
    boolean hadRoom = Double.isFinite(sum) && sum >= LEAST_SQUARES;
    return hadRoom ? sum : squares(x, at, mean, n, lanes);
  }

  /** The sum of {@code (x - mean)^2}. */
  double squares(float[] x, int at, double mean, int n, double[] lanes);

  /** The sum of {@code x * y}, where products are rounded to float32. */
  double products(float[] x, float[] y, int at, int n, double[] lanes);

  /**
   * The sums of {@code g} and of {@code g * (x - mean)}.
   *
   * @param lanes room for two times {@link #LANES} numbers; the sums are left in the first of each
   */
  void sums(float[] g, float[] x, int at, double mean, int n, double[] lanes);

  /**
   * The same, where element i of g is multiplied by {@code weight[i]} before.
   *
   * @param weight numbers for this row, from 0 on
   */
  void weightedSums(
      float[] g, float[] x, int at, double[] weight, double mean, int n, double[] lanes);

  /**
   * Adds {@code g} to {@code plain}, and {@code g * ((x - mean) * factor)} to {@code centred}:
   * element i to sum {@code place + i} of each.
   */
  void addToPlaces(
      float[] g,
      float[] x,
      int at,
      double mean,
      double factor,
      int n,
      double[] plain,
      double[] centred,
      int place);

  /**
   * Writes {@code (x - mean) * scale * weight + bias} to {@code y}, each operation rounded to
   * float32.
   *
   * @param weight numbers for this row, from 0 on, as is {@code bias}
   */
  void standardise(
      float[] x, float[] y, int at, float mean, float scale, float[] weight, float[] bias, int n);

  /** The greatest number; where one of them is nan, any of them. */
  float greatest(float[] x, int at, int n);

  /**
   * The greatest number, or the smallest; a zero has any sign. Nan says nothing: one of them may be
   * nan, or there is no fast way to tell.
   */
  float extreme(float[] x, int at, int n, boolean greatest);

  /**
   * Where the greatest number is, or the smallest, from {@code at} on: the first of equals, and the
   * first nan before anything else. There is at least one number.
   */
  int place(float[] x, int at, int n, boolean greatest);

  /** Adds what is left after all whole turns, and puts the lanes together. */
  static double join(float[] x, int at, int n, double[] lanes) {
    for (int j = 0; j < n; j++) {
      lanes[j] += x[at + j];
    }
    return joined(lanes, 0);
  }

  /** The same for squares. */
  static double joinSquares(float[] x, int at, double mean, int n, double[] lanes) {
    for (int j = 0; j < n; j++) {
      double centred = x[at + j] - mean;
      lanes[j] += centred * centred;
    }
    return joined(lanes, 0);
  }

  /** The same for products. */
  static double joinProducts(float[] x, float[] y, int at, int n, double[] lanes) {
    for (int j = 0; j < n; j++) {
      lanes[j] += x[at + j] * y[at + j];
    }
    return joined(lanes, 0);
  }

  /** The same for the sums of {@code g} and {@code g * (x - mean)}, from element i of n on. */
  static void joinSums(
      float[] g,
      float[] x,
      int at,
      double @Nullable [] weight,
      double mean,
      int i,
      int n,
      double[] lanes) {
    for (int j = 0; j < n - i; j++) {
      double h = weight == null ? g[at + i + j] : g[at + i + j] * weight[i + j];
      lanes[j] += h;
      lanes[LANES + j] += h * (x[at + i + j] - mean);
    }
    lanes[0] = joined(lanes, 0);
    lanes[LANES] = joined(lanes, LANES);
  }

  /** Puts lanes together, halves first: in one formula, as loops over halves take longer. */
  static double joined(double[] lanes, int first) {
    double a = four(lanes, first);
    double b = four(lanes, first + 1);
    double c = four(lanes, first + 2);
    double d = four(lanes, first + 3);
    double e = four(lanes, first + 4);
    double f = four(lanes, first + 5);
    double g = four(lanes, first + 6);
    double h = four(lanes, first + 7);
    return a + e + (c + g) + (b + f + (d + h));
  }

  private static double four(double[] lanes, int i) {
    return lanes[i] + lanes[i + 16] + (lanes[i + 8] + lanes[i + 24]);
  }
}
