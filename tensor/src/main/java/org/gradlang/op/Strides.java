package org.gradlang.op;

import org.gradlang.tensor.Layout;

/** Layouts of views: the arithmetic of sizes, strides and offsets. Dims are from 0 and checked. */
final class Strides {
  private Strides() {}

  static Layout select(Layout layout, int dim, int index) {
    return Layout.strided(
        without(layout.sizes(), dim),
        without(layout.strides(), dim),
        layout.offset() + index * layout.stride(dim));
  }

  static int[] without(int[] values, int dim) {
    int[] rest = new int[values.length - 1];
    System.arraycopy(values, 0, rest, 0, dim);
    System.arraycopy(values, dim + 1, rest, dim, rest.length - dim);
    return rest;
  }
}
