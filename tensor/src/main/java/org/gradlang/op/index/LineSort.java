package org.gradlang.op.index;

import org.gradlang.tensor.Context;
import org.gradlang.tensor.LargeArrays;
import org.gradlang.tensor.PackedSort;
import org.gradlang.tensor.Room;

/** A stable sort of one line: positions in the order of their keys. */
final class LineSort {
  private static final int SHORT = 8;

  private final long[] keys;
  private final boolean descending;
  private final int[] spare;
  private final Context context = Context.current();

  private LineSort(long[] keys, boolean descending) {
    this.keys = keys;
    this.descending = descending;
    this.spare = Room.ints(keys.length);
  }

  /** The positions of a line's elements in order. */
  static int[] positions(Lines lines, int line, boolean descending) {
    return ordered(lines.keys(line), descending);
  }

  /** The positions of keys, which may be lost, in order. */
  static int[] ordered(long[] keys, boolean descending) {
    int[] packed = PackedSort.positions(keys, descending);
    return packed != null ? packed : positions(keys, descending);
  }

  static int[] positions(long[] keys, boolean descending) {
    int[] order = Room.ints(keys.length);
    Context context = Context.current();
    for (int i = 0; i < order.length; i++) {
      context.reached(i);
      order[i] = i;
    }
    new LineSort(keys, descending).sort(order, 0, order.length);
    return order;
  }

  private boolean isAfter(int a, int b) {
    return descending ? keys[a] < keys[b] : keys[a] > keys[b];
  }

  private void sort(int[] order, int from, int to) {
    if (to - from <= SHORT) {
      insert(order, from, to);
      context.worked(to - from);
      return;
    }
    int middle = (from + to) >>> 1;
    sort(order, from, middle);
    sort(order, middle, to);
    if (isAfter(order[middle - 1], order[middle])) {
      merge(order, from, middle, to);
      context.worked(to - from);
    }
  }

  private void insert(int[] order, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      int moving = order[i];
      int j = i;
      while (j > from && isAfter(order[j - 1], moving)) {
        order[j] = order[j - 1];
        j--;
      }
      order[j] = moving;
    }
  }

  private void merge(int[] order, int from, int middle, int to) {
    LargeArrays.copy(order, from, spare, from, middle - from);
    int left = from;
    int right = middle;
    for (int k = from; k < to && left < middle; k++) {
      context.reached(k);
      if (right < to && isAfter(spare[left], order[right])) {
        order[k] = order[right++];
      } else {
        order[k] = spare[left++];
      }
    }
  }
}
