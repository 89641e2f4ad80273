package org.gradlang.kernel;

import org.gradlang.tensor.Context;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Strided;

/**
 * The rows of a tensor along one dimension, in the order of the other dimensions: for operations
 * that look at one row at a time, such as a sort.
 */
public final class Rows {
  /** Elements from which on it is looked whether to stop while a row is copied. */
  private static final int LONG = 1 << 16;

  private final Strided tensor;
  private final Walk walk;
  private final int count;
  private final int length;

  private Rows(Strided tensor, Walk walk, int count, int length) {
    this.tensor = tensor;
    this.walk = walk;
    this.count = count;
    this.length = length;
  }

  /** Dimension {@code dim}, from 0; a tensor without dimensions is one row of one element. */
  public static Rows of(Strided tensor, int dim) {
    Layout layout = tensor.layout();
    int dims = layout.dim();
    int[] order = new int[dims];
    int at = 0;
    for (int d = 0; d < dims; d++) {
      if (d != dim) {
        order[at++] = d;
      }
    }
    if (dims > 0) {
      order[at] = dim;
    }
    int length = dims == 0 ? 1 : layout.size(dim);
    int count = length == 0 ? others(layout, dim) : layout.numel() / length;
    return new Rows(tensor, Walk.inOrder(layout.sizes(), order, layout), count, length);
  }

  private static int others(Layout layout, int dim) {
    int product = 1;
    for (int d = 0; d < layout.dim(); d++) {
      product *= d == dim ? 1 : layout.size(d);
    }
    return product;
  }

  /** How many rows there are. */
  public int count() {
    return count;
  }

  /** Elements in each. */
  public int length() {
    return length;
  }

  /** Copies a row into an array of the tensor's dtype, or of int64 for bools. */
  public void load(int row, Object array) {
    var dtype = Elements.computed(tensor.dtype());
    if (length <= LONG) {
      Tiles.load(walk, 0, tensor, row * length, length, array, dtype);
      return;
    }
    Context.current()
        .stretches(
            length,
            (i, j) -> Tiles.load(walk, 0, tensor, row * length + i, j - i, array, i, dtype));
  }

  /** Copies an array of the tensor's dtype, or of int64 for bools, into a row. */
  public void store(int row, Object array) {
    var dtype = Elements.computed(tensor.dtype());
    if (length <= LONG) {
      Tiles.store(walk, 0, tensor, row * length, length, array, 0, dtype);
      return;
    }
    Context.current()
        .stretches(
            length,
            (i, j) -> Tiles.store(walk, 0, tensor, row * length + i, j - i, array, i, dtype));
  }
}
