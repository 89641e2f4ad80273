package org.gradlang.kernel;

import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Scratch;
import org.gradlang.tensor.Strided;
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

  /**
   * {@code c = a b}, or {@code c = row + a b} for a dense row that is added to all, of matrices of
   * which c has several rows and columns; whether it was one for this. Small layers come here at
   * each step: it makes no objects.
   */
  static boolean run(@Nullable Strided row, Strided a, Strided b, Strided c) {
    Layout left = a.layout();
    Layout right = b.layout();
    Layout out = c.layout();
    if (left.dim() != 2 || right.dim() != 2 || out.dim() != 2) {
      return false;
    }
    if (out.size(0) == 1 || out.size(1) == 1 || out.stride(1) != 1 || out.size(1) > COLUMNS) {
      return false;
    }
    @Nullable Loop loop = loop((long) out.numel() * left.size(1), c.dtype());
    if (loop == null) {
      return false;
    }
    run(loop, row, a, b, c);
    return true;
  }

  private static void run(Loop loop, @Nullable Strided row, Strided a, Strided b, Strided c) {
    Layout left = a.layout();
    Layout right = b.layout();
    Layout out = c.layout();
    int length = left.size(1);
    int width = out.size(1);
    boolean isTurned = right.stride(1) != 1;
    float[] factors = b.storage().floats();
    if (isTurned) {
      float[] turned = Context.current().scratch().floats(length * width);
      turn(factors, right.offset(), right.stride(0), right.stride(1), length, width, turned);
      factors = turned;
    }
    loop.run(
        a.storage().floats(),
        left.offset(),
        left.stride(0),
        left.stride(1),
        factors,
        isTurned ? 0 : right.offset(),
        isTurned ? width : right.stride(0),
        row == null ? ZEROS : row.storage().floats(),
        row == null ? 0 : row.layout().offset(),
        0,
        c.storage().floats(),
        out.offset(),
        out.stride(0),
        out.size(0),
        length,
        width);
    if (isTurned) {
      Context.current().scratch().give(factors);
    }
  }

  /** {@code c = row + a b} of float32, where the rows of c are dense. */
  static void runFrom(Loop loop, Matrix row, Matrix a, Matrix b, Matrix c) {
    run(loop, a, b, (float[]) row.array(), row.offset(), 0, c);
  }

  private static @Nullable Loop loop(Matrix a, Matrix c) {
    return c.columns() > COLUMNS || c.columnStride() != 1
        ? null
        : loop((long) c.rows() * c.columns() * a.columns(), c.dtype());
  }

  private static @Nullable Loop loop(long work, DType dtype) {
    return dtype != DType.FLOAT32 || work > MOST ? null : SimdKernels.narrow(work);
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
    float[] turned = scratch.floats(b.rows() * b.columns());
    float[] from = (float[]) b.array();
    turn(from, b.offset(), b.rowStride(), b.columnStride(), b.rows(), b.columns(), turned);
    run(loop, a, turned, 0, b.columns(), start, begin, next, c);
    scratch.give(turned);
  }

  private static void turn(
      float[] from, int at, int down, int across, int rows, int columns, float[] to) {
    if (down == 1) {
      Turning.turn(from, at, across, to, 0, columns, rows, columns);
      return;
    }
    for (int p = 0; p < rows; p++) {
      for (int j = 0; j < columns; j++) {
        to[p * columns + j] = from[at + p * down + j * across];
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
