package org.gradlang.kernel;

import org.gradlang.tensor.DType;
import org.jspecify.annotations.Nullable;

/**
 * Convolutions of 3 x 3 windows by squares of 2 x 2 results: a square is made of 16 products for
 * each pair of channels where it had 36 (Winograd's F(2 x 2, 3 x 3)).
 *
 * <p>The 4 x 4 elements that the windows of a square see are its own {@link Squares square} of the
 * source.
 */
final class Winograd {
  /** Elements of a square of the source, and products for each square and pair of channels. */
  static final int SQUARE = WinogradLoops.SQUARE;

  /** Channels on either side from which on transforms cost less than they save. */
  private static final int CHANNELS = 24;

  /** Lines and elements of a line from which on it pays: of small ones, much is beyond edges. */
  private static final int SIDE = 14;

  private Winograd() {}

  /**
   * Whether it pays, which depends on what a single image is: all batches have the same bits.
   *
   * @param from channels of what is read
   * @param to channels of what is computed
   * @param sizes of the image, or of results, whichever is computed
   */
  static boolean pays(Window window, DType dtype, int from, int to, int[] sizes) {
    boolean fits = dtype == DType.FLOAT32 && window.dim() == 2;
    for (int d = 0; fits && d < 2; d++) {
      fits =
          window.kernel()[d] == 3
              && window.stride()[d] == 1
              && window.dilation()[d] == 1
              && window.padding()[d] <= 2
              && sizes[d] >= SIDE;
    }
    return fits && from >= CHANNELS && to >= CHANNELS;
  }

  /** The squares of images that results are made of. */
  static Squares.Shape ofPositions(Window window) {
    return new Squares.Shape(window.image(), window.padding(), window.positions());
  }

  /** The squares of results that an image is made of, with the filters turned. */
  static Squares.Shape ofImage(Window window) {
    int[] padding = {2 - window.padding()[0], 2 - window.padding()[1]};
    return new Squares.Shape(window.positions(), padding, window.image());
  }

  /**
   * A filter transformed: {@code G g G'}, where the rows of G are (1, 0, 0), (1/2, 1/2, 1/2), (1/2,
   * -1/2, 1/2) and (0, 0, 1). Each element is rounded once.
   *
   * @param step 1 for the filter as it stands, -1 for the turned one, whose first element is the
   *     last
   * @param to element i comes to {@code out + i * apart}
   */
  static void filter(float[] g, int first, int step, float[] to, int out, int apart) {
    double a = g[first];
    double b = g[first + step];
    double c = g[first + 2 * step];
    double d = g[first + 3 * step];
    double e = g[first + 4 * step];
    double f = g[first + 5 * step];
    double u = g[first + 6 * step];
    double v = g[first + 7 * step];
    double w = g[first + 8 * step];
    double left = (a + u) / 2;
    double middle = (b + v) / 2;
    double right = (c + w) / 2;
    row(a, b, c, to, out, apart);
    row(left + d / 2, middle + e / 2, right + f / 2, to, out + 4 * apart, apart);
    row(left - d / 2, middle - e / 2, right - f / 2, to, out + 8 * apart, apart);
    row(u, v, w, to, out + 12 * apart, apart);
  }

  private static void row(double a, double b, double c, float[] to, int out, int apart) {
    double half = (a + c) / 2;
    to[out] = (float) a;
    to[out + apart] = (float) (half + b / 2);
    to[out + 2 * apart] = (float) (half - b / 2);
    to[out + 3 * apart] = (float) c;
  }

  /**
   * The gradient of a filter from its sums: {@code G' s G}, where the last row and column of s have
   * the other sign. Each element is rounded once.
   *
   * @param sums element i is at {@code at + i * apart}
   */
  static void gradient(float[] sums, int at, int apart, float[] to, int out) {
    for (int j = 0; j < 3; j++) {
      double a = gradient(sums, at, apart, j);
      double b = gradient(sums, at + 4 * apart, apart, j);
      double c = gradient(sums, at + 8 * apart, apart, j);
      double d = gradient(sums, at + 12 * apart, apart, j);
      double half = (b + c) / 2;
      to[out + j] = (float) (a + half);
      to[out + 3 + j] = (float) ((b - c) / 2);
      to[out + 6 + j] = (float) (half - d);
    }
  }

  /** Element {@code j} of the gradient of a line. */
  private static double gradient(float[] sums, int at, int apart, int j) {
    double b = sums[at + apart];
    double c = sums[at + 2 * apart];
    return switch (j) {
      case 0 -> sums[at] + (b + c) / 2;
      case 1 -> (b - c) / 2;
      default -> (b + c) / 2 - sums[at + 3 * apart];
    };
  }

  /** Runs products of so many multiply-adds, and has it judged how long the kernels took. */
  static void judged(@Nullable ProductKernels kernels, long work, Runnable products) {
    long start = System.nanoTime();
    products.run();
    if (kernels != null) {
      SimdKernels.judge(DType.FLOAT32, kernels, System.nanoTime() - start, work);
    }
  }
}
