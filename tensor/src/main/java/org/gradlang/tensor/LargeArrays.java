package org.gradlang.tensor;

import java.util.Arrays;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Arrays as long as a tensor or a list: the JVM clears them and copies them without a look at
 * anything else, so large ones are made where the program can stop meanwhile.
 */
public final class LargeArrays {
  /**
   * Bytes from which on: the system gives memory for 32 MB in 10 to 25 ms, and an array is copied
   * in as much.
   */
  private static final int LARGE = 1 << 25;

  private LargeArrays() {}

  public static int[] ints(int length) {
    return length < LARGE / Integer.BYTES
        ? new int[length]
        : aside(int[]::new, length, Integer.BYTES);
  }

  public static long[] longs(int length) {
    return length < LARGE / Long.BYTES ? new long[length] : aside(long[]::new, length, Long.BYTES);
  }

  public static float[] floats(int length) {
    return length < LARGE / Float.BYTES
        ? new float[length]
        : aside(float[]::new, length, Float.BYTES);
  }

  public static double[] doubles(int length) {
    return length < LARGE / Double.BYTES
        ? new double[length]
        : aside(double[]::new, length, Double.BYTES);
  }

  public static byte[] bytes(int length) {
    return length < LARGE ? new byte[length] : aside(byte[]::new, length, 1);
  }

  /** An array of nulls. */
  public static @Nullable Object[] references(int length) {
    return length < LARGE / Integer.BYTES
        ? new Object[length]
        : aside(Object[]::new, length, Integer.BYTES);
  }

  private static <T> T aside(IntFunction<T> maker, int length, int width) {
    Context context = Context.current();
    context.makeRoom((long) length * width);
    return context.aside(() -> maker.apply(length));
  }

  /** The first elements of an array, and zeros behind them if it is shorter. */
  public static int[] copyOf(int[] from, int length) {
    int[] copy = ints(length);
    copy(from, 0, copy, 0, Math.min(from.length, length));
    return copy;
  }

  /** As {@link #copyOf(int[], int)}. */
  public static long[] copyOf(long[] from, int length) {
    long[] copy = longs(length);
    copy(from, 0, copy, 0, Math.min(from.length, length));
    return copy;
  }

  /** As {@link #copyOf(int[], int)}. */
  public static double[] copyOf(double[] from, int length) {
    double[] copy = doubles(length);
    copy(from, 0, copy, 0, Math.min(from.length, length));
    return copy;
  }

  /** As {@link #copyOf(int[], int)}, with nulls. */
  public static @Nullable Object[] copyOf(@Nullable Object[] from, int length) {
    if (length < LARGE / Integer.BYTES) {
      return Arrays.copyOf(from, length, Object[].class);
    }
    @Nullable Object[] copy = references(length);
    copy(from, 0, copy, 0, Math.min(from.length, length));
    return copy;
  }

  /** Nulls from one place to before another. */
  public static void clear(@Nullable Object[] array, int from, int to) {
    if (to - from < LARGE / Long.BYTES) {
      Arrays.fill(array, from, to, null);
    } else {
      Context.current()
          .stretches(to - from, (i, j) -> Arrays.fill(array, from + i, from + j, null));
    }
  }

  /** {@link System#arraycopy}; of an array to itself, elements may only move to the front. */
  @SuppressWarnings("SuspiciousSystemArraycopy") // as there
  public static void copy(Object from, int at, Object to, int out, int count) {
    if (count < LARGE / Long.BYTES) {
      System.arraycopy(from, at, to, out, count);
    } else {
      Context.current()
          .stretches(count, (i, j) -> System.arraycopy(from, at + i, to, out + i, j - i));
    }
  }
}
