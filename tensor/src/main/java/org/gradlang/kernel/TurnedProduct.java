package org.gradlang.kernel;

import org.gradlang.tensor.Context;
import org.gradlang.tensor.Scratch;

/**
 * Products of few rows with a matrix that stands in memory column by column, as the weight of a
 * dense layer does: {@code c' = b' a'}, where the many rows of {@code b'} are read where they are.
 * What is packed is a, and the result is turned.
 */
final class TurnedProduct {
  /** Rows of a from which on panels of its columns are full enough. */
  private static final int LEAST = 16;

  private TurnedProduct() {}

  /** Whether it is faster than turning b: where that has far more elements than a and c. */
  static boolean pays(Matrix a, Matrix b, Matrix c, ProductKernels kernels) {
    long turned = (long) a.rows() * a.columns() + 2L * c.rows() * c.columns();
    return kernels.readLeft()
        && b.rowStride() == 1
        && b.columnStride() != 1
        && !PackedProduct.isInConflict(b.columnStride())
        && c.rows() >= LEAST
        && 2 * turned <= (long) b.rows() * b.columns();
  }

  /** {@code c = a b}, or {@code c += a b} if it adds; c's rows are dense. */
  static void run(Matrix a, Matrix b, Matrix c, boolean adds, ProductKernels kernels) {
    Scratch scratch = Context.current().scratch();
    int lanes = kernels.narrow().columns();
    int stride = (c.rows() + lanes - 1) / lanes * lanes; // whole vectors fit into each row
    Object turned = scratch.take(c.dtype(), c.columns() * stride);
    Matrix result = new Matrix(c.dtype(), turned, 0, c.rows(), c.columns(), 1, stride).transposed();
    if (adds) {
      turn(c, result, c.rows(), kernels);
    }
    PackedProduct.run(b.transposed(), a.transposed(), result, adds, kernels);
    // vectors may write behind the last columns of a row, where something else of the program's is
    turn(result, c, c.columns() / lanes * lanes, kernels);
    scratch.give(turned);
  }

  /** Sets {@code to = from'}; as many rows of from in vectors, the others one by one. */
  private static void turn(Matrix from, Matrix to, int inVectors, ProductKernels kernels) {
    int n = from.columns();
    int down = from.rowStride();
    if (inVectors > 0) {
      PackedProduct.turn(
          from.array(),
          from.offset(),
          down,
          to.array(),
          to.offset(),
          to.rowStride(),
          n,
          inVectors,
          kernels.turning(from.dtype()));
    }
    Turning.turn(
        from.array(),
        from.at(inVectors, 0),
        down,
        to.array(),
        to.at(0, inVectors),
        to.rowStride(),
        n,
        from.rows() - inVectors);
  }
}
