package org.gradlang.tensor;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Arrays of kernels that are as large as tensors, or a part of them: their memory is asked for, and
 * counts, as that of tensors does ({@link Ledger}). What is small whatever the operands are need
 * not come from here.
 */
public final class Room {
  /** The head of an array. */
  private static final int HEAD = 16;

  private Room() {}

  /** Zeros that count until nobody holds them. */
  public static int[] ints(int length) {
    ask(4L * length);
    return held(LargeArrays.ints(length), 4L * length);
  }

  /** As {@link #ints}. */
  public static long[] longs(int length) {
    return held(longsToStore(length), 8L * length);
  }

  /** As {@link #ints}. */
  public static float[] floats(int length) {
    ask(4L * length);
    return held((float[]) Storage.allocate(DType.FLOAT32, length), 4L * length);
  }

  /** As {@link #ints}. */
  public static double[] doubles(int length) {
    return held(doublesToStore(length), 8L * length);
  }

  /** A copy that counts until nobody holds it. */
  public static double[] copy(double[] array) {
    return copy(array, 0, array.length);
  }

  /** A copy of a part, which counts until nobody holds it. */
  public static double[] copy(double[] array, int from, int to) {
    double[] copy = doubles(to - from);
    LargeArrays.copy(array, from, copy, 0, copy.length);
    return copy;
  }

  /** Zeros that a storage will be put around, by which they then count. */
  public static long[] longsToStore(int length) {
    ask(8L * length);
    return (long[]) Storage.allocate(DType.INT64, length);
  }

  /** As {@link #longsToStore}. */
  public static double[] doublesToStore(int length) {
    ask(8L * length);
    return (double[]) Storage.allocate(DType.FLOAT64, length);
  }

  /** Says that so much memory is about to be taken. */
  public static void ask(long bytes) {
    Ledger ledger = Ledger.current();
    if (ledger != null) {
      ledger.admit(Held.TENSOR, bytes);
    }
  }

  /** Runs what takes so much memory by itself, such as another library, until it has ended. */
  public static <T extends @Nullable Object> T during(long bytes, Supplier<T> work) {
    Ledger ledger = Ledger.current();
    if (ledger == null) {
      return work.get();
    }
    ledger.claim(bytes);
    try {
      return work.get();
    } finally {
      ledger.release(bytes);
    }
  }

  private static <T> T held(T array, long bytes) {
    Ledger ledger = Ledger.current();
    return ledger == null ? array : ledger.hold(Held.TENSOR, array, HEAD + bytes);
  }
}
