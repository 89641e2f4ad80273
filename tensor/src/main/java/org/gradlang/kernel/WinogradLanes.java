package org.gradlang.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** {@link WinogradLoops} on vectors; loaded only where there is the Vector API. */
final class WinogradLanes implements WinogradLoops {
  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;
  private static final int COUNT = LANES.length();

  /** Each element of a half twice, and in every second lane that of another vector. */
  private static final VectorShuffle<Float> FIRST = VectorShuffle.fromOp(LANES, lane -> lane / 2);

  private static final VectorShuffle<Float> SECOND =
      VectorShuffle.fromOp(LANES, lane -> COUNT / 2 + lane / 2);
  private static final VectorMask<Float> ODD = VectorMask.fromLong(LANES, 0xAAAA_AAAA_AAAA_AAAAL);

  /** Every second element of two vectors: a half of one, and a half of the other. */
  private static final VectorShuffle<Float> EVENS =
      VectorShuffle.fromOp(LANES, lane -> 2 * lane % COUNT);

  private static final VectorShuffle<Float> ODDS =
      VectorShuffle.fromOp(LANES, lane -> (2 * lane + 1) % COUNT);
  private static final VectorMask<Float> UPPER = VectorMask.fromLong(LANES, -1L << COUNT / 2);

  @Override
  public int lanes() {
    return COUNT;
  }

  @Override
  public void columns(
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
      int squares) {
    for (int t = 0; t < squares; t += COUNT) {
      int from = 2 * t + shift;
      for (int b = 0; b < 4; b += 2) {
        VectorMask<Float> low = inside(from + b, width);
        VectorMask<Float> high = inside(from + b + COUNT, width);
        VectorMask<Float> kept = LANES.indexInRange(t, squares);
        for (int c = 0; c < channels; c++) {
          int p = at + c * size + from + b;
          int o = out + c * pitch + b * plane + t;
          for (int i = 0; i < lines; i++, p += apart, o += squares) {
            FloatVector left = FloatVector.fromArray(LANES, x, p, low);
            FloatVector right = FloatVector.fromArray(LANES, x, p + COUNT, high);
            left.rearrange(EVENS).blend(right.rearrange(EVENS), UPPER).intoArray(to, o, kept);
            left.rearrange(ODDS).blend(right.rearrange(ODDS), UPPER).intoArray(to, o + plane, kept);
          }
        }
      }
    }
  }

  /** Those lanes that are elements 0 to {@code width} if the first is element {@code from}. */
  private static VectorMask<Float> inside(int from, int width) {
    int begin = Math.clamp(-(long) from, 0, COUNT);
    int end = Math.clamp((long) width - from, begin, COUNT);
    long lanes = end == begin ? 0 : -1L >>> (Long.SIZE - (end - begin)) << begin;
    return VectorMask.fromLong(LANES, lanes);
  }

  /** Row by row: with all sixteen vectors in one method the JVM allocates some of them. */
  @Override
  public void squares(
      float[] grid,
      int at,
      int[] steps,
      float[] to,
      int out,
      int apart,
      int width,
      int panel,
      int n) {
    differences(grid, at, steps, 0, 8, to, out, apart, width, panel, n);
    sums(grid, at, steps, 4, 8, to, out + 4 * apart, apart, width, panel, n);
    differences(grid, at, steps, 8, 4, to, out + 8 * apart, apart, width, panel, n);
    differences(grid, at, steps, 4, 12, to, out + 12 * apart, apart, width, panel, n);
  }

  // This method and the next are longer than what the JVM inlines (325 bytes of code), and have to
  // be: four of them in one were too much for it, and half of the loads made boxed vectors.

