package org.gradlang.kernel;

import java.util.Arrays;
import org.gradlang.kernel.CorrelationProduct.Planes;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Scratch;
import org.jspecify.annotations.Nullable;

/**
 * The gradient of filters of 3 x 3 by {@linkplain Winograd squares}: sums over all squares of their
 * transformed elements, times the transformed 2 x 2 results; from sixteen such sums come the nine
 * elements of a filter.
 *
 * <p>Each sum is one chain of fused multiply-adds, over images and in each the squares, as in
 * {@link CorrelationSums}.
 */
final class WinogradSums {
  private static final int SQUARE = Winograd.SQUARE;

  /** Squares that are transformed together, so that they stay in the cache. */
  private static final int MOST = 128;

  private final Squares.Shape shape;
  private final Planes source;
  private final Planes results;
  private final float[] weights;
  private final @Nullable ProductKernels kernels;
  private final WinogradLoops loops;
  private final int height;

  private WinogradSums(
      Squares.Shape shape,
      Planes source,
      Planes results,
      Object weights,
      @Nullable ProductKernels kernels,
      WinogradLoops loops) {
    this.shape = shape;
    this.source = source;
    this.results = results;
    this.weights = (float[]) weights;
    this.kernels = kernels;
    this.loops = loops;
    this.height = kernels == null ? 1 : kernels.wide().rows();
  }

  /**
   * Sets all weights, and says whether they are finite: (groups, channels of results, channels of
   * the source, places).
   *
   * @param shape that of the source's squares
   * @param kernels null for the plain products
   */
  static boolean run(
      Squares.Shape shape,
      Planes source,
      Planes results,
      Object weights,
      @Nullable ProductKernels kernels,
      WinogradLoops loops) {
    WinogradSums sums = new WinogradSums(shape, source, results, weights, kernels, loops);
    int shares = Context.current().threads();
    CorrelationSums.share(
        results, kernels, shares, (group, first, end) -> sums.new Part(group, first, end).run());
    return loops.isFinite(sums.weights, 0, sums.weights.length);
  }

  /** Some channels of the results of a group. */
  private final class Part {
    private final int group;
    private final int first;
    private final int count;
    private final int channels = source.channels();
    private final @Nullable ProductKernel kernel;

    /** Columns of a panel of results, and of all panels. */
    private final int width;

    private final int stride;

    /** How far the sixteen sums of a pair of channels are apart. */
    private final int apart;

    private final Context context = Context.current();
    private final Scratch scratch = context.scratch();
    private final float[] sums;

    /** Where the squares of a block stand in what is transformed. */
    private final int[] steps = new int[MOST];

    Part(int group, int first, int end) {
      this.group = group;
      this.first = first;
      this.count = end - first;
      @Nullable ProductKernels all = kernels;
      this.kernel =
          all == null ? null : count <= all.narrow().columns() ? all.narrow() : all.wide();
      this.width = kernel == null ? Squares.roundUp(count, loops.lanes()) : kernel.columns();
      this.stride = Squares.roundUp(count, width);
      this.apart = Math.multiplyExact(Squares.roundUp(channels, height) + 1, stride);
      this.sums = scratch.floats(Math.multiplyExact(SQUARE, apart));
      Arrays.fill(sums, 0, SQUARE * apart, 0f);
    }

    void run() {
      int images = shape.images(channels, source.batch(), loops.lanes());
      for (int image = 0; image < source.batch(); image += images) {
        Squares squares = new Squares(shape, channels, Math.min(images, source.batch() - image));
        float[] grid = squares.load(source, group, image, MOST, loops);
        for (int from = 0; from < squares.count(); from += MOST) {
          add(squares, grid, image, from, Math.min(MOST, squares.count() - from));
        }
        scratch.give(grid);
      }
      for (int o = 0; o < count; o++) {
        int to = (group * results.channels() + first + o) * channels * 9;
        for (int c = 0; c < channels; c++) {
          Winograd.gradient(sums, c * stride + o, apart, weights, to + c * 9);
        }
        context.worked(SQUARE * channels);
      }
      scratch.give(sums);
    }

