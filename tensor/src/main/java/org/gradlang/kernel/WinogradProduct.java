package org.gradlang.kernel;

import java.util.Arrays;
import org.gradlang.kernel.CorrelationProduct.Filters;
import org.gradlang.kernel.CorrelationProduct.Planes;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Scratch;
import org.jspecify.annotations.Nullable;

/**
 * Filters times what a window of 3 x 3 sees, by {@linkplain Winograd squares}: some lines of
 * squares at a time, whose transformed elements are the right operands of sixteen products.
 *
 * <p>Sums over channels are chains of fused multiply-adds as in {@link CorrelationProduct}. Where
 * numbers overflow, or are not finite from the start, other results of a square would suffer:
 * images in which any result is not finite are computed by that class again.
 */
final class WinogradProduct {
  private static final int SQUARE = Winograd.SQUARE;

  /** Transformed elements that are computed at once, so that they stay in the cache. */
  private static final int MOST = 1 << 16;

  /** Channels that are added up at once: what the kernel reads stays in the first-level cache. */
  private static final int INNER = 256;

  private final Squares.Shape shape;
  private final Planes source;
  private final Filters filters;
  private final boolean turned;
  private final Planes target;
  private final float @Nullable [] bias;
  private final @Nullable ProductKernels kernels;
  private final WinogradLoops loops;
  private final int rows;

  /** Rows of a slice of filters; of the plain loops, all. */
  private final int height;

  /** Images in which a result is not finite. */
  private final boolean[] odd;

  private WinogradProduct(
      Squares.Shape shape,
      Planes source,
      Filters filters,
      boolean turned,
      Planes target,
      @Nullable Object bias,
      @Nullable ProductKernels kernels,
      WinogradLoops loops) {
    this.shape = shape;
    this.source = source;
    this.filters = filters;
    this.turned = turned;
    this.target = target;
    this.bias = (float[]) bias;
    this.kernels = kernels;
    this.loops = loops;
    this.rows = target.channels();
    this.height = kernels == null ? rows : kernels.wide().rows();
    this.odd = new boolean[target.batch()];
  }

  /**
   * Sets all elements of the target, and says in which images some of them are not finite.
   *
   * @param shape that of the source's squares
   * @param turned whether the filters are turned by half a turn
   * @param bias one element for each channel of the target
   * @param kernels null for the plain products
   */
  static boolean[] run(
      Squares.Shape shape,
      Planes source,
      Filters filters,
      boolean turned,
      Planes target,
      @Nullable Object bias,
      @Nullable ProductKernels kernels,
      WinogradLoops loops) {
    WinogradProduct product =
        new WinogradProduct(shape, source, filters, turned, target, bias, kernels, loops);
    product.run();
    return product.odd;
  }

