package org.gradlang.tensor;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A stable sort by keys that take 32 bits, as those of float32 do, and ints that are not too far
 * apart. Each key and its position are one number, so that the JVM's own sort does it, with SIMD
 * where the processor has it, and equal keys keep their order.
 */
public final class PackedSort {
  /** What the JVM's sort does at once; it cannot be stopped, and takes some milliseconds. */
  private static final int STRETCH = 1 << 18;

  private final long[] packed;
  private final Context context = Context.current();
  private long[] spare = {};

  private PackedSort(long[] packed) {
    this.packed = packed;
  }

  /**
   * The positions in the order of their keys; null where the keys take more.
   *
   * @param keys which are lost if there is an answer
   */
  public static int @Nullable [] positions(long[] keys, boolean descending) {
    if (!pack(keys, descending)) {
      return null;
    }
    new PackedSort(keys).sort(0, keys.length);
    int[] order = Room.ints(keys.length);
    Context context = Context.current();
    for (int i = 0; i < order.length; i++) {
      context.reached(i);
      order[i] = (int) keys[i];
    }
    return order;
  }

  private static boolean pack(long[] keys, boolean descending) {
    Context context = Context.current();
    long least = Long.MAX_VALUE;
    long greatest = Long.MIN_VALUE;
    for (int i = 0; i < keys.length; i++) {
      context.reached(i);
      least = Math.min(least, keys[i]);
      greatest = Math.max(greatest, keys[i]);
    }
    long range = greatest - least;
    if (range < 0 || range > 0xffff_ffffL) {
      return false;
    }
    for (int i = 0; i < keys.length; i++) {
      context.reached(i);
      long key = descending ? greatest - keys[i] : keys[i] - least;
      keys[i] = ((key + Integer.MIN_VALUE) << 32) | i;
    }
    return true;
  }

  /** A number in the order of floats: NaN is the greatest, and the zeros are equal. */
  public static int key(float x) {
    int bits = Float.floatToRawIntBits(x);
    int size = bits & 0x7fff_ffff;
    int sign = bits >> 31;
    // without branches, so that loops become SIMD: all bits are set if this is a NaN
    int nan = (0x7f80_0000 - size) >> 31;
    return (((size ^ sign) - sign) & ~nan) | (0x7fc0_0000 & nan);
  }

  private void sort(int from, int to) {
    if (to - from <= STRETCH) {
      Arrays.sort(packed, from, to);
      context.worked(to - from);
      return;
    }
    int middle = (from + to) >>> 1;
    sort(from, middle);
    sort(middle, to);
    if (packed[middle - 1] > packed[middle]) {
      merge(from, middle, to);
      context.worked(to - from);
    }
  }

  private void merge(int from, int middle, int to) {
    int count = middle - from;
    if (spare.length < count) {
      spare = Room.longs(packed.length - packed.length / 2);
    }
    LargeArrays.copy(packed, from, spare, 0, count);
    int left = 0;
    int right = middle;
    int k = from;
    for (; left < count && right < to; k++) {
      context.reached(k);
      long one = spare[left];
      long other = packed[right];
      int takesOther = other < one ? 1 : 0; // no branch: which one comes next cannot be foreseen
      packed[k] = Math.min(one, other);
      right += takesOther;
      left += 1 - takesOther;
    }
    LargeArrays.copy(spare, left, packed, k, count - left);
  }
}
