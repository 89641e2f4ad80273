package org.gradlang.kernel;

import java.util.Arrays;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Scratch;
import org.jspecify.annotations.Nullable;

/**
 * Filters times what a window sees, image by image: a product whose right operand the kernel reads
 * from a {@linkplain Correlation grid}, with a few columns for the ends of rows that are dropped.
 *
 * <p>Each result is one chain of fused multiply-adds, over channels and in each the places of the
 * window; the bias is added to the finished sum.
 */
final class CorrelationProduct {
  /** Multiply-adds from which on a second thread pays. */
  private static final long PARALLEL = 1 << 18;

  /** Elements of a grid that several small images share. */
  private static final int SHARED = 1 << 12;

  /** Elements of the results that are computed before they are copied: they stay in the cache. */
  private static final int ASIDE = 1 << 16;

  /** Channels and places up to which computing in place is faster: more of it is storing. */
  private static final int SHORT = 80;

  /** Elements of lines that all filters read in turn: they stay in the first-level cache. */
  private static final int SEEN = 1 << 12;

  /** Channels and places that are added up at once: what so many rows read stays in the cache. */
  private static final int INNER = 320;

  /** Rows up to which the kernel of one row is faster. */
  private static final int FEW = 3;

  private final Axis[] axes;
  private final DType dtype;
  private final Planes source;
  private final Filters filters;
  private final Planes target;
  private final @Nullable Object bias;
  private final Object more;
  private final @Nullable ProductKernels kernels;
  private final int rows;
  private final int height;
  private final int width;

  /** The channels of a batch of images, in groups, one after the other. */
  record Planes(Object array, int first, int batch, int groups, int channels, int size) {
    Planes(Object array, int batch, int groups, int channels, int size) {
      this(array, 0, batch, groups, channels, size);
    }

    /** One image alone. */
    Planes image(int number) {
      return new Planes(array, start(number, 0), 1, groups, channels, size);
    }

    int start(int image, int group) {
      return first + (image * groups + group) * channels * size;
    }
  }

  /** Weights: where those of a row, a channel, and a group begin, in steps. */
  record Filters(Object array, int[] kernel, int row, int channel, int group) {}

  private CorrelationProduct(
      Axis[] axes,
      DType dtype,
      Planes source,
      Filters filters,
      Planes target,
      @Nullable Object bias,
      @Nullable ProductKernels kernels) {
    this.axes = axes;
    this.dtype = dtype;
    this.source = source;
    this.filters = filters;
    this.target = target;
    this.bias = bias;
    this.rows = target.channels;
    this.more = more(bias, dtype, target.groups * rows);
    this.kernels = kernels;
    if (kernels == null) {
      this.height = 1;
      this.width = 1;
    } else {
      ProductKernel kernel = kernel(kernels);
      this.height = kernel.rows();
      this.width = kernel.columns();
    }
  }

  private ProductKernel kernel(ProductKernels all) {
    return rows <= FEW ? all.flat() : all.wide();
  }

  /**
   * Sets those elements of the target that the axes reach.
   *
   * @param bias one element for each channel of the target
   * @param kernels see {@link #kernels}; null for the plain loops
   */
  static void run(
      Axis[] axes,
      DType dtype,
      Planes source,
      Filters filters,
      Planes target,
      @Nullable Object bias,
      @Nullable ProductKernels kernels) {
    new CorrelationProduct(axes, dtype, source, filters, target, bias, kernels).run();
  }

