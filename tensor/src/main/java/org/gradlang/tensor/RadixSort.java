package org.gradlang.tensor;

import java.util.Arrays;

/**
 * A stable sort of numbers by their digits to the base of 256, the last one first (Knuth, The Art
 * of Computer Programming 3, 5.2.5). It takes as long for each element whatever the order is, as
 * there are no comparisons that a processor could guess wrongly. One instance sorts lines of one
 * length after the other.
 */
public final class RadixSort {
  private static final int BITS = 8;
  private static final int BASE = 1 << BITS;

  /** Up to here to count digits costs more than to compare elements. */
  private static final int SHORT = 64;

  private final int length;
  private final int[] order;
  private final Context context = Context.current();
  private int[] next = {};
  private long[] spare = {};
  private int[] spareOrder = {};

  /** For lines of this length. */
  public RadixSort(int length) {
    this.length = length;
    this.order = Room.ints(length);
  }

  /** The positions of keys in their order. The keys are lost. */
  public static int[] order(long[] keys, boolean descending) {
    return new RadixSort(keys.length).positions(keys, descending);
  }

  /**
   * The positions of keys in their order, equal ones in the order of the line: an array that the
   * next line is written to as well. The keys are lost.
   */
  public int[] positions(long[] keys, boolean descending) {
    long least = Long.MAX_VALUE;
    long greatest = Long.MIN_VALUE;
    for (int i = 0; i < length; i++) {
      context.reached(i);
      least = Math.min(least, keys[i]);
      greatest = Math.max(greatest, keys[i]);
    }
    long first = descending ? greatest : least;
    long range = greatest - least; // without a sign
    int digits = (Long.SIZE - Long.numberOfLeadingZeros(range) + BITS - 1) / BITS;
    boolean packs = range >>> 32 == 0 && length > SHORT;
    int up = packs ? 32 : 0;
    int placed = packs ? -1 : 0;
    for (int i = 0; i < length; i++) {
      context.reached(i);
      order[i] = i;
      long distance = descending ? first - keys[i] : keys[i] - first;
      keys[i] = distance << up | i & placed;
    }
    if (length <= SHORT) {
      insert(keys);
    } else if (packs) {
      sortPacked(keys, digits);
    } else {
      sortPairs(keys, digits);
    }
    return order;
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

  /** As {@link #key(float)}. */
  public static long key(double x) {
    // doubleToLongBits gives one NaN, above infinity; negative numbers count downwards
    long bits = Double.doubleToLongBits(x == 0 ? 0.0 : x);
    return bits >= 0 ? bits : Long.MIN_VALUE - bits - 1;
  }

  private void insert(long[] keys) {
    for (int i = 1; i < length; i++) {
      long key = keys[i];
      int j = i;
      while (j > 0 && Long.compareUnsigned(keys[j - 1], key) > 0) {
        keys[j] = keys[j - 1];
        order[j] = order[j - 1];
        j--;
      }
      keys[j] = key;
      order[j] = i;
    }
    context.worked(length);
  }

  /** Keys of 32 bits in front of their positions. */
  private void sortPacked(long[] keys, int digits) {
    long[] from = keys;
    long[] to = spare();
    for (int digit = 0; digit < digits; digit++) {
      int shift = 32 + digit * BITS;
      if (count(from, shift)) {
        long[] source = from;
        long[] target = to;
        context.stretches(length, (first, end) -> place(source, first, end, shift, next, target));
        from = target;
        to = source;
      }
    }
    for (int i = 0; i < length; i++) {
      context.reached(i);
      order[i] = (int) from[i];
    }
  }

  private static void place(long[] from, int first, int end, int shift, int[] next, long[] to) {
    for (int i = first; i < end; i++) {
      long key = from[i];
      int digit = (int) (key >>> shift) & BASE - 1;
      int at = next[digit];
      next[digit] = at + 1;
      to[at] = key;
    }
  }

  /** Longer keys, and their positions beside them. */
  private void sortPairs(long[] keys, int digits) {
    long[] from = keys;
    long[] to = spare();
    int[] positions = order;
    int[] moved = spareOrder();
    for (int digit = 0; digit < digits; digit++) {
      int shift = digit * BITS;
      if (count(from, shift)) {
        placePairs(from, positions, shift, to, moved);
        long[] written = to;
        to = from;
        from = written;
        int[] places = moved;
        moved = positions;
        positions = places;
      }
    }
    if (positions != order) {
      LargeArrays.copy(positions, 0, order, 0, length);
    }
  }

  private void placePairs(long[] from, int[] positions, int shift, long[] to, int[] moved) {
    context.stretches(
        length,
        (first, end) -> {
          for (int i = first; i < end; i++) {
            long key = from[i];
            int digit = (int) (key >>> shift) & BASE - 1;
            int at = next[digit];
            next[digit] = at + 1;
            to[at] = key;
            moved[at] = positions[i];
          }
        });
  }

  /** Finds where the keys of each digit begin; false if all have the same one. */
  private boolean count(long[] keys, int shift) {
    if (next.length == 0) {
      next = new int[BASE];
    }
    int[] counts = next;
    Arrays.fill(counts, 0);
    context.stretches(length, (first, end) -> count(keys, first, end, shift, counts));
    int start = 0;
    for (int digit = 0; digit < BASE; digit++) {
      int count = counts[digit];
      if (count == length) {
        return false;
      }
      counts[digit] = start;
      start += count;
    }
    return true;
  }

  private static void count(long[] keys, int first, int end, int shift, int[] counts) {
    for (int i = first; i < end; i++) {
      counts[(int) (keys[i] >>> shift) & BASE - 1]++;
    }
  }

  private long[] spare() {
    if (spare.length < length) {
      spare = Room.longs(length);
    }
    return spare;
  }

  private int[] spareOrder() {
    if (spareOrder.length < length) {
      spareOrder = Room.ints(length);
    }
    return spareOrder;
  }
}
