package org.gradlang.kernel;

import java.util.Arrays;
import org.gradlang.kernel.CorrelationProduct.Planes;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Scalar;
import org.gradlang.tensor.Scratch;
import org.jspecify.annotations.Nullable;

/**
 * The gradient of weights of few places, along positions: what each place of the window sees of
 * some lines is copied, and multiplied with each channel of the results where these stand. {@link
 * CorrelationSums} would turn all results for a kernel that has much fewer products to make of
 * them: of 32 images of 28 x 28 elements and 32 filters of 3 x 3 most of its time.
 *
 * <p>A product of two rows is {@link ProductKernel#LANES} sums that take turns, each one chain of
 * fused multiply-adds. Positions of all images are shared by some parts, whose number depends on
 * sizes alone; their sums are added in order, in float64, and then the lanes', halves first.
 */
final class PositionSums {
  private static final int LANES = ProductKernel.LANES;

  /** Places of all channels from which on the turned results are used often enough. */
  private static final int PLACES = 32;

  /** What a kernel has in a row, and most that it has rows. */
  private static final int ACROSS = 3;

  private static final int CHANNELS = 8;

  /** The same of the plain loops. */
  private static final int TWO = 2;

  private static final int FEW = 4;

  /** Positions for each place: fewer leave the sums in registers for too short a time. */
  private static final int POSITIONS = 8;

  /** Positions at a time: both operands of a kernel stay in the first-level cache. */
  private static final int MOST = 512;

  /** How far rows of what is seen are apart: whole vectors may be written behind one. */
  private static final int PITCH = MOST + 2 * LANES;

  /** Parts at most, and the multiply-adds that one has at least. */
  private static final int PARTS = 8;

  private static final long WORK = 1 << 17;

  /** Elements of the sums of all parts, at most where there are several. */
  private static final int ROOM = 1 << 19;

  private final DType dtype;
  private final Planes source;
  private final Planes results;
  private final @Nullable ProductKernels kernels;
  private final Correlation plan;
  private final int[] starts;
  private final int places;
  private final int channels;

  /** Lines that are computed at once, and pieces of a line that is too long. */
  private final int lines;

  private final int pieces;

  /** Rows and columns of the kernel, and room for them among the sums of a part. */
  private final int height;

  private final int across;
  private final int stride;
  private final int room;

  private PositionSums(
      Axis[] axes, DType dtype, Planes source, Planes results, @Nullable ProductKernels kernels) {
    this.dtype = dtype;
    this.source = source;
    this.results = results;
    this.kernels = kernels;
    this.plan = new Correlation(axes, source.channels(), 1);
    this.starts = plan.steps();
    this.places = starts.length;
    this.channels = results.channels();
    this.pieces = Math.ceilDiv(plan.width(), MOST);
    this.lines = pieces > 1 ? 1 : lines(plan.width());
    this.height = kernels == null ? FEW : kernels.dots().rows();
    this.across = kernels == null ? TWO : ACROSS;
    this.stride = Math.ceilDiv(places, across) * across * LANES;
    this.room = Math.multiplyExact(Math.ceilDiv(channels, height) * height, stride);
  }

  /** Whether it pays, by the shape of a group's weights and of one image. */
  static boolean pays(int places, int channels, int positions) {
    return places >= ACROSS
        && places <= PLACES
        && channels >= CHANNELS
        && positions >= places * POSITIONS;
  }

  /** As many as fit, and if possible such that all their positions are whole vectors. */
  private static int lines(int width) {
    int most = MOST / width;
    int evenly = LANES / Math.min(LANES, Integer.lowestOneBit(width));
    return most < evenly ? most : most / evenly * evenly;
  }

  /**
   * Sets all weights: (groups, channels of results, channels of the source, places).
   *
   * @param kernels null for the plain loops
   */
  static void run(
      Axis[] axes,
      DType dtype,
      Planes source,
      Planes results,
      Object weights,
      @Nullable ProductKernels kernels) {
    new PositionSums(axes, dtype, source, results, kernels).run(weights);
  }