  private void run() {
    Correlation one = new Correlation(axes, source.channels, 1);
    if (one.rows() == 0 || one.width() == 0 || target.batch == 0) {
      return;
    }
    int inner = source.channels * one.taps();
    long work = (long) one.rows() * one.width() * rows * inner * target.batch * target.groups;
    Context context = Context.current();
    int shares = work < PARALLEL ? 1 : context.threads();
    int slices = (rows + height - 1) / height;
    long grid = Math.max(1, Correlation.gridSize(axes));
    int images = Math.clamp(SHARED / grid, 1, (target.batch + shares - 1) / shares);
    int blocks = (target.batch + images - 1) / images;
    int units = blocks * target.groups;
    int parts = Math.min(slices, (shares + units - 1) / units);
    int each = (slices + parts - 1) / parts * height;
    Scratch scratch = context.scratch();
    Object packed = scratch.take(dtype, Math.multiplyExact(target.groups * slices * height, inner));
    int[] places = one.places(filters.kernel);
    for (int group = 0; group < target.groups; group++) {
      pack(group, places, packed, group * slices * height * inner);
    }
    context.split(
        units * parts,
        shares > 1 ? 1 : units * parts,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            int image = i / parts / target.groups * images;
            int count = Math.min(images, target.batch - image);
            int row = i % parts * each;
            Block block =
                new Block(i / parts % target.groups, image, count, row, Math.min(row + each, rows));
            int start = (block.group * slices * height + row) * inner;
            run(block, packed, start);
          }
        });
    scratch.give(packed);
  }

  /** Some images of a group, and some rows of its filters. */
  private record Block(int group, int image, int images, int row, int end) {
    /** The same without some rows. */
    Block from(int count) {
      return new Block(group, image, images, row + count, end);
    }
  }

  /** Slices of {@code height} rows, column after column; rows that are missing are zero. */
  private void pack(int group, int[] places, Object packed, int out) {
    int inner = source.channels * places.length;
    Context context = Context.current();
    for (int row = 0; row < roundUp(rows, height); row++) {
      int at = out + row / height * height * inner + row % height;
      context.worked(inner);
      for (int c = 0; c < source.channels; c++) {
        int from = group * filters.group + row * filters.row + c * filters.channel;
        for (int place : places) {
          set(packed, at, row < rows ? from + place : -1);
          at += height;
        }
      }
    }
  }

  private void set(Object packed, int at, int from) {
    if (packed instanceof double[] doubles) {
      doubles[at] = from < 0 ? 0 : ((double[]) filters.array)[from];
    } else {
      ((float[]) packed)[at] = from < 0 ? 0 : ((float[]) filters.array)[from];
    }
  }

  private void run(Block block, Object packed, int start) {
    if (block.row >= block.end) {
      return;
    }
    Correlation plan = new Correlation(axes, source.channels, block.images);
    Scratch scratch = Context.current().scratch();
    Object grid = scratch.take(dtype, plan.size() + width);
    fill(grid, 0, plan.size(), 0);
    for (int n = 0; n < block.images; n++) {
      Context.current().worked(source.channels * source.size);
      plan.load(source.array, source.start(block.image + n, block.group), grid, n);
    }
    Operands operands = new Operands(packed, start, grid, plan.steps());
    boolean inPlace = kernels != null && kernels.inLines() && isForLines(plan, kernels, rows);
    int whole = inPlace ? (block.end - block.row) / height * height : 0;
    if (whole > 0) {
      inPlace(block, whole, plan, operands);
    }
    if (block.row + whole < block.end) {
      int inner = operands.steps.length;
      aside(block.from(whole), plan, operands.from(start + whole * inner));
    }
    scratch.give(grid);
  }

  /**
   * The kernels for such a product: with {@linkplain ProductKernel#lines lines} if they suit it.
   *
   * @param channels of the source
   * @param rows channels of the target
   */
  static @Nullable ProductKernels kernels(Axis[] axes, DType dtype, int channels, int rows) {
    @Nullable ProductKernels kernels = SimdKernels.products(dtype);
    if (kernels == null || !isForLines(new Correlation(axes, channels, 1), kernels, rows)) {
      return kernels;
    }
    return SimdKernels.productsInLines(dtype);
  }

  /** Whether lines can be computed where they belong, and not much of them twice. */
  static boolean isForLines(Correlation plan, ProductKernels kernels, int rows) {
    int width = kernels.wide().columns();
    return rows > FEW
        && plan.isDense()
        && plan.steps().length <= SHORT
        && plan.width() >= kernels.narrow().columns()
        && roundUp(plan.width(), width) <= plan.pitch() + plan.pitch() / 4;
  }

  /** Sets {@code count} rows of results, a multiple of the kernel's. */
  private void inPlace(Block block, int count, Correlation plan, Operands operands) {
    ProductKernel kernel = kernel(kernels);
    int inner = operands.steps.length;
    int lines = Math.clamp(SEEN / ((long) source.channels * plan.pitch()), 1, lines(plan, count));
    int out = target.start(block.image, block.group) + block.row * target.size;
    int apart = target.groups * target.channels * target.size;
    int channel = block.group * rows + block.row;
    long start = System.nanoTime();
    for (int line = 0; line < plan.rows(); line += lines) {
      int last = Math.min(plan.rows(), line + lines);
      Context.current().worked(count * (last - line) * plan.width());
      Correlation.Run run =
          (from, to, n) -> {
            for (int i = 0; i < count; i += height) {
              kernel.lines(
                  operands.packed,
                  operands.start + i * inner,
                  operands.grid,
                  from,
                  inner,
                  target.array,
                  to + i * target.size,
                  target.size,
                  n,
                  operands.steps,
                  plan.pitch(),
                  plan.width(),
                  more,
                  channel + i);
            }
          };
      plan.eachRun(plan.start(line), line, last, out, apart, run);
    }
    long work = (long) count * plan.rows() * plan.width() * inner;
    SimdKernels.judge(dtype, kernels, System.nanoTime() - start, work);
  }

  /** How many lines of so many rows are computed before the next: what they read stays cached. */
  private int lines(Correlation plan, int count) {
    int most = Math.max(4 * width, ASIDE / roundUp(count, height));
    return Math.max(1, most / plan.pitch());
  }

  /** Sets the results of a block by way of an array that stays in the cache. */
  private void aside(Block block, Correlation plan, Operands operands) {
    int lines = lines(plan, block.end - block.row);
    for (int line = 0; line < plan.rows(); line += lines) {
      results(block, plan, line, Math.min(plan.rows(), line + lines), operands);
    }
  }

  private record Operands(Object packed, int start, Object grid, int[] steps) {
    /** The same, with rows that begin at {@code first} in what is packed. */
    Operands from(int first) {
      return new Operands(packed, first, grid, steps);
    }
  }

  /** Some rows of results: computed aside, and copied to where they belong. */
  private void results(Block block, Correlation plan, int line, int last, Operands operands) {
    Scratch scratch = Context.current().scratch();
    int begin = plan.start(line);
    int columns = plan.start(last - 1) + plan.width() - begin;
    int stride = roundUp(columns, width);
    int count = block.end - block.row;
    int size = Math.multiplyExact(roundUp(count, height), stride);
    Object aside = scratch.take(dtype, size + width); // the last line is stored in whole vectors
    long start = System.nanoTime();
    if (kernels == null) {
      fill(aside, 0, count * columns, 0);
      plain(operands, begin, columns, aside, count);
    } else {
      simd(kernels, operands, begin, aside, stride, roundUp(count, height));
      long work = (long) count * columns * operands.steps.length;
      SimdKernels.judge(dtype, kernels, System.nanoTime() - start, work);
    }
    int apart = target.groups * target.channels * target.size;
    for (int i = 0; i < count; i++) {
      Context.current().worked(stride);
      int channel = block.group * rows + block.row + i;
      int out = target.start(block.image, block.group) + (block.row + i) * target.size;
      Correlation.Run run = (from, to, n) -> store(plan, aside, from, to, n, channel);
      plan.eachRun(i * stride, line, last, out, apart, run);
    }
    scratch.give(aside);
  }

  /** Each channel's bias; where there is none, the number that changes no other. */
  private static Object more(@Nullable Object bias, DType dtype, int channels) {
    if (bias != null) {
      return bias;
    }
    Object more = Elements.allocate(dtype, channels);
    fill(more, 0, channels, -0.0);
    return more;
  }

  private double more(int channel) {
    return more instanceof float[] floats ? floats[channel] : ((double[]) more)[channel];
  }

  /** Copies rows of a channel's results, and adds the bias. */
  private void store(Correlation plan, Object aside, int from, int to, int count, int channel) {
    int whole = 0;
    if (kernels != null && plan.isDense()) {
      ProductKernel kernel = kernels.wide();
      // a row is stored in whole vectors if what is behind it comes later
      int behind = roundUp(plan.width(), kernels.narrow().columns());
      whole = Math.max(0, count - (behind - 1) / plan.width());
      kernel.store(aside, from, target.array, to, whole, plan.pitch(), plan.width(), more(channel));
    }
    int rest = from + whole * plan.pitch();
    if (bias != null && whole < count) {
      addBias(bias, channel, aside, rest, (count - whole - 1) * plan.pitch() + plan.width());
    }
    plan.store(aside, rest, target.array, to + whole * plan.width(), count - whole);
  }

  private void simd(
      ProductKernels all, Operands operands, int begin, Object aside, int stride, int count) {
    ProductKernel kernel = kernel(all);
    int inner = operands.steps.length;
    int blocks = (inner + INNER - 1) / INNER;
    int most = (inner + blocks - 1) / blocks;
    Context context = Context.current();
    for (int p = 0; p < inner; p += most) {
      int length = Math.min(most, inner - p);
      int[] steps = p == 0 ? operands.steps : Arrays.copyOfRange(operands.steps, p, p + length);
      for (int column = 0; column < stride; column += width) {
        int b = begin + column;
        context.worked(count * width);
        for (int i = 0; i < count; i += height) {
          int a = operands.start + i * inner + p * height;
          int c = i * stride + column;
          kernel.overSteps(
              operands.packed, a, operands.grid, b, length, aside, c, stride, p > 0, steps);
        }
      }
    }
  }

  /** The same on copies of the grid's rows, with the loops that the JVM makes SIMD by itself. */
  private void plain(Operands operands, int begin, int columns, Object aside, int count) {
    Scratch scratch = Context.current().scratch();
    int inner = operands.steps.length;
    int most = Math.clamp(ASIDE / Math.max(1, inner), 64, Math.max(64, columns));
    Object seen = scratch.take(dtype, Math.multiplyExact(inner, most));
    Matrix filters = new Matrix(dtype, operands.packed, operands.start, count, inner, inner, 1);
    Matrix sums = new Matrix(dtype, aside, 0, count, columns, columns, 1);
    for (int column = 0; column < columns; column += most) {
      int n = Math.min(most, columns - column);
      for (int p = 0; p < inner; p++) {
        int from = operands.steps[p] + begin + column;
        System.arraycopy(operands.grid, from, seen, p * n, n);
      }
      Matrix right = new Matrix(dtype, seen, 0, inner, n, n, 1);
      PlainProduct.run(filters, right, sums.columns(column, column + n));
    }
    scratch.give(seen);
  }

  /** Adds element {@code channel} of the bias to {@code n} finished sums. */
  static void addBias(Object bias, int channel, Object sums, int from, int n) {
    if (bias instanceof double[] doubles) {
      double[] to = (double[]) sums;
      double more = doubles[channel];
      for (int i = from; i < from + n; i++) {
        to[i] += more;
      }
    } else {
      float[] to = (float[]) sums;
      float more = ((float[]) bias)[channel];
      for (int i = from; i < from + n; i++) {
        to[i] += more;
      }
    }
  }

  private static void fill(Object array, int from, int to, double value) {
    if (array instanceof double[] doubles) {
      Arrays.fill(doubles, from, to, value);
    } else {
      Arrays.fill((float[]) array, from, to, (float) value);
    }
  }

  private static int roundUp(int size, int multiple) {
    return (size + multiple - 1) / multiple * multiple;
  }
}
