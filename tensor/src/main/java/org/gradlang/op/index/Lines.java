package org.gradlang.op.index;

import org.gradlang.kernel.Copies;
import org.gradlang.op.declare.Elements;
import org.gradlang.op.shape.Strides;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.RadixSort;
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

  /** Sets a line of int64 to these numbers. */
  void put(int line, int[] numbers) {
    long[] y = storage.longs();
    int start = starts[line];
    for (int i = 0; i < length; i++) {
      y[start + i * stride] = numbers[i];
    }
  }

  /**
   * Numbers in the order of the line's elements: NaN is the greatest, and the zeros are equal.
   * Those of float32 take 32 bits.
   */
  long[] keys(int line) {
    long[] keys = Room.longs(length);
    keys(line, keys);
    return keys;
  }

  /** {@link #keys(int)} in an array that there is. */
  void keys(int line, long[] keys) {
    int start = starts.length == 0 ? 0 : starts[line];
    Context.current()
        .stretches(
            length,
            (from, to) -> {
              switch (storage.dtype()) {
                case FLOAT32 -> floatKeys(storage.floats(), start, keys, from, to);
                case FLOAT64 -> {
                  double[] x = storage.doubles();
                  for (int i = from; i < to; i++) {
                    keys[i] = RadixSort.key(x[start + i * stride]);
                  }
                }
                case INT64, BOOL -> {
                  for (int i = from; i < to; i++) {
                    keys[i] = whole(line, i);
                  }
                }
              }
            });
  }

  private void floatKeys(float[] x, int start, long[] keys, int from, int to) {
    if (stride == 1) {
      for (int i = from; i < to; i++) {
        keys[i] = RadixSort.key(x[start + i]);
      }
    } else {
      for (int i = from; i < to; i++) {
        keys[i] = RadixSort.key(x[start + i * stride]);
      }
    }
  }

  /** What {@link #keys} has for NaN, of floats. */
  long nanKey() {
    return storage.dtype() == DType.FLOAT32 ? RadixSort.key(Float.NaN) : RadixSort.key(Double.NaN);
  }

  DType dtype() {
    return storage.dtype();
  }
}
