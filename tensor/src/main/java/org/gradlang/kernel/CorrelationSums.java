package org.gradlang.kernel;

import java.util.Arrays;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Scalar;
import org.gradlang.tensor.Scratch;
import org.jspecify.annotations.Nullable;

/**
 * Sums over all images and positions of what each place of a window sees, times each result there:
 * the gradient of weights.
 *
 * <p>Each sum is one chain of fused multiply-adds, over images and in each the positions. The left
 * operand of the product, what a place of the window sees, is read from a {@linkplain Correlation
 * grid}; the results are packed, position by position.
 */
final class CorrelationSums {
  private static final long PARALLEL = 1 << 18;

  /** Elements of a grid that several small images share. */
  private static final int SHARED = 1 << 12;

  private static final int INNER = PackedProduct.INNER;

  /** Positions that are packed together, so that lines of both sides stay in the cache. */
  private static final int TURNED = 32;

  private final Axis[] axes;
  private final DType dtype;
  private final CorrelationProduct.Planes source;
  private final CorrelationProduct.Planes results;
  private final Object weights;
  private final @Nullable ProductKernels kernels;
  private final int height;

  private CorrelationSums(
      Axis[] axes,
      DType dtype,
      CorrelationProduct.Planes source,
      CorrelationProduct.Planes results,
      Object weights,
      @Nullable ProductKernels kernels) {
    this.axes = axes;
    this.dtype = dtype;
    this.source = source;
    this.results = results;
    this.weights = weights;
    this.kernels = kernels;
    this.height = kernels == null ? 1 : kernels.wide().rows();
  }

  /**
   * Sets all weights: (groups, channels of results, channels of the source, places).
   *
   * @param kernels null for the plain loops
   */
  static void run(
      Axis[] axes,
      DType dtype,
      CorrelationProduct.Planes source,
      CorrelationProduct.Planes results,
      Object weights,
      @Nullable ProductKernels kernels) {
    new CorrelationSums(axes, dtype, source, results, weights, kernels).run();
  }

  private void run() {
    Correlation one = new Correlation(axes, source.channels(), 1);
    long work = (long) one.taps() * source.channels() * results.channels() * results.size();
    work *= (long) source.batch() * source.groups();
    int shares = work < PARALLEL ? 1 : Context.current().threads();
    share(shares);
  }

  /** Shares groups between threads, and where they are few, the channels of results in each. */
  private void share(int shares) {
    int narrow = kernels == null ? 1 : kernels.narrow().columns();
    int panels = (results.channels() + narrow - 1) / narrow;
    int parts = Math.min(panels, (shares + results.groups() - 1) / results.groups());
    int each = (panels + parts - 1) / parts * narrow;
    int units = results.groups() * parts;
    Context.current()
        .split(
            units,
            shares > 1 ? 1 : units,
            (from, to) -> {
              for (int i = from; i < to; i++) {
                int first = i % parts * each;
                int end = Math.min(results.channels(), first + each);
                if (first < end) {
                  new Part(i / parts, first, end).run();
                }
              }
            });
  }

  /** Some channels of the results of a group. */
  private final class Part {
    private final int group;
    private final int first;
    private final int count;
    private final @Nullable ProductKernel kernel;
    private final int width;
    private final int stride;
    private final int rows;
    private final Object sums;
    private final Object packed;

    Part(int group, int first, int end) {
      this.group = group;
      this.first = first;
      this.count = end - first;
      Correlation one = new Correlation(axes, source.channels(), 1);
      this.rows = source.channels() * one.taps();
      @Nullable ProductKernels all = kernels;
      this.kernel =
          all == null ? null : count <= all.narrow().columns() ? all.narrow() : all.wide();
      this.width = kernel == null ? count : kernel.columns();
      this.stride = (count + width - 1) / width * width;
      Scratch scratch = Context.current().scratch();
      int all0 = Math.multiplyExact((rows + height - 1) / height * height, stride);
      this.sums = scratch.take(dtype, all0);
      Elements.fill(sums, dtype, 0, all0, Scalar.of(0));
      this.packed = scratch.take(dtype, INNER * stride);
    }

