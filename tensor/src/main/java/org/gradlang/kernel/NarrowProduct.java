package org.gradlang.kernel;

import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Scratch;
import org.jspecify.annotations.Nullable;

/**
 * Products so small that packing would take longer than multiplying: the left operand is read where
 * it is, whatever its strides are, and so is the right one if its rows are dense. A product of 64 x
 * 10 and 10 x 10 takes a quarter of what {@link PackedProduct} needs for it.
 */
final class NarrowProduct {
  /** Multiply-adds up to which it pays. */
  static final int MOST = 1 << 16;

  /** Columns of the result up to which it pays: 32 x 32 x 32 takes a fifth longer. */
  private static final int COLUMNS = 16;

  private NarrowProduct() {}

  /** What sums start from that start from nothing. */
  private static final float[] ZEROS = new float[COLUMNS];

  /** Rows of the result in vectors. */
  interface Loop {
    /**
     * Sets rows of c, which are dense: {@code c[i][j] = start[i][j] + sum of a[i][p] * b[p][j]}.
     *
     * @param at where a begins, {@code down} and {@code across} the steps to its next row and
     *     column
     * @param right where b begins, and {@code apart} the step to its next row
     * @param start what the sums start from, from {@code begin} on, and {@code next} the step to
     *     its next row: 0 where all rows start from the same, else c itself
     * @param to where c begins, and {@code stride} the step to its next row
     * @param length columns of a
     */
    void run(
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
        int columns);
  }

  /** {@code c = a b}, or {@code c += a b} if it adds, where it is one for this; whether it was. */
  static boolean run(Matrix a, Matrix b, Matrix c, boolean adds) {
    @Nullable Loop loop = loop(a, c);
    if (loop != null) {
      run(loop, a, b, c, adds);
    }
    return loop != null;
  }

  /** {@code c = row + a b} for a dense row that is added to all, likewise. */
  static boolean runFrom(Matrix row, Matrix a, Matrix b, Matrix c) {
    @Nullable Loop loop = c.columns() == 1 ? null : loop(a, c); // one lane of a vector alone
    if (loop != null) {
      runFrom(loop, row, a, b, c);
    }
    return loop != null;
  }

  /** {@code c = row + a b} of float32, where the rows of c are dense. */
  static void runFrom(Loop loop, Matrix row, Matrix a, Matrix b, Matrix c) {
    run(loop, a, b, (float[]) row.array(), row.offset(), 0, c);
  }

  private static @Nullable Loop loop(Matrix a, Matrix c) {
    long work = (long) c.rows() * c.columns() * a.columns();
    return c.columns() > COLUMNS
            || c.columnStride() != 1
            || c.dtype() != DType.FLOAT32
            || work > MOST
        ? null
        : SimdKernels.narrow(work);
  }

  /** {@code c = a b} or {@code c += a b} of float32, where the rows of c are dense. */
  static void run(Loop loop, Matrix a, Matrix b, Matrix c, boolean adds) {
    if (adds) {
      run(loop, a, b, (float[]) c.array(), c.offset(), c.rowStride(), c);
    } else {
      run(loop, a, b, ZEROS, 0, 0, c);
    }
  }

  private static void run(
      Loop loop, Matrix a, Matrix b, float[] start, int begin, int next, Matrix c) {
    if (b.columnStride() == 1) {
      int apart = b.rowStride();
      run(loop, a, (float[]) b.array(), b.offset(), apart, start, begin, next, c);
      return;
    }
    Scratch scratch = Context.current().scratch();
    float[] turned = (float[]) scratch.take(DType.FLOAT32, b.rows() * b.columns());
    turn(b, turned);
    run(loop, a, turned, 0, b.columns(), start, begin, next, c);
    scratch.give(turned);
  }

  private static void turn(Matrix b, float[] to) {
    int width = b.columns();
    if (b.rowStride() == 1) {
      Turning.turn(b.array(), b.offset(), b.columnStride(), to, 0, width, b.rows(), width);
      return;
    }
    float[] from = (float[]) b.array();
    for (int p = 0; p < b.rows(); p++) {
      for (int j = 0; j < width; j++) {
        to[p * width + j] = from[b.at(p, j)];
      }
    }
  }

  private static void run(
      Loop loop,
      Matrix a,
      float[] b,
      int right,
      int apart,
      float[] start,
      int begin,
      int next,
      Matrix c) {
    loop.run(
        (float[]) a.array(),
        a.offset(),
        a.rowStride(),
        a.columnStride(),
        b,
        right,
        apart,
        start,
        begin,
        next,
        (float[]) c.array(),
        c.offset(),
        c.rowStride(),
        c.rows(),
        a.columns(),
        c.columns());
  }
}