  /** Shares images, and where they are few, slices of filters. */
  private void run() {
    Context context = Context.current();
    int shares = context.threads();
    int batch = target.batch();
    int columns = kernels == null ? loops.lanes() : kernels.wide().columns();
    int images = shape.images(source.channels(), (batch + shares - 1) / shares, columns);
    int units = (batch + images - 1) / images * target.groups();
    int least = kernels == null ? 1 : height;
    int slices = (rows + least - 1) / least;
    int parts = Math.min(slices, (shares + units - 1) / units);
    int each = (slices + parts - 1) / parts * least;
    Object packed = pack();
    context.split(
        units * parts,
        1,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            int image = i / parts / target.groups() * images;
            int row = i % parts * each;
            if (row < rows) {
              int group = i / parts % target.groups();
              int count = Math.min(images, batch - image);
              new Part(group, image, count, row, Math.min(row + each, rows), packed).run();
            }
          }
        });
    context.scratch().give(packed);
  }

  private int slices() {
    return (rows + height - 1) / height;
  }

  /** How far the elements of transformed filters are apart; see {@link Squares#apart}. */
  private int apart() {
    return (source.channels() + 1) * height;
  }

  /** Where the filters of a row begin. */
  private int filters(int group, int row) {
    return (group * slices() + row / height) * SQUARE * apart() + row % height;
  }

  /**
   * For each group, slice and element of a square the transformed filters, channel after channel;
   * rows that are missing are zero.
   */
  private Object pack() {
    int apart = apart();
    int size = Math.multiplyExact(target.groups() * slices(), SQUARE * apart);
    Context context = Context.current();
    float[] packed = context.scratch().floats(size);
    float[] g = (float[]) filters.array();
    for (int group = 0; group < target.groups(); group++) {
      int whole = rows / height * height;
      if (whole < rows) {
        int last = filters(group, whole);
        Arrays.fill(packed, last, last + SQUARE * apart, 0f);
      }
      for (int row = 0; row < rows; row++) {
        int at = filters(group, row);
        int from = group * filters.group() + row * filters.row() + (turned ? 8 : 0);
        for (int c = 0; c < source.channels(); c++) {
          int first = from + c * filters.channel();
          Winograd.filter(g, first, turned ? -1 : 1, packed, at + c * height, apart);
        }
        context.worked(SQUARE * source.channels());
      }
    }
    return packed;
  }

  /** Some images of a group, and some rows of its filters. */
  private final class Part {
    private final int image;
    private final int group;
    private final int row;
    private final int end;
    private final float[] packed;
    private final Squares squares;
    private final Context context = Context.current();
    private final Scratch scratch = context.scratch();

    Part(int group, int image, int images, int row, int end, Object packed) {
      this.group = group;
      this.image = image;
      this.row = row;
      this.end = end;
      this.packed = (float[]) packed;
      this.squares = new Squares(shape, source.channels(), images);
    }

    void run() {
      int channels = Math.max(source.channels(), kernels == null ? end - row : 0);
      int width = kernels == null ? loops.lanes() : kernels.wide().columns();
      int most = Squares.roundUp(Math.max(1, MOST / SQUARE / channels), width);
      float[] grid = squares.load(source, group, image, most, loops);
      for (int first = 0; first < squares.count(); first += most) {
        int n = Math.min(most, squares.count() - first);
        some(grid, first, n, kernels == null ? Squares.roundUp(n, width) : width);
      }
      scratch.give(grid);
    }

    /** The results of {@code n} squares, in panels of {@code width}. */
    private void some(float[] grid, int first, int n, int width) {
      int stride = Squares.roundUp(n, width);
      int apart = squares.apart(width);
      float[] seen = squares.room(scratch, apart, stride / width);
      squares.transform(grid, first, stride, seen, apart, width, loops);
      int tall = Math.min(height, end - row);
      float[] sums = scratch.floats(SQUARE * height * width);
      float[] aside = scratch.floats(4 * height * stride + 2 * loops.lanes());
      Winograd.judged(
          kernels,
          (long) SQUARE * (end - row) * source.channels() * stride,
          () -> {
            for (int i = row; i < end; i += height) {
              for (int column = 0; column < stride; column += width) {
                multiply(i, seen, column / width * SQUARE * apart, apart, width, sums);
                loops.results(
                    sums, height * width, tall, width, aside, 2 * column, 4 * stride, 2 * stride);
              }
              for (int r = i; r < Math.min(i + height, end); r++) {
                store(aside, (r - i) * 4 * stride, r, first, n, 2 * stride);
              }
            }
          });
      scratch.give(aside);
      scratch.give(sums);
      scratch.give(seen);
    }

    /** The products of a slice of filters and {@code width} squares. */
    private void multiply(int i, float[] seen, int panel, int own, int width, float[] sums) {
      int channels = source.channels();
      int left = filters(group, i);
      @Nullable ProductKernel kernel = kernels == null ? null : kernels.wide();
      if (kernel == null) {
        Arrays.fill(sums, 0, SQUARE * height * width, 0f);
      }
      for (int k = 0; k < SQUARE; k++) {
        int a = left + k * apart();
        int b = panel + k * own;
        int c = k * height * width;
        if (kernel == null) {
          PlainProduct.run(
              new Matrix(DType.FLOAT32, packed, a, end - i, channels, 1, height),
              new Matrix(DType.FLOAT32, seen, b, channels, width, width, 1),
              new Matrix(DType.FLOAT32, sums, c, end - i, width, width, 1));
          continue;
        }
        for (int p = 0; p < channels; p += INNER) {
          int length = Math.min(INNER, channels - p);
          kernel.packed(packed, a + p * height, seen, b + p * width, length, sums, c, width, p > 0);
        }
      }
      context.worked(SQUARE * height * width);
    }

    /**
     * Copies a channel's results of {@code n} squares to the target, and adds the bias: whole lines
     * of squares together, and what there is of the first and of the last.
     */
    private void store(float[] aside, int from, int r, int first, int n, int lower) {
      int width = shape.width();
      int lines = shape.lines();
      int last = first + n;
      for (int t = first; t < last; ) {
        int line = t / width;
        int begin = t % width;
        int i = line % (lines + 1);
        int end = Math.min(width, begin + last - t);
        int count = begin > 0 || end < width ? 1 : Math.min(lines - i, (last - t) / width);
        if (i < lines) {
          int number = image + line / (lines + 1);
          store(aside, from + 2 * (t - first), lower, number, r, i, count, 2 * begin, 2 * end);
        } else {
          count = 1; // the line between two images
        }
        t += begin > 0 || end < width ? end - begin : count * width;
      }
      context.worked(4 * n);
    }

    private void store(
        float[] aside, int at, int lower, int n, int r, int i, int count, int begin, int end) {
      int[] sizes = shape.target();
      float more = bias == null ? -0f : bias[group * rows + r];
      float[] to = (float[]) target.array();
      int out = target.start(n, group) + r * target.size() + 2 * i * sizes[1];
      int under = Math.min(count, sizes[0] / 2 - i);
      int length = Math.min(end, sizes[1]) - begin;
      int pitch = 2 * shape.width();
      int apart = 2 * sizes[1];
      int next = out + sizes[1] + begin;
      loops.lines(aside, at, pitch, to, out + begin, apart, count, length, more);
      loops.lines(aside, at + lower, pitch, to, next, apart, under, length, more);
      boolean finite =
          length == sizes[1]
              ? loops.isFinite(to, out, out + (count + under) * length)
              : loops.isFinite(to, out + begin, out + begin + length)
                  && loops.isFinite(to, next, next + under * length);
      odd[n] |= !finite;
    }
  }
}
