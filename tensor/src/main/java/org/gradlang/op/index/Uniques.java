package org.gradlang.op.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gradlang.kernel.Copies;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Dims;
import org.gradlang.op.declare.Elements;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.shape.Strides;
import org.gradlang.op.signature.Results;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.LargeArrays;
import org.gradlang.tensor.RadixSort;
import org.gradlang.tensor.Room;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Different elements, or different parts along a dim. As in PyTorch, no NaN is the same as another.
 */
final class Uniques {
  /** A number as an object, and where it stands in a list. */
  private static final long BOXED = 20;

  /** The elements of each part as ordered numbers, part by part. */
  private final long[] keys;

  private final int width;

  /** The key of NaN where there is one. */
  private final @Nullable Long nan;

  /** The parts, equal ones side by side. */
  private final int[] order;

  /** Where in this order each group of equal ones begins. */
  private final int[] starts;

  private final int groups;

  private Uniques(Tensor x, int dim, boolean consecutive) {
    int size = x.size(dim);
    if (x.dim() == 1) {
      Lines lines = Lines.of(x, 0);
      this.keys = lines.keys(0);
      this.nan = x.dtype().isFloating() ? lines.nanKey() : null;
    } else {
      this.keys = keys(x, dim);
      this.nan = x.dtype().isFloating() ? RadixSort.key(Double.NaN) : null;
    }
    this.width = size == 0 ? 0 : keys.length / size;
    this.order = order(size, consecutive);
    this.starts = Room.ints(size);
    this.groups = group();
  }

  private int[] order(int size, boolean consecutive) {
    if (width == 1 && !consecutive) {
      long[] lost = Room.longs(size);
      LargeArrays.copy(keys, 0, lost, 0, size);
      return RadixSort.order(lost, false);
    }
    int[] positions = Room.ints(size);
    Context context = Context.current();
    for (int i = 0; i < size; i++) {
      context.reached(i);
      positions[i] = i;
    }
    return consecutive ? positions : sorted(positions);
  }

  /** Parts of several elements, one element after the other. */
  private int[] sorted(int[] positions) {
    Context context = Context.current();
    Room.ask(BOXED * positions.length);
    Integer[] order = new Integer[positions.length];
    for (int i = 0; i < order.length; i++) {
      context.reached(i);
      order[i] = i;
    }
    Arrays.sort(
        order,
        (a, b) -> {
          context.worked(width);
          return Arrays.compare(keys, a * width, (a + 1) * width, keys, b * width, (b + 1) * width);
        });
    for (int i = 0; i < order.length; i++) {
      context.reached(i);
      positions[i] = order[i];
    }
    return positions;
  }

  private int group() {
    Context context = Context.current();
    int found = 0;
    for (int i = 0; i < order.length; i++) {
      context.worked(width);
      if (i == 0 || !isSame(order[i], order[i - 1])) {
        starts[found++] = i;
      }
    }
    return found;
  }

  /** The first part of each group. */
  private long[] firsts() {
    long[] firsts = Room.longsToStore(groups);
    Context context = Context.current();
    for (int group = 0; group < groups; group++) {
      context.reached(group);
      firsts[group] = order[starts[group]];
    }
    return firsts;
  }

  private long[] counts() {
    long[] counts = Room.longsToStore(groups);
    Context context = Context.current();
    for (int group = 0; group < groups; group++) {
      context.reached(group);
      counts[group] = (long) end(group) - starts[group];
    }
    return counts;
  }

  /** The group of each part. */
  private long[] inverse() {
    long[] inverse = Room.longsToStore(order.length);
    Context context = Context.current();
    for (int group = 0; group < groups; group++) {
      int end = end(group);
      for (int i = starts[group]; i < end; i++) {
        context.reached(i);
        inverse[order[i]] = group;
      }
    }
    return inverse;
  }

  private int end(int group) {
    return group + 1 < groups ? starts[group + 1] : order.length;
  }

  private boolean isSame(int a, int b) {
    for (int i = 0; i < width; i++) {
      long key = keys[a * width + i];
      if (key != keys[b * width + i] || nan != null && key == nan) {
        return false;
      }
    }
    return true;
  }

  static Object of(Bound a, boolean consecutive) {
    Tensor given = a.tensor("input").detach();
    boolean flat = !a.has("dim");
    Tensor x = flat ? given.reshape(-1) : given;
    int dim = flat ? 0 : Dims.existing("unique", x.layout(), a.integer("dim"));
    Uniques found = new Uniques(x, dim, consecutive);
    long[] places = found.firsts();
    Tensor values = Gathering.indexSelect(x, dim, Fresh.of(Storage.of(places), places.length));
    List<Object> results = new ArrayList<>(List.of(values));
    if (a.flag("return_inverse")) {
      int[] sizes = flat ? given.layout().sizes() : new int[] {found.order.length};
      results.add(Fresh.of(Storage.of(found.inverse()), sizes));
    }
    if (a.flag("return_counts")) {
      long[] counts = found.counts();
      results.add(Fresh.of(Storage.of(counts), counts.length));
    }
    return results.size() == 1 ? values : Results.of(results.toArray());
  }

  private static long[] keys(Tensor x, int dim) {
    int[] dims = new int[x.dim()];
    for (int d = 0; d < dims.length; d++) {
      dims[d] = d == 0 ? dim : d <= dim ? d - 1 : d;
    }
    int[] at = Copies.positions(Strides.permute(x.layout(), dims));
    long[] keys = Room.longs(at.length);
    boolean floating = x.dtype().isFloating();
    Context context = Context.current();
    for (int i = 0; i < at.length; i++) {
      context.reached(i);
      keys[i] =
          floating
              ? RadixSort.key(Elements.real(x.storage(), at[i]))
              : Elements.whole(x.storage(), at[i]);
    }
    return keys;
  }
}
