package org.gradlang.op.index;

import java.util.Arrays;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.LargeArrays;
import org.gradlang.tensor.RadixSort;
import org.gradlang.tensor.Room;

/**
 * The first of a line's elements in order, or one of a rank, without a sort of the whole line:
 * {@link RadixSort} would find the same positions, equal keys in the order of the line.
 */
final class LineSelect {
  /** So many are kept in order while the others go by. */
  private static final int FEW = 64;

  private final long[] keys;
  private final long[] spare;
  private final Context context = Context.current();
  private long random = 1;

  /** For lines of this length. */
  LineSelect(int length) {
    this.keys = Room.longs(length);
    this.spare = Room.longs(length);
  }

  /** The positions of the {@code count} least elements in order, or of the greatest ones, first. */
  int[] first(Lines lines, int line, int count, boolean descending) {
    if (count > FEW && count > keys.length / 2) {
      return RadixSort.order(lines.keys(line), descending);
    }
    read(lines, line);
    if (descending) {
      context.stretches(
          keys.length,
          (from, to) -> {
            for (int i = from; i < to; i++) {
              keys[i] = ~keys[i]; // the opposite order
            }
          });
    }
    return count <= FEW ? few(count) : many(count);
  }

  private void read(Lines lines, int line) {
    lines.keys(line, keys);
  }

  /** Each element that is before the last of those kept takes its place among them. */
  private int[] few(int count) {
    int[] order = new int[count];
    if (count == 0) {
      return order;
    }
    long[] kept = new long[count];
    for (int i = 0; i < count; i++) {
      insert(kept, order, i, i);
    }
    long last = kept[count - 1];
    for (int i = count; i < keys.length; i++) {
      context.reached(i);
      if (keys[i] < last) {
        insert(kept, order, count - 1, i);
        last = kept[count - 1];
      }
    }
    return order;
  }

  /** Puts an element among the first {@code held} of those kept, after the equal ones. */
  private void insert(long[] kept, int[] order, int held, int position) {
    long key = keys[position];
    int at = held;
    while (at > 0 && kept[at - 1] > key) {
      kept[at] = kept[at - 1];
      order[at] = order[at - 1];
      at--;
    }
    kept[at] = key;
    order[at] = position;
  }

  /** All before the element of the last rank, and as many equal to it as there is room for. */
  private int[] many(int count) {
    long last = ranked(count - 1);
    int equal = count - before(last);
    int[] positions = Room.ints(count);
    long[] found = Room.longs(count);
    for (int i = 0, used = 0; used < count; i++) {
      context.reached(i);
      if (keys[i] < last || keys[i] == last && equal-- > 0) {
        found[used] = keys[i];
        positions[used++] = i;
      }
    }
    int[] order = RadixSort.order(found, false);
    for (int i = 0; i < count; i++) {
      context.reached(i);
      order[i] = positions[order[i]];
    }
    return order;
  }

  /** The position of the element of this rank, 0 that of the least. */
  int ranked(Lines lines, int line, int rank) {
    read(lines, line);
    return position(rank);
  }

  /**
   * The position of the middle element, the lower of two. NaN stands last in the order, and is the
   * median wherever it occurs and counts.
   */
  int middle(Lines lines, int line, boolean ignoresNan) {
    read(lines, line);
    int nans = lines.dtype().isFloating() ? keys.length - before(lines.nanKey()) : 0;
    int numbers = keys.length - nans;
    return position(nans > 0 && (!ignoresNan || numbers == 0) ? numbers : (numbers - 1) / 2);
  }

  private int position(int rank) {
    long key = ranked(rank);
    int equal = rank - before(key);
    int i = 0;
    while (keys[i] != key || equal-- > 0) {
      context.reached(i);
      i++;
    }
    return i;
  }

  /** How many keys are less. */
  private int before(long key) {
    int count = 0;
    for (int i = 0; i < keys.length; i++) {
      context.reached(i);
      count += keys[i] < key ? 1 : 0;
    }
    return count;
  }

  /**
   * The key of this rank: quickselect (Hoare 1961). Which element parts the others does not matter
   * for what is found, and any order of the line could be the wrong one for a fixed choice.
   */
  private long ranked(int rank) {
    LargeArrays.copy(keys, 0, spare, 0, keys.length);
    int from = 0;
    int to = keys.length;
    while (to - from > FEW) {
      random = random * 6364136223846793005L + 1442695040888963407L; // Knuth's
      long pivot = spare[from + (int) ((random >>> 33) * (to - from) >>> 31)];
      int middle = part(from, to, pivot);
      if (rank >= middle) {
        from = middle;
      } else if (middle < to) {
        to = middle;
      } else { // nothing is greater
        middle = pivot == Long.MIN_VALUE ? from : part(from, to, pivot - 1);
        if (rank >= middle) {
          return pivot;
        }
        to = middle;
      }
    }
    Arrays.sort(spare, from, to);
    return spare[rank];
  }

  /** Those up to the bound first, without a branch: which are cannot be foreseen. */
  private int part(int from, int to, long bound) {
    int end = from;
    for (int i = from; i < to; i++) {
      context.reached(i);
      long key = spare[i];
      spare[i] = spare[end];
      spare[end] = key;
      end += key <= bound ? 1 : 0;
    }
    return end;
  }
}
