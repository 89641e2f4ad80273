package org.gradlang.value;

import org.gradlang.tensor.Context;
import org.gradlang.tensor.LargeArrays;
import org.gradlang.tensor.RadixSort;
import org.jspecify.annotations.Nullable;

/** Stable sorting by {@code <} alone, so that values whose order contradicts itself do no harm. */
public final class Sorting {
  private final Object[] keys;
  private final boolean reverse;
  private final Context context = Context.current();

  private Sorting(Object[] keys, boolean reverse) {
    this.keys = keys;
    this.reverse = reverse;
  }

  /** Sorts a list in place, by what {@code key} gives for each element where there is one. */
  public static void sort(ListValue list, @Nullable Callable key, boolean reverse) {
    Object[] values = list.toArray();
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
    long[] numbers = numbers(keys);
    if (numbers != null) {
      return RadixSort.order(numbers, reverse);
    }
    int[] order = LargeArrays.ints(keys.length);
    for (int i = 0; i < order.length; i++) {
      context.reached(i);
      order[i] = i;
    }
    sort(order, LargeArrays.copyOf(order, order.length), 0, order.length);
    return order;
  }

  /** Numbers in the order of the keys, if these are all ints, or all floats without a nan. */
  private static long @Nullable [] numbers(Object[] keys) {
    Context context = Context.current();
    boolean floats = keys.length > 0 && keys[0] instanceof Double;
    long[] numbers = LargeArrays.longs(keys.length);
    for (int i = 0; i < numbers.length; i++) {
      context.reached(i);
      if (floats && keys[i] instanceof Double x && !x.isNaN()) {
        numbers[i] = RadixSort.key(x.doubleValue());
      } else if (!floats && keys[i] instanceof Long n) {
        numbers[i] = n;
      } else {
        return null;
      }
    }
    return numbers;
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
    return reverse ? Ordering.less(keys[b], keys[a]) : Ordering.less(keys[a], keys[b]);
  }
}
