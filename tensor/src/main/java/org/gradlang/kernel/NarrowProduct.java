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
  private static final int MOST = 1 << 16;

  /** Columns of the result up to which it pays: 32 x 32 x 32 takes a fifth longer. */
  private static final int COLUMNS = 16;

  private NarrowProduct() {}

  /** Rows of the result in vectors. */
  interface Loop {
    /**
     * Adds to rows of c, which are dense: {@code c[i][j] += a[i][p] * b[p][j]}.
     *
     * @param at where a begins, {@code down} and {@code across} the steps to its next row and
     *     column
     * @param right where b begins, and {@code apart} the step to its next row
     * @param to where c begins, and {@code stride} the step to its next row
     * @param length columns of a
     */
    void add(
        float[] a,
        int at,
        int down,
        int across,
        float[] b,
        int right,
        int apart,
        float[] c,
        int to,
        int stride,
        int rows,
        int length,
        int columns);
  }

  /** {@code c = a b}, or {@code c += a b} if it adds, where it is one for this; whether it was. */
  static boolean run(Matrix a, Matrix b, Matrix c, boolean adds) {
    if (c.columns() > COLUMNS
        || c.columnStride() != 1
        || c.dtype() != DType.FLOAT32
        || (long) c.rows() * c.columns() * a.columns() > MOST) {
      return false;
    }
    @Nullable Loop loop = SimdKernels.narrow();
    if (loop == null) {
      return false;
    }
    if (!adds) {
      c.clear();
    }
    run(loop, a, b, c);
    return true;
  }

  /** {@code c += a b} of float32, where the rows of c are dense. */
  static void run(Loop loop, Matrix a, Matrix b, Matrix c) {
    if (b.columnStride() == 1) {
      add(loop, a, (float[]) b.array(), b.offset(), b.rowStride(), c);
      return;
    }
    Scratch scratch = Context.current().scratch();
    float[] turned = (float[]) scratch.take(DType.FLOAT32, b.rows() * b.columns());
    turn(b, turned);
    add(loop, a, turned, 0, b.columns(), c);
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

  private static void add(Loop loop, Matrix a, float[] b, int right, int apart, Matrix c) {
    loop.add(
        (float[]) a.array(),
        a.offset(),
        a.rowStride(),
        a.columnStride(),
        b,
        right,
        apart,
        (float[]) c.array(),
        c.offset(),
        c.rowStride(),
        c.rows(),
        a.columns(),
        c.columns());
  }
}
