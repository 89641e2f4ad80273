package org.gradlang.kernel;

import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Scalar;

/** Two-dimensional elements in memory. */
record Matrix(
    DType dtype, Object array, int offset, int rows, int columns, int rowStride, int columnStride) {
  private static final Scalar ZERO = Scalar.of(0);

  /** Elements up to which nobody waits for a clearing. */
  private static final int SMALL = 1 << 14;

  Matrix transposed() {
    return new Matrix(dtype, array, offset, columns, rows, columnStride, rowStride);
  }

  Matrix rows(int from, int to) {
    int start = offset + from * rowStride;
    return new Matrix(dtype, array, start, to - from, columns, rowStride, columnStride);
  }

  Matrix columns(int from, int to) {
    int start = offset + from * columnStride;
    return new Matrix(dtype, array, start, rows, to - from, rowStride, columnStride);
  }

  /** Sets all elements to zero. */
  void clear() {
    if (columnStride == 1 && rowStride == columns && rows * columns < SMALL) {
      Elements.fill(array, dtype, offset, offset + rows * columns, ZERO);
      return;
    }
    Context context = Context.current();
    for (int i = 0; i < rows; i++) {
      context.worked(columns);
      if (columnStride == 1) {
        Elements.fill(array, dtype, at(i, 0), at(i, columns), ZERO);
      } else {
        for (int j = 0; j < columns; j++) {
          Elements.fill(array, dtype, at(i, j), at(i, j) + 1, ZERO);
        }
      }
    }
  }

  /** Where an element is. */
  int at(int row, int column) {
    return offset + row * rowStride + column * columnStride;
  }
}
