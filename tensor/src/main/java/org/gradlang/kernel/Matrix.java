package org.gradlang.kernel;

import org.gradlang.tensor.DType;

/** Two-dimensional elements in memory. */
record Matrix(
    DType dtype, Object array, int offset, int rows, int columns, int rowStride, int columnStride) {

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

  /** Where an element is. */
  int at(int row, int column) {
    return offset + row * rowStride + column * columnStride;
  }
}
