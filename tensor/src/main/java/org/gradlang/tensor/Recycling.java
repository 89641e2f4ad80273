package org.gradlang.tensor;

import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Arrays whose tensors nobody can ask for any more, for the next results of their size: a new array
 * of 4 MB takes 0.4 ms to be cleared, and is written to at half the speed of one that was just
 * used.
 *
 * <p>Who may give an array back is certain of it, see {@link Storage#own}. A context's, for its own
 * thread.
 */
public final class Recycling {
  /**
   * {@code -Dgrad.recycle=always}: arrays of any size are given back, and spoiled as new ones are,
   * so that who reads one that is gone, or not written yet, is found out; {@code never}: none is.
   */
  private static final String WHEN = System.getProperty("grad.recycle", "auto");

  private static final boolean SPOILS = WHEN.equals("always");

  /** Bytes from which on it pays: a sum of 1024 numbers takes 0.1 us instead of 0.6. */
  private static final int LEAST =
      switch (WHEN) {
        case "always" -> 1;
        case "never" -> Integer.MAX_VALUE;
        default -> 1 << 12;
      };

  /** Bytes that lie ready at most, beside two arrays that by themselves are larger. */
  private static final long MOST = 1L << 26;

  /** Arrays that lie ready at most: all are looked at for each result. */
  private static final int KEPT = 32;

  /** Numbers from which on a small array is kept: a new one of fewer costs as much. */
  private static final int SMALL = 64;

  /** Small arrays that lie ready at most. */
  private static final int KEPT_SMALL = 8;

  private final List<Ready> ready = new ArrayList<>();

  /** Small arrays of float32, as gradients of small layers are: not worth a list. */
  private final float @Nullable [][] small = new float @Nullable [KEPT_SMALL][];

  private int nextSmall;
  private long reused;

  /** Bytes of new arrays so far. */
  private long made;

  /**
   * An array that lies ready, until the JVM is short of memory.
   *
   * @param passing whether it also makes room for a new array that is as large
   * @param since bytes of new arrays before it came
   */
  private record Ready(
      SoftReference<Object> array, DType dtype, int length, boolean passing, long since) {
    long bytes() {
      return (long) length * dtype.bytes();
    }

    /** Whether it takes much memory, and as much was made since that had no use for it. */
    boolean isStale(long made) {
      return bytes() > MOST && made - since >= bytes();
    }
  }

  Recycling() {}

  /** Whether an array of so many elements can be given back. */
  static boolean takes(DType dtype, int length) {
    return (long) length * dtype.bytes() >= LEAST;
  }

  /** An array too small for {@link #takes}, with arbitrary elements; null if none lies ready. */
  @Nullable Object small(DType dtype, int length) {
    if (dtype == DType.FLOAT32 && length >= SMALL) {
      for (int i = 0; i < KEPT_SMALL; i++) {
        float[] one = small[i];
        if (one != null && one.length == length) {
          small[i] = null;
          return one;
        }
      }
    }
    return null;
  }

  /** Takes such an array, in the place of the one that came longest ago; whether it is one. */
  boolean giveSmall(@Nullable Object array) {
    if (LEAST == Integer.MAX_VALUE || !(array instanceof float[] floats) || floats.length < SMALL) {
      return false;
    }
    small[nextSmall] = floats;
    nextSmall = (nextSmall + 1) % KEPT_SMALL;
    return true;
  }

  /** How many results have taken an array that was given back. */
  public long reused() {
    return reused;
  }

  /** An array with arbitrary elements: one that was given back, or a new one. */
  Object array(DType dtype, int length) {
    Object array = take(dtype, length);
    if (array == null) {
      makeRoom((long) length * dtype.bytes());
      array = Storage.allocate(dtype, length);
      if (SPOILS) {
        spoil(array);
      }
    }
    return array;
  }

  /** An array of zeros: to clear one that was just used takes a third of what a new one does. */
  Object zeros(DType dtype, int length) {
    Object array = take(dtype, length);
    if (array == null) {
      makeRoom((long) length * dtype.bytes());
      return Storage.allocate(dtype, length);
    }
    switch (array) {
      case float[] floats -> Arrays.fill(floats, 0);
      case double[] doubles -> Arrays.fill(doubles, 0);
      case long[] longs -> Arrays.fill(longs, 0);
      case byte[] bytes -> Arrays.fill(bytes, (byte) 0);
      default -> throw new IllegalArgumentException();
    }
    return array;
  }

  private @Nullable Object take(DType dtype, int length) {
    for (int i = ready.size() - 1; i >= 0; i--) {
      Ready one = ready.get(i);
      if (one.length == length && one.dtype == dtype) {
        ready.remove(i);
        Object array = one.array.get();
        if (array != null) {
          reused++;
          return array;
        }
      }
    }
    return null;
  }

  /** Lets stale arrays go for a new one, and passing ones, the oldest first. */
  private void makeRoom(long bytes) {
    made += bytes;
    ready.removeIf(one -> one.isStale(made));
    long left = bytes;
    for (int i = 0; i < ready.size() && left > 0; ) {
      Ready one = ready.get(i);
      if (one.passing && one.bytes() <= left) {
        ready.remove(i);
        left -= one.bytes();
      } else {
        i++;
      }
    }
  }

  /**
   * Takes an array that nobody reads or writes any more.
   *
   * @param passing whether its size may not come again soon: then it is kept only until new arrays
   *     take as much memory
   */
  void give(DType dtype, int length, Object array, boolean passing) {
    if (SPOILS) {
      spoil(array);
    }
    Ready one = new Ready(new SoftReference<>(array), dtype, length, passing, made);
    long bytes = one.bytes();
    long largest = bytes;
    for (Ready other : ready) {
      bytes += other.bytes();
      largest = Math.max(largest, other.bytes());
    }
    long most = largest > MOST ? MOST + 2 * largest : MOST;
    while (bytes > most || ready.size() >= KEPT) {
      bytes -= ready.removeFirst().bytes();
    }
    ready.addLast(one);
  }

  private static void spoil(Object array) {
    switch (array) {
      case float[] floats -> Arrays.fill(floats, Float.NaN);
      case double[] doubles -> Arrays.fill(doubles, Double.NaN);
      case long[] longs -> Arrays.fill(longs, 0x5a5a5a5a5a5a5a5aL);
      case byte[] bytes -> Arrays.fill(bytes, (byte) 1);
      default -> throw new IllegalArgumentException();
    }
  }
}