    /** Adds the products of {@code n} squares. */
    private void add(Squares squares, float[] grid, int image, int from, int n) {
      int pitch = Squares.roundUp(n, loops.lanes());
      int left = squares.apart(pitch);
      float[] seen = squares.room(scratch, left, 1);
      squares.transform(grid, from, pitch, seen, left, pitch, loops);
      // a vector more, so that the sixteen are not apart by a power of two
      int right = stride * MOST + loops.lanes();
      float[] made = scratch.floats(SQUARE * right);
      float[] turned = scratch.floats(4 * MOST * width);
      int length = 0;
      for (int column = 0; column < stride; column += width) {
        length = turn(image, from, n, column, turned);
        loops.gradients(turned, 2 * MOST * width, length, width, made, column * MOST, right);
        context.worked(SQUARE * length * width);
      }
      int squaresInAll = length;
      Winograd.judged(
          kernels,
          (long) SQUARE * channels * count * length,
          () -> multiply(seen, left, pitch, made, right, squaresInAll));
      scratch.give(turned);
      scratch.give(made);
      scratch.give(seen);
    }

    /**
     * Turns the results of squares: a panel's channels side by side, position by position; zeros
     * beyond the edges. Gives the number of squares, without those between images.
     */
    private int turn(int image, int from, int n, int column, float[] turned) {
      int[] sizes = shape.target();
      int rows = Math.min(width, count - column);
      int length = 0;
      for (int t = from; t < from + n; ) {
        int line = t / shape.width();
        int begin = t % shape.width();
        int end = Math.min(shape.width(), begin + from + n - t);
        int i = line % (shape.lines() + 1);
        if (i < shape.lines()) {
          int plane = results.start(image + line / (shape.lines() + 1), group);
          plane += (first + column) * results.size();
          for (int odd = 0; odd < 2; odd++) {
            int y = 2 * i + odd;
            int there = y < sizes[0] ? Math.min(2 * end, sizes[1]) - 2 * begin : 0;
            int to = (odd * 2 * MOST + 2 * length) * width;
            int at = plane + y * sizes[1] + 2 * begin;
            Turning.turn(results.array(), at, results.size(), turned, to, width, there, rows);
            Arrays.fill(turned, to + there * width, to + 2 * (end - begin) * width, 0f);
          }
          for (int j = 0; j < end - begin; j++) {
            steps[length++] = t - from + j;
          }
        }
        t += end - begin;
      }
      return length;
    }

    private void multiply(float[] seen, int left, int pitch, float[] made, int right, int length) {
      if (kernel == null) {
        plain(seen, left, pitch, made, right, length);
        return;
      }
      int[] starts = new int[Squares.roundUp(channels, height)];
      Arrays.setAll(starts, i -> Math.min(i, channels - 1) * pitch);
      for (int k = 0; k < SQUARE; k++) {
        for (int column = 0; column < stride; column += width) {
          int b = k * right + column * MOST;
          for (int i = 0; i < channels; i += height) {
            int c = k * apart + i * stride + column;
            kernel.overRows(
                seen, k * left, made, b, length, sums, c, stride, true, steps, 0, starts, i);
          }
        }
        context.worked(channels * stride);
      }
    }

    private void plain(float[] seen, int left, int pitch, float[] made, int right, int length) {
      float[] dense = scratch.floats(channels * length);
      for (int k = 0; k < SQUARE; k++) {
        for (int c = 0; c < channels; c++) {
          int start = k * left + c * pitch;
          CorrelationSums.gather(seen, start, steps, 0, dense, c * length, length);
          context.worked(length);
        }
        PlainProduct.run(
            new Matrix(DType.FLOAT32, dense, 0, channels, length, length, 1),
            new Matrix(DType.FLOAT32, made, k * right, length, count, width, 1),
            new Matrix(DType.FLOAT32, sums, k * apart, channels, count, stride, 1));
      }
      scratch.give(dense);
    }
  }
}
