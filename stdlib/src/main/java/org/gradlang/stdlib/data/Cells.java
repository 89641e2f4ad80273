package org.gradlang.stdlib.data;

import java.util.Arrays;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;

/**
 * Numbers of one dtype whose count is not known, or not trusted, beforehand: the memory grows with
 * what has come.
 */
final class Cells {
  private static final int FIRST = 1 << 10;

  /** The longest array that Java is certain to make. */
  private static final int LONGEST = Integer.MAX_VALUE - 8;

  private final DType type;
  private Storage storage;
  private int size;

  Cells(DType type) {
    this.type = type;
    this.storage = made(FIRST);
  }

  int size() {
    return size;
  }

  /** Appends a number; to bools, whether it is not zero. */
  void add(double value) {
    reserve(1);
    switch (type) {
      case FLOAT32 -> storage.floats()[size++] = (float) value;
      case FLOAT64 -> storage.doubles()[size++] = value;
      case INT64 -> storage.longs()[size++] = (long) value;
      case BOOL -> storage.bools()[size++] = (byte) (value == 0 ? 0 : 1);
    }
  }

  /** Appends a whole number, exactly where the dtype can. */
  void add(long value) {
    if (type == DType.INT64) {
      reserve(1);
      storage.longs()[size++] = value;
    } else {
      add((double) value);
    }
  }

  /** Appends numbers in one go. */
  void addAll(double[] values, int count) {
    reserve(count);
    switch (type) {
      case FLOAT32 -> {
        float[] target = storage.floats();
        for (int i = 0; i < count; i++) {
          target[size + i] = (float) values[i];
        }
      }
      case FLOAT64 -> System.arraycopy(values, 0, storage.doubles(), size, count);
      case INT64 -> {
        long[] target = storage.longs();
        for (int i = 0; i < count; i++) {
          target[size + i] = (long) values[i];
        }
      }
      case BOOL -> {
        byte[] target = storage.bools();
        for (int i = 0; i < count; i++) {
          target[size + i] = (byte) (values[i] == 0 ? 0 : 1);
        }
      }
    }
    size += count;
  }

  private void reserve(int more) {
    if (more <= storage.length() - size) {
      return;
    }
    if (more > LONGEST - size) {
      throw new GradError(ErrorKind.VALUE, "a tensor cannot hold more than 2147483639 numbers");
    }
    int grown = size > LONGEST / 2 ? LONGEST : Math.max(size + more, 2 * size);
    Storage.require(type, grown);
    storage = resized(grown);
  }

  private Storage made(int length) {
    return Storage.zeros(type, length);
  }

  private Storage resized(int length) {
    return switch (type) {
      case FLOAT32 -> Storage.of(Arrays.copyOf(storage.floats(), length));
      case FLOAT64 -> Storage.of(Arrays.copyOf(storage.doubles(), length));
      case INT64 -> Storage.of(Arrays.copyOf(storage.longs(), length));
      case BOOL -> Storage.ofBools(Arrays.copyOf(storage.bools(), length));
    };
  }

  /** All numbers as a tensor; the sizes must multiply to their count. */
  Tensor tensor(int... sizes) {
    Storage exact = storage.length() == size ? storage : resized(size);
    return new Tensor(exact, Layout.contiguous(sizes));
  }
}
