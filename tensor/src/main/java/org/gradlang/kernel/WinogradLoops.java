package org.gradlang.kernel;

/**
 * The transforms of {@link Winograd}: sums and differences of float32, each of a fixed order, so
 * that the vectors of any processor give the bits of {@link PlainWinograd}.
 */
interface WinogradLoops {
  /** Elements of a square of 4 x 4. */
  int SQUARE = 16;

  /** Lanes that are computed together: tiles come in multiples of these. */
  int lanes();

  /**
   * Copies lines of a source so that the columns of squares stand side by side: column b of square
   * t of line i of channel c comes to {@code out + c * pitch + b * plane + i * squares + t}. It is
   * element {@code 2 t + b + shift} of the line, or zero outside of it.
   *
   * @param at where line 0 begins, {@code apart} the step to the next, and {@code size} that to the
   *     next channel
   * @param width elements of a line
   */
  void columns(
      float[] x,
      int at,
      int size,
      int channels,
      int apart,
      int lines,
      int width,
      int shift,
      float[] to,
      int out,
      int pitch,
      int plane,
      int squares);

  /**
   * Squares of 4 x 4 elements of the source, each transformed: {@code B' d B}, where the rows of B'
   * are (1, 0, -1, 0), (0, 1, 1, 0), (0, -1, 1, 0) and (0, 1, 0, -1).
   *
   * @param grid element i of tile t is at {@code at + steps[i] + t}
   * @param to element i of tile t comes to {@code out + i * apart + t / width * panel + t % width}
   * @param n how many tiles: a multiple of the width, which is one of {@link #lanes}
   */
  void squares(
      float[] grid,
      int at,
      int[] steps,
      float[] to,
      int out,
      int apart,
      int width,
      int panel,
      int n);

  /**
   * Squares of 2 x 2 results: {@code A' m A}, where the rows of A' are (1, 1, 1, 0) and (0, 1, -1,
   * -1).
   *
   * @param m element i of tile t of row r is at {@code i * apart + r * width + t}
   * @param to the upper two results of tile t of row r come to {@code out + r * pitch + 2 t}, the
   *     lower ones to {@code lower} elements behind
   * @param width how many tiles: a multiple of {@link #lanes}
   */
  void results(
      float[] m, int apart, int rows, int width, float[] to, int out, int pitch, int lower);

  /**
   * Squares of 2 x 2 results, each transformed for the gradient of filters: {@code A m A'} but for
   * signs, where the rows of A are (1, 0), (1, 1), (1, -1) and (0, 1).
   *
   * @param m the upper two results of square t are the vectors at {@code 2 t * width} and behind
   *     it, the lower ones {@code lower} elements behind
   * @param n how many squares
   * @param width elements of a vector: a multiple of {@link #lanes}
   * @param to element i of square t comes to {@code out + i * apart + t * width}
   */
  void gradients(float[] m, int lower, int n, int width, float[] to, int out, int apart);

  /**
   * Copies lines, adding {@code more} to each element.
   *
   * @param pitch how far lines are apart in {@code from}, and {@code apart} in {@code to}
   */
  void lines(
      float[] from,
      int at,
      int pitch,
      float[] to,
      int out,
      int apart,
      int n,
      int width,
      float more);

  /** Whether all elements are finite. */
  boolean isFinite(float[] x, int from, int to);
}
