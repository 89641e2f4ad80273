package org.gradlang.kernel;

import java.util.Arrays;
import org.gradlang.kernel.Pooling.Windows;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Room;
import org.gradlang.tensor.Storage;
import org.jspecify.annotations.Nullable;

/**
 * Finds the greatest element of each of many windows, one place of all windows after the other.
 *
 * <p>Float32 are compared in vectors ({@link WindowLoop}); all else, and these as long as there are
 * none, by integers that are in the same order, since the JVM makes branches of choices between
 * floats, and half of them are guessed wrongly: the windows of 2x2 of 32 images with 32 channels of
 * 28x28 took 4.0 ms one by one, and so 2.0.
 */
final class WindowSearch {
  /** Windows from which on this is faster than one by one. */
  private static final int MANY = 16;

  /** The integer of a NaN, which is before everything else. */
  private static final long NAN = Long.MAX_VALUE;

  private final Storage x;
  private final Windows windows;
  private final int longest;
  private final int[] table; // element k * count + i is place k of window i; the last one again
  private final long[] keys;
  private final long[] greatest;
  private final @Nullable WindowLoop loop;
  private final float[] elements;
  private final float[] greatestElements;
  private final int[] best;

  private WindowSearch(Storage x, Windows windows, int longest, int[] table, int run) {
    this.x = x;
    this.windows = windows;
    this.longest = longest;
    this.table = table;
    this.loop = x.dtype() == DType.FLOAT32 ? SimdKernels.windows() : null;
    int whole = (run + WindowLoop.WHOLE - 1) / WindowLoop.WHOLE * WindowLoop.WHOLE;
    this.keys = new long[loop == null ? run : 0];
    this.greatest = new long[loop == null ? run : 0];
    this.elements = new float[loop == null ? 0 : whole];
    this.greatestElements = new float[loop == null ? 0 : whole];
    this.best = new int[whole];
  }

  /** Whether it pays. */
  static boolean isWorthwhile(Windows windows) {
    return windows.count() >= MANY;
  }

  /** What {@link #of} needs, which is the same for every part of the work. */
  static int[] table(Windows windows) {
    int count = windows.count();
    int longest = longest(windows);
    // vectors read more than the last row has
    int[] table = Room.ints(Math.addExact(Math.multiplyExact(count, longest), WindowLoop.WHOLE));
    Context context = Context.current();
    for (int k = 0; k < longest; k++) {
      context.worked(count);
      for (int i = 0; i < count; i++) {
        int last = windows.starts()[i + 1] - 1;
        table[k * count + i] = windows.places()[Math.min(windows.starts()[i] + k, last)];
      }
    }
    return table;
  }

  private static int longest(Windows windows) {
    int longest = 0;
    for (int i = 0; i < windows.count(); i++) {
      longest = Math.max(longest, windows.starts()[i + 1] - windows.starts()[i]);
    }
    return longest;
  }

  /** A search that one thread uses, for runs of {@code run} windows at most. */
  static WindowSearch of(Storage x, Windows windows, int[] table, int run) {
    return new WindowSearch(x, windows, longest(windows), table, run);
  }

  /**
   * Searches {@code n} windows of the image that begins at {@code image}, from {@code window} on.
   *
   * @return where in the image they are, for as long as no other run is searched
   */
  int[] run(int image, int window, int n) {
    int count = windows.count();
    if (loop != null) {
      runFloats(loop, image, window, n);
      return best;
    }
    Arrays.fill(greatest, 0, n, Long.MIN_VALUE);
    System.arraycopy(table, window, best, 0, n);
    for (int k = 0; k < longest; k++) {
      int row = k * count + window;
      loadKeys(image, row, n);
      for (int i = 0; i < n; i++) {
        best[i] = keys[i] > greatest[i] ? table[row + i] : best[i];
        greatest[i] = Math.max(greatest[i], keys[i]);
      }
    }
    for (int i = 0; i < n; i++) {
      if (greatest[i] == NAN) {
        best[i] = Pooling.find(x, image, windows, window + i);
      }
    }
    return best;
  }

  private void runFloats(WindowLoop lanes, int image, int window, int n) {
    load(x.floats(), image, window, greatestElements, n);
    System.arraycopy(table, window, best, 0, n);
    for (int k = 1; k < longest; k++) {
      int row = k * windows.count() + window;
      load(x.floats(), image, row, elements, n);
      lanes.take(elements, table, row, greatestElements, best, n);
    }
  }

  private void load(float[] from, int image, int row, float[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = from[image + table[row + i]];
    }
  }

  /** Copies the elements that the last run found, if it still has them. */
  boolean store(Storage to, int at, int n) {
    if (loop != null) {
      System.arraycopy(greatestElements, 0, to.floats(), at, n);
    }
    return loop != null;
  }

  private void loadKeys(int image, int row, int n) {
    switch (x.dtype()) {
      case FLOAT32 -> {
        float[] from = x.floats();
        for (int i = 0; i < n; i++) {
          keys[i] = key(from[image + table[row + i]]);
        }
      }
      case FLOAT64 -> {
        double[] from = x.doubles();
        for (int i = 0; i < n; i++) {
          keys[i] = key(from[image + table[row + i]]);
        }
      }
      case INT64 -> {
        long[] from = x.longs();
        for (int i = 0; i < n; i++) {
          keys[i] = from[image + table[row + i]];
        }
      }
      case BOOL -> throw new IllegalArgumentException("no pooling of " + x.dtype());
    }
  }

  private static long key(float value) {
    int bits = Float.floatToRawIntBits(value + 0f); // -0 is 0
    long key = bits ^ (bits >> 31 >>> 1);
    return (bits & Integer.MAX_VALUE) > 0x7f800000 ? NAN : key;
  }

  private static long key(double value) {
    long bits = Double.doubleToRawLongBits(value + 0.0);
    long key = bits ^ (bits >> 63 >>> 1);
    return (bits & Long.MAX_VALUE) > 0x7ff0000000000000L ? NAN : key;
  }
}
