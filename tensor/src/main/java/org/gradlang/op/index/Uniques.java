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
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Room;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;

/** Different elements, or different parts along a dim. */
final class Uniques {
  /** A number as an object, and where it stands in a list. */
  private static final long BOXED = 20;

  private final long[][] parts;
  private final Integer[] order;
  private final long[] inverse;
  private final List<Integer> firsts = new ArrayList<>();
  private final List<Long> counts = new ArrayList<>();

  private Uniques(long[][] parts, boolean consecutive) {
    this.parts = parts;
    Room.ask(BOXED * parts.length);
    this.order = new Integer[parts.length];
    this.inverse = Room.longsToStore(parts.length);
    Context context = Context.current();
    for (int i = 0; i < order.length; i++) {
      context.reached(i);
      order[i] = i;
    }
    if (!consecutive) {
      Arrays.sort(
          order,
          (a, b) -> {
            context.worked(parts[a].length);
            return Arrays.compare(parts[a], parts[b]);
          });
    }
    group();
  }

  private void group() {
    Context context = Context.current();
    for (int i = 0; i < order.length; i++) {
      context.reached(i);
      if (i == 0 || !Arrays.equals(parts[order[i]], parts[order[i - 1]])) {
        firsts.add(order[i]);
        counts.add(0L);
      }
      int group = firsts.size() - 1;
      inverse[order[i]] = group;
      counts.set(group, counts.get(group) + 1);
    }
  }

  static Object of(Bound a, boolean consecutive) {
    Tensor given = a.tensor("input").detach();
    boolean flat = !a.has("dim");
    Tensor x = flat ? given.reshape(-1) : given;
    int dim = flat ? 0 : Dims.existing("unique", x.layout(), a.integer("dim"));
    Uniques found = new Uniques(parts(x, dim), consecutive);
    long[] places = found.firsts.stream().mapToLong(Integer::longValue).toArray();
    Tensor values = Gathering.indexSelect(x, dim, Fresh.of(Storage.of(places), places.length));
    List<Object> results = new ArrayList<>(List.of(values));
    if (a.flag("return_inverse")) {
      int[] sizes = flat ? given.layout().sizes() : new int[] {found.inverse.length};
      results.add(Fresh.of(Storage.of(found.inverse), sizes));
    }
    if (a.flag("return_counts")) {
      long[] counts = found.counts.stream().mapToLong(Long::longValue).toArray();
      results.add(Fresh.of(Storage.of(counts), counts.length));
    }
    return results.size() == 1 ? values : Results.of(results.toArray());
  }

  /** Each part's elements as ordered numbers. */
  private static long[][] parts(Tensor x, int dim) {
    int size = x.size(dim);
    long[][] parts = new long[size][];
    for (int i = 0; i < size; i++) {
      Layout part = Strides.select(x.layout(), dim, i);
      int[] at = Copies.positions(part);
      parts[i] = Room.longs(at.length);
      Context context = Context.current();
      for (int k = 0; k < at.length; k++) {
        context.reached(k);
        parts[i][k] =
            x.dtype().isFloating()
                ? Lines.key(Elements.real(x.storage(), at[k]))
                : Elements.whole(x.storage(), at[k]);
      }
    }
    return parts;
  }
}
