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
 * <p>Each sum is one chain of fused multiply-adds, over some images and in each the squares, as in
 * {@link CorrelationSums}; sums over parts of the images are added in order.
 */
final class WinogradSums {
  private static final int SQUARE = Winograd.SQUARE;

  /** Squares that are transformed together, so that they stay in the cache. */
  private static final int MOST = 128;

  /**
   * Parts of the images at most, squares of each at least, and elements of the sums of all. There
   * are 1, 2 or 4 parts: of three, one of two threads does two.
   */
  private static final int PARTS = 4;

  private static final int LEAST = 384;
  private static final int ROOM = 1 << 20;

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
    sums.run();
    return loops.isFinite(sums.weights, 0, sums.weights.length);
  }

  /**
   * Shares images, and where these are too few for all threads, the channels of results. Parts of
   * the images have sums of their own, as many on one thread as on several, which are added in
   * order.
   */
  private void run() {
    int batch = source.batch();
    int groups = source.groups();
    int squares = shape.lines() * shape.width();
    long room = (long) SQUARE * source.channels() * results.channels() * groups;
    int most = (int) Math.min((long) batch * squares / LEAST, Math.min(ROOM / room, batch));
    int images = Math.ceilDiv(batch, Integer.highestOneBit(Math.clamp(most, 1, PARTS)));
    int parts = Math.ceilDiv(batch, images);
    Context context = Context.current();
    Slice[] slices = slices(Math.ceilDiv(context.threads(), groups * parts));
    int units = groups * slices.length * parts;
    int size = Math.multiplyExact(SQUARE, slices[0].apart);
    float[] sums = context.scratch().floats(Math.multiplyExact(units, size));
    context.split(
        units,
        1,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            int first = i % parts * images;
            int group = i / parts / slices.length;
            Slice slice = slices[i / parts % slices.length];
            new Part(group, slice, sums, i * size).run(first, Math.min(batch, first + images));
          }
        });
    for (int i = 0; i < units; i += parts) {
      for (int part = 1; part < parts; part++) {
        add(sums, (i + part) * size, i * size, size);
      }
      store(i / parts / slices.length, slices[i / parts % slices.length], sums, i * size);
    }
    context.scratch().give(sums);
  }

  private static void add(float[] sums, int from, int to, int n) {
    for (int i = 0; i < n; i++) {
      sums[to + i] += sums[from + i];
    }
    Context.current().worked(n);
  }

  private void store(int group, Slice slice, float[] sums, int from) {
    int channels = source.channels();
    for (int o = 0; o < slice.count; o++) {
      int to = (group * results.channels() + slice.first + o) * channels * 9;
      for (int c = 0; c < channels; c++) {
        int at = from + c * slice.stride + o;
        Winograd.gradient(sums, at, slice.apart, weights, to + c * 9);
      }
      Context.current().worked(SQUARE * channels);
    }
  }

  /** So many slices of the channels of results, or as many as there are panels. */
  private Slice[] slices(int count) {
    int narrow = kernels == null ? 1 : kernels.narrow().columns();
    int panels = Math.ceilDiv(results.channels(), narrow);
    int each = Math.ceilDiv(panels, Math.min(panels, count)) * narrow;
    Slice[] slices = new Slice[Math.ceilDiv(results.channels(), each)];
    Arrays.setAll(slices, i -> new Slice(i * each, Math.min(each, results.channels() - i * each)));
    return slices;
  }

  /** Some channels of the results of a group. */
  private final class Slice {
    final int first;
    final int count;
    final @Nullable ProductKernel kernel;

    /** Columns of a panel of results, and of all panels. */
    final int width;

    final int stride;

    /** How far the sixteen sums of a pair of channels are apart. */
    final int apart;

    Slice(int first, int count) {
      this.first = first;
      this.count = count;
      @Nullable ProductKernels all = kernels;
      this.kernel =
          all == null ? null : count <= all.narrow().columns() ? all.narrow() : all.wide();
      this.width = kernel == null ? Squares.roundUp(count, loops.lanes()) : kernel.columns();
      this.stride = Squares.roundUp(count, width);
      this.apart = Math.multiplyExact(Squares.roundUp(source.channels(), height) + 1, stride);
    }
  }

  /** Some images, and a slice of the channels of a group's results. */
  private final class Part {
    private final int group;
    private final int first;
    private final int count;
    private final int channels = source.channels();
    private final @Nullable ProductKernel kernel;
    private final int width;
    private final int stride;
    private final int apart;
    private final Context context = Context.current();
    private final Scratch scratch = context.scratch();
    private final float[] sums;

    /** Where this part's sums begin. */
    private final int start;

    /** Where the squares of a block stand in what is transformed. */
    private final int[] steps = new int[MOST];

    Part(int group, Slice slice, float[] sums, int start) {
      this.group = group;
      this.first = slice.first;
      this.count = slice.count;
      this.kernel = slice.kernel;
      this.width = slice.width;
      this.stride = slice.stride;
      this.apart = slice.apart;
      this.sums = sums;
      this.start = start;
    }

    void run(int begin, int end) {
      Arrays.fill(sums, start, start + SQUARE * apart, 0f);
      int images = shape.images(channels, end - begin, loops.lanes());
      for (int image = begin; image < end; image += images) {
        Squares squares = new Squares(shape, channels, Math.min(images, end - image));
        float[] grid = squares.load(source, group, image, MOST, loops);
        for (int from = 0; from < squares.count(); from += MOST) {
          add(squares, grid, image, from, Math.min(MOST, squares.count() - from));
        }
        scratch.give(grid);
      }
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
            int c = start + k * apart + i * stride + column;
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
            new Matrix(DType.FLOAT32, sums, start + k * apart, channels, count, stride, 1));
      }
      scratch.give(dense);
    }
  }
}
