package org.gradlang.kernel;

import java.util.List;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link NarrowProduct} on vectors; loaded only where there is the Vector API.
 *
 * <p>Eight rows share where their sums start: of a method that also loads eight vectors of its own
 * the JVM's first compiler gives up ("out of virtual registers"), and then, on a busy machine, the
 * second one never comes to it. Where the left operand's rows or columns are dense, the JVM checks
 * most indices before the loop.
 */
final class NarrowLanes implements NarrowProduct.Loop {
  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;

  /** The first 0, 1, 2 ... lanes: made anew, the one for a call would be boxed each time. */
  private static final List<VectorMask<Float>> FIRST =
      IntStream.rangeClosed(0, LANES.length()).mapToObj(n -> LANES.indexInRange(0, n)).toList();

  /** Rows at a time: as many multiply-adds as a processor has under way at once. */
  private static final int ROWS = 8;

  @Override
  public void run(
      float[] a,
      int at,
      int down,
      int across,
      float[] b,
      int right,
      int apart,
      float[] start,
      int begin,
      int next,
      float[] c,
      int to,
      int stride,
      int rows,
      int length,
      int columns) {
    boolean dense = across == 1 || down == 1 || length == 1;
    boolean inEights = next == 0 && rows >= ROWS && dense;
    for (int j = 0; j < columns; j += LANES.length()) {
      VectorMask<Float> mask = FIRST.get(Math.min(columns - j, LANES.length()));
      int b0 = right + j;
      int c0 = to + j;
      if (!inEights) {
        for (int i = 0; i < rows; i++) {
          int s = begin + i * next + j;
          one(a, at + i * down, across, b, b0, apart, start, s, c, c0 + i * stride, length, mask);
        }
        continue;
      }
      int s0 = begin + j;
      for (int done = 0; done < rows; done += ROWS) {
        int i = Math.min(done, rows - ROWS); // the last eight may have rows that are there already
        int left = at + i * down;
        if (down == 1) {
          columns(
              a, left, across, b, b0, apart, start, s0, c, c0 + i * stride, stride, length, mask);
        } else {
          rows(a, left, down, b, b0, apart, start, s0, c, c0 + i * stride, stride, length, mask);
        }
      }
    }
  }

  /** Eight rows of a left operand whose rows are dense, {@code step} apart. */
  private static void rows(
      float[] a,
      int at,
      int step,
      float[] b,
      int right,
      int apart,
      float[] start,
      int begin,
      float[] c,
      int to,
      int stride,
      int length,
      VectorMask<Float> mask) {
    int a0 = at;
    int a1 = at + step;
    int a2 = at + 2 * step;
    int a3 = at + 3 * step;
    int a4 = at + 4 * step;
    int a5 = at + 5 * step;
    int a6 = at + 6 * step;
    int a7 = at + 7 * step;
    FloatVector s0 = FloatVector.fromArray(LANES, start, begin, mask); // as an argument: boxed
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    FloatVector s4 = s0;
    FloatVector s5 = s0;
    FloatVector s6 = s0;
    FloatVector s7 = s0;
    int row = right;
    for (int p = 0; p < length; p++) {
      FloatVector v = FloatVector.fromArray(LANES, b, row, mask);
      s0 = v.fma(FloatVector.broadcast(LANES, a[a0 + p]), s0);
      s1 = v.fma(FloatVector.broadcast(LANES, a[a1 + p]), s1);
      s2 = v.fma(FloatVector.broadcast(LANES, a[a2 + p]), s2);
      s3 = v.fma(FloatVector.broadcast(LANES, a[a3 + p]), s3);
      s4 = v.fma(FloatVector.broadcast(LANES, a[a4 + p]), s4);
      s5 = v.fma(FloatVector.broadcast(LANES, a[a5 + p]), s5);
      s6 = v.fma(FloatVector.broadcast(LANES, a[a6 + p]), s6);
      s7 = v.fma(FloatVector.broadcast(LANES, a[a7 + p]), s7);
      row += apart;
    }
    s0.intoArray(c, to, mask);
    s1.intoArray(c, to + stride, mask);
    s2.intoArray(c, to + 2 * stride, mask);
    s3.intoArray(c, to + 3 * stride, mask);
    s4.intoArray(c, to + 4 * stride, mask);
    s5.intoArray(c, to + 5 * stride, mask);
    s6.intoArray(c, to + 6 * stride, mask);
    s7.intoArray(c, to + 7 * stride, mask);
  }

