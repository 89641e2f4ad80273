package org.gradlang.value;

import java.util.Arrays;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.LargeArrays;
import org.gradlang.tensor.PackedSort;
import org.jspecify.annotations.Nullable;

/** Stable sorting by {@code <} alone, so that values whose order contradicts itself do no harm. */
public final class Sorting {
  /** Ints from which on sorting them takes long. */
  private static final int LONG = 1 << 18;

  private final Object[] keys;

  /** The keys, where all are ints. */
  private final long @Nullable [] ints;

  private final boolean reverse;
  private final Context context = Context.current();

  private Sorting(Object[] keys, boolean reverse) {
    this.keys = keys;
    this.ints = allInts(keys) ? ints(keys) : null;
    this.reverse = reverse;
  }

  /** Sorts a list in place, by what {@code key} gives for each element where there is one. */
  public static void sort(ListValue list, @Nullable Callable key, boolean reverse) {
    Object[] values = list.toArray();
    if (key == null && !reverse && allInts(values)) {
      list.replaceAll(sortedInts(values));
      return;
    }
    Object[] keys = key == null ? values : keys(values, key);
    int[] order = new Sorting(keys, reverse).order();
    Context context = Context.current();
    Object[] sorted = LargeArrays.references(order.length);
    for (int i = 0; i < order.length; i++) {
      context.reached(i);
      sorted[i] = values[order[i]];
    }
    list.replaceAll(sorted);
  }

  private int[] order() {
    int[] packed = ints == null ? null : PackedSort.positions(ints, reverse);
    if (packed != null) {
      return packed;
    }
    int[] order = LargeArrays.ints(keys.length);
    for (int i = 0; i < order.length; i++) {
      context.reached(i);
      order[i] = i;
    }
    sort(order, LargeArrays.copyOf(order, order.length), 0, order.length);
    return order;
  }

  private static Object[] sortedInts(Object[] values) {
    Context context = Context.current();
    long[] ints = ints(values);
    if (ints.length < LONG) {
      Arrays.sort(ints);
    } else {
      context.aside(() -> {
        Arrays.sort(ints);
        return ints;
      });
    }
    for (int i = 0; i < ints.length; i++) {
      context.reached(i);
      values[i] = ints[i];
    }
    return values;
  }

  private static long[] ints(Object[] values) {
    Context context = Context.current();
    long[] ints = LargeArrays.longs(values.length);
    for (int i = 0; i < ints.length; i++) {
      context.reached(i);
      ints[i] = (Long) values[i];
    }
    return ints;
  }

  private static boolean allInts(Object[] values) {
    Context context = Context.current();
    for (int i = 0; i < values.length; i++) {
      context.reached(i);
      if (!(values[i] instanceof Long)) {
        return false;
      }
    }
    return true;
  }

  private static Object[] keys(Object[] values, Callable key) {
    Object[] keys = LargeArrays.references(values.length);
    for (int i = 0; i < keys.length; i++) {
      keys[i] = key.call(Arguments.of(values[i]));
    }
    return keys;
  }

  /** Merges the two sorted halves of {@code source} into {@code target}; both begin alike. */
  private void sort(int[] target, int[] source, int from, int to) {
    if (to - from < 2) {
      return;
    }
    int middle = (from + to) >>> 1;
    sort(source, target, from, middle);
    sort(source, target, middle, to);
    if (!before(source[middle], source[middle - 1])) {
      context.worked(to - from);
      System.arraycopy(source, from, target, from, to - from); // in order as they are
      return;
    }
    int left = from;
    int right = middle;
    for (int i = from; i < to; i++) {
      context.worked(1);
      boolean takeRight = left == middle || (right < to && before(source[right], source[left]));
      target[i] = takeRight ? source[right++] : source[left++];
    }
  }

  /** Whether one element must come before another; never for equal ones. */
  private boolean before(int a, int b) {
    if (ints != null) {
      return reverse ? ints[b] < ints[a] : ints[a] < ints[b];
    }
    return reverse ? Ordering.less(keys[b], keys[a]) : Ordering.less(keys[a], keys[b]);
  }
}