  private static void differences(
      float[] grid,
      int at,
      int[] steps,
      int p,
      int q,
      float[] to,
      int out,
      int apart,
      int width,
      int panel,
      int n) {
    int p0 = at + steps[p];
    int p1 = at + steps[p + 1];
    int p2 = at + steps[p + 2];
    int p3 = at + steps[p + 3];
    int q0 = at + steps[q];
    int q1 = at + steps[q + 1];
    int q2 = at + steps[q + 2];
    int q3 = at + steps[q + 3];
    for (int t = 0, o = out; t < n; t += width, o += panel) {
      for (int j = 0; j < width; j += COUNT) {
        int i = t + j;
        FloatVector a =
            FloatVector.fromArray(LANES, grid, p0 + i)
                .sub(FloatVector.fromArray(LANES, grid, q0 + i));
        FloatVector b =
            FloatVector.fromArray(LANES, grid, p1 + i)
                .sub(FloatVector.fromArray(LANES, grid, q1 + i));
        FloatVector c =
            FloatVector.fromArray(LANES, grid, p2 + i)
                .sub(FloatVector.fromArray(LANES, grid, q2 + i));
        FloatVector d =
            FloatVector.fromArray(LANES, grid, p3 + i)
                .sub(FloatVector.fromArray(LANES, grid, q3 + i));
        a.sub(c).intoArray(to, o + j);
        b.add(c).intoArray(to, o + j + apart);
        c.sub(b).intoArray(to, o + j + 2 * apart);
        b.sub(d).intoArray(to, o + j + 3 * apart);
      }
    }
  }

  private static void sums(
      float[] grid,
      int at,
      int[] steps,
      int p,
      int q,
      float[] to,
      int out,
      int apart,
      int width,
      int panel,
      int n) {
    int p0 = at + steps[p];
    int p1 = at + steps[p + 1];
    int p2 = at + steps[p + 2];
    int p3 = at + steps[p + 3];
    int q0 = at + steps[q];
    int q1 = at + steps[q + 1];
    int q2 = at + steps[q + 2];
    int q3 = at + steps[q + 3];
    for (int t = 0, o = out; t < n; t += width, o += panel) {
      for (int j = 0; j < width; j += COUNT) {
        int i = t + j;
        FloatVector a =
            FloatVector.fromArray(LANES, grid, p0 + i)
                .add(FloatVector.fromArray(LANES, grid, q0 + i));
        FloatVector b =
            FloatVector.fromArray(LANES, grid, p1 + i)
                .add(FloatVector.fromArray(LANES, grid, q1 + i));
        FloatVector c =
            FloatVector.fromArray(LANES, grid, p2 + i)
                .add(FloatVector.fromArray(LANES, grid, q2 + i));
        FloatVector d =
            FloatVector.fromArray(LANES, grid, p3 + i)
                .add(FloatVector.fromArray(LANES, grid, q3 + i));
        a.sub(c).intoArray(to, o + j);
        b.add(c).intoArray(to, o + j + apart);
        c.sub(b).intoArray(to, o + j + 2 * apart);
        b.sub(d).intoArray(to, o + j + 3 * apart);
      }
    }
  }

  private static FloatVector load(float[] x, int at) {
    return FloatVector.fromArray(LANES, x, at);
  }

  @Override
  public void results(
      float[] m, int apart, int rows, int width, float[] to, int out, int pitch, int lower) {
    for (int r = 0; r < rows; r++) {
      for (int t = 0; t < width; t += COUNT) {
        result(m, r * width + t, apart, to, out + r * pitch + 2 * t, lower);
      }
    }
  }

  private static void result(float[] m, int at, int apart, float[] to, int out, int lower) {
    FloatVector b0 = load(m, at + 4 * apart);
    FloatVector b1 = load(m, at + 5 * apart);
    FloatVector b2 = load(m, at + 6 * apart);
    FloatVector b3 = load(m, at + 7 * apart);
    FloatVector c0 = load(m, at + 8 * apart);
    FloatVector c1 = load(m, at + 9 * apart);
    FloatVector c2 = load(m, at + 10 * apart);
    FloatVector c3 = load(m, at + 11 * apart);
    pairs(
        load(m, at).add(b0).add(c0),
        load(m, at + apart).add(b1).add(c1),
        load(m, at + 2 * apart).add(b2).add(c2),
        load(m, at + 3 * apart).add(b3).add(c3),
        to,
        out);
    pairs(
        b0.sub(c0).sub(load(m, at + 12 * apart)),
        b1.sub(c1).sub(load(m, at + 13 * apart)),
        b2.sub(c2).sub(load(m, at + 14 * apart)),
        b3.sub(c3).sub(load(m, at + 15 * apart)),
        to,
        out + lower);
  }