    void run() {
      long grid = Math.max(1, Correlation.gridSize(axes));
      int images = Math.clamp(SHARED / grid, 1, source.batch());
      for (int image = 0; image < source.batch(); image += images) {
        add(image, Math.min(images, source.batch() - image));
      }
      Context context = Context.current();
      for (int o = 0; o < count; o++) {
        int to = ((group * results.channels()) + first + o) * rows;
        Elements.copy(sums, dtype, o, stride, weights, dtype, to, 1, rows);
        context.worked(rows);
      }
      context.scratch().give(packed);
      context.scratch().give(sums);
    }

    private void add(int image, int images) {
      Context context = Context.current();
      Correlation plan = new Correlation(axes, source.channels(), images);
      Object grid = context.scratch().take(dtype, plan.size());
      Elements.fill(grid, dtype, 0, plan.size(), Scalar.of(0));
      for (int n = 0; n < images; n++) {
        context.worked(source.channels() * source.size());
        plan.load(source.array(), source.start(image + n, group), grid, n);
      }
      int[] steps = plan.results();
      int[] starts = padded(plan.steps());
      for (int p = 0; p < steps.length; p += INNER) {
        int length = Math.min(INNER, steps.length - p);
        pack(image, p, length);
        long start = System.nanoTime();
        if (kernels == null || kernel == null) {
          plain(grid, starts, steps, p, length);
        } else {
          simd(kernel, grid, starts, steps, p, length);
          long work = (long) rows * count * length;
          SimdKernels.judge(dtype, kernels, System.nanoTime() - start, work);
        }
      }
      context.scratch().give(grid);
    }

    /** Rows that are missing in the last slice are others once more. */
    private int[] padded(int[] starts) {
      int[] all = Arrays.copyOf(starts, (rows + height - 1) / height * height);
      Arrays.fill(all, rows, all.length, starts[rows - 1]);
      return all;
    }

    /** Turns results: panels of {@code width} channels, in each position by position. */
    private void pack(int image, int p, int length) {
      for (int from = 0; from < length; ) {
        int n = (p + from) / results.size();
        int position = (p + from) % results.size();
        int run = Math.min(Math.min(TURNED, length - from), results.size() - position);
        int start = results.start(image + n, group) + first * results.size() + position;
        Context.current().worked(run * count);
        for (int o = 0; o < count; o += width) {
          int to = o * length + from * width;
          int rows = Math.min(width, count - o);
          int at = start + o * results.size();
          Turning.turn(results.array(), at, results.size(), packed, to, width, run, rows);
        }
        from += run;
      }
    }

    private void simd(
        ProductKernel kernel, Object grid, int[] starts, int[] steps, int p, int length) {
      Context context = Context.current();
      for (int column = 0; column < stride; column += width) {
        for (int i = 0; i < rows; i += height) {
          int to = i * stride + column;
          kernel.overRows(
              grid,
              0,
              packed,
              column * length,
              length,
              sums,
              to,
              stride,
              true,
              steps,
              p,
              starts,
              i);
        }
        context.worked(rows * width);
      }
    }

    /** The same on a copy of what is read, with the loops that the JVM makes SIMD by itself. */
    private void plain(Object grid, int[] starts, int[] steps, int p, int length) {
      Context context = Context.current();
      Object seen = context.scratch().take(dtype, rows * length);
      for (int i = 0; i < rows; i++) {
        gather(grid, starts[i], steps, p, seen, i * length, length);
        context.worked(length);
      }
      PlainProduct.run(
          new Matrix(dtype, seen, 0, rows, length, length, 1),
          new Matrix(dtype, packed, 0, length, count, width, 1),
          new Matrix(dtype, sums, 0, rows, count, stride, 1));
      context.scratch().give(seen);
    }
  }

  /** Sets {@code to[out + i] = from[start + steps[p + i]]} for i from 0 to {@code n}. */
  static void gather(Object from, int start, int[] steps, int p, Object to, int out, int n) {
    if (from instanceof double[] doubles) {
      double[] target = (double[]) to;
      for (int i = 0; i < n; i++) {
        target[out + i] = doubles[start + steps[p + i]];
      }
    } else {
      float[] floats = (float[]) from;
      float[] target = (float[]) to;
      for (int i = 0; i < n; i++) {
        target[out + i] = floats[start + steps[p + i]];
      }
    }
  }
}