  /** Eight rows of a left operand whose columns are dense, {@code step} apart. */
  private static void columns(
      float[] a,
      int at,
      int step,
      float[] b,
      int right,
      int apart,
      float[] start,
      int begin,
      float[] c,
      int to,
      int stride,
      int length,
      VectorMask<Float> mask) {
    FloatVector s0 = FloatVector.fromArray(LANES, start, begin, mask); // as an argument: boxed
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    FloatVector s4 = s0;
    FloatVector s5 = s0;
    FloatVector s6 = s0;
    FloatVector s7 = s0;
    int from = at;
    int row = right;
    for (int p = 0; p < length; p++) {
      FloatVector v = FloatVector.fromArray(LANES, b, row, mask);
      s0 = v.fma(FloatVector.broadcast(LANES, a[from]), s0);
      s1 = v.fma(FloatVector.broadcast(LANES, a[from + 1]), s1);
      s2 = v.fma(FloatVector.broadcast(LANES, a[from + 2]), s2);
      s3 = v.fma(FloatVector.broadcast(LANES, a[from + 3]), s3);
      s4 = v.fma(FloatVector.broadcast(LANES, a[from + 4]), s4);
      s5 = v.fma(FloatVector.broadcast(LANES, a[from + 5]), s5);
      s6 = v.fma(FloatVector.broadcast(LANES, a[from + 6]), s6);
      s7 = v.fma(FloatVector.broadcast(LANES, a[from + 7]), s7);
      from += step;
      row += apart;
    }
    s0.intoArray(c, to, mask);
    s1.intoArray(c, to + stride, mask);
    s2.intoArray(c, to + 2 * stride, mask);
    s3.intoArray(c, to + 3 * stride, mask);
    s4.intoArray(c, to + 4 * stride, mask);
    s5.intoArray(c, to + 5 * stride, mask);
    s6.intoArray(c, to + 6 * stride, mask);
    s7.intoArray(c, to + 7 * stride, mask);
  }

  private static void one(
      float[] a,
      int at,
      int across,
      float[] b,
      int right,
      int apart,
      float[] start,
      int begin,
      float[] c,
      int to,
      int length,
      VectorMask<Float> mask) {
    FloatVector sum = FloatVector.fromArray(LANES, start, begin, mask);
    int from = at;
    int row = right;
    for (int p = 0; p < length; p++) {
      FloatVector v = FloatVector.fromArray(LANES, b, row, mask);
      sum = v.fma(FloatVector.broadcast(LANES, a[from]), sum);
      from += across;
      row += apart;
    }
    sum.intoArray(c, to, mask);
  }

  /** All loops, and columns that fill vectors and do not. */
  static void rehearse(NarrowProduct.Loop loop, float[] x) {
    int columns = LANES.length() + LANES.length() / 2;
    loop.run(x, 0, 3, 1, x, 0, columns, x, 0, 0, x, 0, columns, ROWS, 3, columns);
    loop.run(x, 0, 1, ROWS, x, 0, columns, x, 0, 0, x, 0, columns, ROWS, 3, columns);
    loop.run(x, 0, 3, 1, x, 0, columns, x, 0, columns, x, 0, columns, 2, 3, columns);
  }

  /** How long the array for {@link #rehearse} is: just so long that the last vectors overhang. */
  static int room() {
    return ROWS * (LANES.length() + LANES.length() / 2);
  }
}