  /** Two results of each tile, side by side. */
  private static void pairs(
      FloatVector a, FloatVector b, FloatVector c, FloatVector d, float[] to, int out) {
    FloatVector left = a.add(b).add(c);
    FloatVector right = b.sub(c).sub(d);
    left.rearrange(FIRST).blend(right.rearrange(FIRST), ODD).intoArray(to, out);
    left.rearrange(SECOND).blend(right.rearrange(SECOND), ODD).intoArray(to, out + COUNT);
  }

  @Override
  public void gradients(float[] m, int lower, int n, int width, float[] to, int out, int apart) {
    for (int t = 0; t < n; t++) {
      for (int j = 0; j < width; j += COUNT) {
        int i = 2 * t * width + j;
        int o = out + t * width + j;
        FloatVector a = load(m, i);
        FloatVector b = load(m, i + width);
        FloatVector c = load(m, i + lower);
        FloatVector d = load(m, i + lower + width);
        gradient(a, b, to, o, apart);
        gradient(a.add(c), b.add(d), to, o + 4 * apart, apart);
        gradient(a.sub(c), b.sub(d), to, o + 8 * apart, apart);
        gradient(c, d, to, o + 12 * apart, apart);
      }
    }
  }

  private static void gradient(FloatVector a, FloatVector b, float[] to, int out, int apart) {
    a.intoArray(to, out);
    a.add(b).intoArray(to, out + apart);
    a.sub(b).intoArray(to, out + 2 * apart);
    b.intoArray(to, out + 3 * apart);
  }

  @Override
  public void lines(
      float[] from,
      int at,
      int pitch,
      float[] to,
      int out,
      int apart,
      int n,
      int width,
      float more) {
    FloatVector added = FloatVector.broadcast(LANES, more);
    int whole = LANES.loopBound(width);
    VectorMask<Float> mask = LANES.indexInRange(whole, width);
    for (int i = 0; i < n; i++) {
      int x = at + i * pitch;
      int y = out + i * apart;
      for (int j = 0; j < whole; j += COUNT) {
        load(from, x + j).add(added).intoArray(to, y + j);
      }
      if (whole < width) {
        FloatVector last = FloatVector.fromArray(LANES, from, x + whole, mask);
        last.add(added).intoArray(to, y + whole, mask);
      }
    }
  }

  /** Zero times a number that is not finite is not a number. */
  @Override
  public boolean isFinite(float[] x, int from, int to) {
    FloatVector zero = FloatVector.zero(LANES);
    FloatVector a = zero;
    FloatVector b = zero;
    int i = from;
    for (; i <= to - 2 * COUNT; i += 2 * COUNT) {
      a = load(x, i).fma(zero, a);
      b = load(x, i + COUNT).fma(zero, b);
    }
    boolean finite = a.add(b).compare(VectorOperators.EQ, zero).allTrue();
    return finite && PlainWinograd.LOOPS.isFinite(x, i, to);
  }

  /** All loops, with rests and without, within the arrays and at their ends. */
  static void rehearse(WinogradLoops loops, float[] x, int[] steps) {
    int end = x.length;
    loops.columns(x, 0, 1, 2, 1, 2, 2 * COUNT + 1, -1, x, 0, 1, COUNT, COUNT + 1);
    loops.columns(x, end - 2 * COUNT - 3, 1, 2, 1, 2, 2 * COUNT + 1, -1, x, 0, 1, COUNT, COUNT);
    loops.squares(x, 0, steps, x, 0, 0, COUNT, COUNT, 2 * COUNT);
    loops.results(x, 0, 2, COUNT, x, 0, 2 * COUNT, 2 * COUNT);
    loops.gradients(x, 0, 2, COUNT, x, 0, COUNT);
    loops.lines(x, 0, 0, x, 0, 0, 2, COUNT + 1, 0);
    loops.lines(x, 0, 0, x, 0, 0, 2, 2 * COUNT, 0);
    loops.lines(x, 0, 0, x, end - COUNT - 1, 0, 2, COUNT + 1, 0);
    if (!loops.isFinite(x, 0, 4 * COUNT + 1)) {
      x[0] = 0;
    }
  }

  /** How long the array for {@link #rehearse} is. */
  static int room() {
    return 18 * COUNT;
  }
}
