package org.gradlang.kernel;

import org.gradlang.tensor.Context;
import org.jspecify.annotations.Nullable;

/**
 * The right operand of many products, packed once: panel behind panel, each with all its rows.
 *
 * @param array the panels
 * @param first where the first panel begins
 * @param rows how many the operand has
 * @param hasTall whether they are for products with tall tiles, whose panels are all of one width
 */
record PackedColumns(Object array, int first, int rows, boolean hasTall) {
  /**
   * Packs b for products with {@code height} rows, which these kernels compute; {@link #release}
   * gives the memory back.
   */
  static PackedColumns of(Matrix b, int height, ProductKernels kernels) {
    boolean hasTall =
        PackedProduct.suitTall(kernels, b.columns()) && PackedProduct.tallRows(kernels, height) > 0;
    int narrow = kernels.narrow().columns();
    int width = b.columns() <= narrow ? narrow : kernels.wide().columns();
    int room = (b.columns() + width - 1) / width * width * b.rows();
    Object array = Context.current().scratch().take(b.dtype(), room);
    int @Nullable [] steps =
        b.columnStride() == 1 ? PackedProduct.steps(b.rowStride(), b.rows()) : null;
    for (int j = 0; j < b.columns(); ) {
      boolean isNarrow = !hasTall && b.columns() - j <= narrow;
      ProductKernel kernel = isNarrow ? kernels.narrow() : kernels.wide();
      PackedProduct.packPanel(
          b, 0, b.rows(), j, steps, kernel, kernels.turning(b.dtype()), array, j * b.rows());
      j += kernel.columns();
    }
    return new PackedColumns(array, 0, b.rows(), hasTall);
  }

  /** Those from one on where a panel begins. */
  PackedColumns from(int column) {
    return new PackedColumns(array, at(column, 0, 0), rows, hasTall);
  }

  /** Where the element in the first column of a panel stands that is so wide. */
  int at(int column, int row, int width) {
    return first + column * rows + row * width;
  }

  void release() {
    Context.current().scratch().give(array);
  }
}