  private void run(Object weights) {
    int chunks = Math.multiplyExact(source.batch(), chunks());
    int groups = source.groups();
    long each = Math.max(1, WORK / ((long) places * channels * MOST));
    long most = Math.max(1, ROOM / ((long) groups * places * channels * LANES));
    int parts = (int) Math.min(Math.min(PARTS, most), Math.ceilDiv(chunks, each));
    int part = Math.ceilDiv(chunks, parts);
    Context context = Context.current();
    Scratch scratch = context.scratch();
    int units = groups * parts;
    Object sums = scratch.take(dtype, Math.multiplyExact(units, room));
    context.split(
        units,
        1,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            int first = Math.min(i % parts * part, chunks);
            new Part(i / parts, sums, i * room).run(first, Math.min(first + part, chunks));
          }
        });
    double[] totals = scratch.doubles(room);
    for (int group = 0; group < groups; group++) {
      Arrays.fill(totals, 0, room, 0);
      for (int i = 0; i < parts; i++) {
        add(sums, (group * parts + i) * room, totals);
      }
      store(totals, weights, group * channels * places);
    }
    scratch.give(totals);
    scratch.give(sums);
  }

  /** Stretches of positions of an image that are computed at once. */
  private int chunks() {
    return Math.ceilDiv(plan.rows(), lines) * pieces;
  }

  private void add(Object sums, int from, double[] totals) {
    Context.current().worked(room);
    if (sums instanceof double[] doubles) {
      for (int i = 0; i < room; i++) {
        totals[i] += doubles[from + i];
      }
    } else {
      float[] floats = (float[]) sums;
      for (int i = 0; i < room; i++) {
        totals[i] += floats[from + i];
      }
    }
  }

  private void store(double[] totals, Object weights, int to) {
    for (int o = 0; o < channels; o++) {
      int row = slot(o, channels, height) * stride;
      for (int r = 0; r < places; r++) {
        int at = row + slot(r, places, across) * LANES;
        for (int half = LANES / 2; half > 0; half /= 2) {
          for (int j = 0; j < half; j++) {
            totals[at + j] += totals[at + j + half];
          }
        }
        if (weights instanceof double[] doubles) {
          doubles[to + o * places + r] = totals[at];
        } else {
          ((float[]) weights)[to + o * places + r] = (float) totals[at];
        }
      }
    }
  }

  /** Where row {@code i} is among blocks of rows, of which the last one ends with the last row. */
  private static int slot(int i, int rows, int block) {
    int whole = rows / block * block;
    return i < whole ? i : whole + i - (rows - block);
  }

  /** Some stretches of positions, of a group of channels. */
  private final class Part {
    private final int group;
    private final Object sums;
    private final int to;
    private final Context context = Context.current();
    private final Scratch scratch = context.scratch();
    private final Object grid;
    private final Object seen;

    /** The last positions of all channels, which do not fill the lanes, and zeros. */
    private final Object rest;

    private final Correlation.Run copies = this::copy;

    Part(int group, Object sums, int to) {
      this.group = group;
      this.sums = sums;
      this.to = to;
      this.grid = scratch.take(dtype, plan.size() + LANES);
      this.seen = scratch.take(dtype, places * PITCH);
      this.rest = scratch.take(dtype, channels * LANES);
    }

    void run(int from, int end) {
      clear(sums, to, to + room);
      clear(grid, 0, plan.size() + LANES);
      int chunks = chunks();
      for (int i = from; i < end; i++) {
        int image = i / chunks;
        if (i == from || i % chunks == 0) {
          plan.load(source.array(), source.start(image, group), grid, 0);
          context.worked(source.channels() * source.size());
        }
        int first = i % chunks / pieces * lines;
        int count = Math.min(lines, plan.rows() - first);
        int begin = i % pieces * MOST;
        int n = pieces == 1 ? count * plan.width() : Math.min(MOST, plan.width() - begin);
        see(first, count, begin, n);
        multiply(results.start(image, group) + first * plan.width() + begin, n);
      }
      scratch.give(rest);
      scratch.give(seen);
      scratch.give(grid);
    }

    private void clear(Object array, int from, int end) {
      Elements.fill(array, dtype, from, end, Scalar.of(0));
    }

    /** Copies what all places see of some lines, or of a piece of one, with zeros behind. */
    private void see(int first, int count, int begin, int n) {
      for (int r = 0; r < places; r++) {
        int at = starts[r] + plan.start(first);
        if (pieces == 1) {
          int out = r * PITCH - first * plan.width();
          plan.eachRun(at, first, first + count, out, 0, copies);
        } else {
          System.arraycopy(grid, at + begin, seen, r * PITCH, n);
        }
        clear(seen, r * PITCH + n, r * PITCH + n + LANES);
      }
      context.worked(places * n);
    }

    private void copy(int from, int out, int count) {
      if (kernels == null) {
        plan.store(grid, from, seen, out, count);
      } else {
        // added to it, no other number leaves all numbers as they are
        double none = -0.0;
        kernels.wide().store(grid, from, seen, out, count, plan.pitch(), plan.width(), none);
      }
    }

    /** Adds the products of {@code n} positions; those of channel 0 begin at {@code at}. */
    private void multiply(int at, int n) {
      int whole = n / LANES * LANES;
      long start = System.nanoTime();
      if (whole > 0) {
        multiply(results.array(), at, results.size(), 0, whole);
      }
      if (whole < n) {
        clear(rest, 0, channels * LANES);
        for (int o = 0; o < channels; o++) {
          int from = at + o * results.size() + whole;
          Elements.copy(results.array(), dtype, from, 1, rest, dtype, o * LANES, 1, n - whole);
        }
        multiply(rest, 0, LANES, whole, LANES);
      }
      if (kernels != null) {
        long work = (long) places * channels * n;
        SimdKernels.judge(dtype, kernels, System.nanoTime() - start, work);
      }
    }

    private void multiply(Object right, int at, int size, int from, int n) {
      for (int o = 0; o < channels; o += height) {
        int row = at + Math.min(o, channels - height) * size;
        for (int r = 0; r < places; r += across) {
          int place = Math.min(r, places - across) * PITCH + from;
          int sum = to + o * stride + r * LANES;
          if (kernels == null) {
            plain(right, row, size, seen, place, n, sums, sum, stride);
          } else {
            dots(kernels.dots(), right, row, size, place, n, sum);
          }
        }
        context.worked(n * height);
      }
    }

    private void dots(
        ProductKernel kernel, Object right, int row, int size, int place, int n, int sum) {
      int lanes = kernel.columns() / ACROSS;
      for (int l = 0; l < LANES; l += lanes) {
        kernel.dots(right, row + l, size, seen, place + l, PITCH, n, sums, sum + l, stride);
      }
    }
  }

  /** The same sums of {@link #FEW} channels and {@link #TWO} places, one lane after the other. */
  private static void plain(
      Object a, int i, int down, Object b, int j, int n, Object sums, int to, int stride) {
    for (int l = 0; l < LANES; l++) {
      if (a instanceof double[] doubles) {
        lane(doubles, i + l, down, (double[]) b, j + l, n, (double[]) sums, to + l, stride);
      } else {
        lane((float[]) a, i + l, down, (float[]) b, j + l, n, (float[]) sums, to + l, stride);
      }
    }
  }

  private static void lane(
      float[] a, int i, int down, float[] b, int j, int n, float[] sums, int to, int stride) {
    float s0 = sums[to];
    float s1 = sums[to + stride];
    float s2 = sums[to + 2 * stride];
    float s3 = sums[to + 3 * stride];
    float t0 = sums[to + LANES];
    float t1 = sums[to + stride + LANES];
    float t2 = sums[to + 2 * stride + LANES];
    float t3 = sums[to + 3 * stride + LANES];
    for (int p = 0; p < n; p += LANES) {
      float x = b[j + p];
      float y = b[j + p + PITCH];
      s0 = Math.fma(a[i + p], x, s0);
      t0 = Math.fma(a[i + p], y, t0);
      s1 = Math.fma(a[i + down + p], x, s1);
      t1 = Math.fma(a[i + down + p], y, t1);
      s2 = Math.fma(a[i + 2 * down + p], x, s2);
      t2 = Math.fma(a[i + 2 * down + p], y, t2);
      s3 = Math.fma(a[i + 3 * down + p], x, s3);
      t3 = Math.fma(a[i + 3 * down + p], y, t3);
    }
    sums[to] = s0;
    sums[to + stride] = s1;
    sums[to + 2 * stride] = s2;
    sums[to + 3 * stride] = s3;
    sums[to + LANES] = t0;
    sums[to + stride + LANES] = t1;
    sums[to + 2 * stride + LANES] = t2;
    sums[to + 3 * stride + LANES] = t3;
  }

  private static void lane(
      double[] a, int i, int down, double[] b, int j, int n, double[] sums, int to, int stride) {
    double s0 = sums[to];
    double s1 = sums[to + stride];
    double s2 = sums[to + 2 * stride];
    double s3 = sums[to + 3 * stride];
    double t0 = sums[to + LANES];
    double t1 = sums[to + stride + LANES];
    double t2 = sums[to + 2 * stride + LANES];
    double t3 = sums[to + 3 * stride + LANES];
    for (int p = 0; p < n; p += LANES) {
      double x = b[j + p];
      double y = b[j + p + PITCH];
      s0 = Math.fma(a[i + p], x, s0);
      t0 = Math.fma(a[i + p], y, t0);
      s1 = Math.fma(a[i + down + p], x, s1);
      t1 = Math.fma(a[i + down + p], y, t1);
      s2 = Math.fma(a[i + 2 * down + p], x, s2);
      t2 = Math.fma(a[i + 2 * down + p], y, t2);
      s3 = Math.fma(a[i + 3 * down + p], x, s3);
      t3 = Math.fma(a[i + 3 * down + p], y, t3);
    }
    sums[to] = s0;
    sums[to + stride] = s1;
    sums[to + 2 * stride] = s2;
    sums[to + 3 * stride] = s3;
    sums[to + LANES] = t0;
    sums[to + stride + LANES] = t1;
    sums[to + 2 * stride + LANES] = t2;
    sums[to + 3 * stride + LANES] = t3;
  }
}
