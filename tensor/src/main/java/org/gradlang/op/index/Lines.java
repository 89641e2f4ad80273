package org.gradlang.op.index;

import org.gradlang.kernel.Copies;
import org.gradlang.op.declare.Elements;
import org.gradlang.op.shape.Strides;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.PackedSort;
import org.gradlang.tensor.Room;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Strided;

/** The lines of elements along one dimension, in row-major order of the other dimensions. */
public final class Lines {
  private final Storage storage;
  private final int[] starts;
  private final int stride;
  private final int length;

  private Lines(Storage storage, int[] starts, int stride, int length) {
    this.storage = storage;
    this.starts = starts;
    this.stride = stride;
    this.length = length;
  }

  public static Lines of(Strided x, int dim) {
    Layout layout = x.layout();
    if (layout.dim() == 0) {
      return new Lines(x.storage(), new int[] {layout.offset()}, 1, 1);
    }
    int[] starts =
        layout.size(dim) == 0 ? new int[0] : Copies.positions(Strides.select(layout, dim, 0));
    return new Lines(x.storage(), starts, layout.stride(dim), layout.size(dim));
  }

  public int count() {
    return starts.length;
  }

  public int length() {
    return length;
  }

  /** Where element {@code i} of a line is in the storage. */
  public int place(int line, int i) {
    return starts[line] + i * stride;
  }

  public double real(int line, int i) {
    return Elements.real(storage, place(line, i));
  }

  long whole(int line, int i) {
    return Elements.whole(storage, place(line, i));
  }

  /** Adds an element to one of another tensor's. */
  void add(int line, int i, Lines target, int to) {
    Elements.add(storage, place(line, i), target.storage, target.place(line, to));
  }

  /** Copies an element to one of another tensor's. */
  void copy(int line, int i, Lines target, int to) {
    Elements.copy(storage, place(line, i), target.storage, target.place(line, to));
  }

  /**
   * Numbers in the order of the line's elements: NaN is the greatest, and the zeros are equal.
   * Those of float32 take 32 bits.
   */
  long[] keys(int line) {
    long[] keys = Room.longs(length);
    DType dtype = storage.dtype();
    Context context = Context.current();
    for (int i = 0; i < length; i++) {
      context.reached(i);
      keys[i] =
          switch (dtype) {
            case FLOAT32 -> PackedSort.key((float) real(line, i));
            case FLOAT64 -> key(real(line, i));
            case INT64, BOOL -> whole(line, i);
          };
    }
    return keys;
  }

  static long key(double x) {
    // doubleToLongBits gives one NaN, above infinity; negative numbers count downwards
    long bits = Double.doubleToLongBits(x == 0 ? 0.0 : x);
    return bits >= 0 ? bits : Long.MIN_VALUE - bits - 1;
  }

  DType dtype() {
    return storage.dtype();
  }
}
