package org.gradlang.op.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gradlang.kernel.Copies;
import org.gradlang.op.declare.Broadcasting;
import org.gradlang.op.declare.Elements;
import org.gradlang.op.shape.Expansion;
import org.gradlang.op.shape.Parts;
import org.gradlang.op.shape.Strides;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Room;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Which elements index tensors pick: for some dims the places, for all results; the other dims are
 * whole. A snapshot: later changes of the index tensors do not matter.
 */
final class IndexPlan {
  private final int[] source;
  private final int[] picked;
  private final int[] @Nullable [] places;
  private final boolean leading;
  private final int first;

  private IndexPlan(int[] source, int[] picked, int[] @Nullable [] places) {
    this.source = source;
    this.picked = picked;
    this.places = places;
    int start = -1;
    int end = -1;
    int count = 0;
    for (int d = 0; d < places.length; d++) {
      if (places[d] != null) {
        start = start < 0 ? d : start;
        end = d;
        count++;
      }
    }
    this.first = start;
    this.leading = count != end - start + 1;
  }

  /**
   * Makes the plan.
   *
   * @param layout of what is indexed
   * @param indices one for each dim from the first on; null for a whole dim; masks count for as
   *     many dims as they have
   */
  static IndexPlan of(Layout layout, List<? extends @Nullable Tensor> indices) {
    List<@Nullable Tensor> expanded = new ArrayList<>();
    for (Tensor index : indices) {
      if (index != null && index.dtype() == DType.BOOL) {
        addMask(layout, expanded, index);
      } else {
        expanded.add(index);
      }
    }
    if (expanded.size() > layout.dim()) {
      throw tooMany(expanded.size(), layout);
    }
    int[] picked = common(expanded);
    int[] @Nullable [] places = new int[layout.dim()][];
    for (int d = 0; d < expanded.size(); d++) {
      Tensor index = expanded.get(d);
      places[d] = index == null ? null : places(layout, d, index, picked);
    }
    return new IndexPlan(layout.sizes(), picked, places);
  }

  static GradError tooMany(int count, Layout layout) {
    return new GradError(
        ErrorKind.INDEX,
        "x[...]: there are "
            + count
            + " indices for a tensor of "
            + layout.dim()
            + (layout.dim() == 1 ? " dimension" : " dimensions"));
  }

  private static void addMask(Layout layout, List<@Nullable Tensor> expanded, Tensor mask) {
    int from = expanded.size();
    for (int d = 0; d < mask.dim(); d++) {
      if (from + d >= layout.dim() || mask.size(d) != layout.size(from + d)) {
        throw new GradError(
            ErrorKind.INDEX,
            "a mask of shape " + mask.layout() + " does not fit a tensor of shape " + layout);
      }
    }
    Tensor found = Searching.nonzero(mask);
    for (int d = 0; d < mask.dim(); d++) {
      expanded.add(new Tensor(found.storage(), Strides.select(found.layout(), 1, d)));
    }
  }

  private static int[] common(List<? extends @Nullable Tensor> indices) {
    Object[] present = indices.stream().filter(i -> i != null).toArray();
    int[] sizes = {};
    for (Object index : present) {
      int[] both = Broadcasting.sizes(sizes, ((Tensor) index).layout().sizes());
      if (both == null) {
        throw new GradError(
            ErrorKind.INDEX,
            "the shapes of the indices do not broadcast together: "
                + Arrays.toString(sizes)
                + " and "
                + ((Tensor) index).layout());
      }
      sizes = both;
    }
    return sizes;
  }

  private static int[] places(Layout layout, int dim, Tensor index, int[] picked) {
    int[] at = Copies.positions(Expansion.expanded("index", index.layout(), picked));
    int[] places = Room.ints(at.length);
    Context context = Context.current();
    for (int i = 0; i < at.length; i++) {
      context.reached(i);
      places[i] = Parts.place("index", layout, dim, Elements.whole(index.storage(), at[i]));
    }
    return places;
  }

  /** The sizes of what was indexed. */
  int[] source() {
    return source;
  }

  /** The sizes of what is picked. */
  int[] sizes() {
    List<Integer> sizes = new ArrayList<>();
    for (int d = 0; d < source.length; d++) {
      if (d == first && !leading) {
        Arrays.stream(picked).forEach(sizes::add);
      }
      if (places[d] == null) {
        sizes.add(source[d]);
      }
    }
    if (leading || first < 0) {
      sizes.addAll(0, Arrays.stream(picked).boxed().toList());
    }
    return sizes.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The picked elements, in their order. */
  Storage taken(Tensor x) {
    Layout layout = x.layout();
    int whole = layout.dim();
    int block = 1;
    while (whole > 0
        && places[whole - 1] == null
        && (layout.size(whole - 1) == 1 || layout.stride(whole - 1) == block)) {
      block *= layout.size(--whole);
    }
    return Copies.take(x.storage(), block == 0 ? new int[0] : positions(layout, whole), block);
  }

  /** Where in a storage with this layout the picked elements are, in their order. */
  int[] positions(Layout layout) {
    return positions(layout, layout.dim());
  }

  /** The same of the first element of all further dims, which nothing is picked of. */
  private int[] positions(Layout layout, int dims) {
    int[] middle = Room.ints(Layout.numelOf(picked));
    Context.current()
        .stretches(middle.length, (i, j) -> Arrays.fill(middle, i, j, layout.offset()));
    List<Integer> before = new ArrayList<>();
    List<Integer> after = new ArrayList<>();
    for (int d = 0; d < dims; d++) {
      int[] of = places[d];
      if (of == null) {
        (d < first && !leading ? before : after).add(d);
      } else {
        Context context = Context.current();
        for (int i = 0; i < middle.length; i++) {
          context.reached(i);
          middle[i] += of[i] * layout.stride(d);
        }
      }
    }
    return combined(offsets(layout, before), middle, offsets(layout, after));
  }

  private static int[] offsets(Layout layout, List<Integer> dims) {
    int[] sizes = dims.stream().mapToInt(layout::size).toArray();
    int[] strides = dims.stream().mapToInt(layout::stride).toArray();
    return Copies.positions(Layout.strided(sizes, strides, 0));
  }

  private static int[] combined(int[] before, int[] middle, int[] after) {
    int[] all = Room.ints(Layout.numelOf(new int[] {before.length, middle.length, after.length}));
    int at = 0;
    Context context = Context.current();
    for (int b : before) {
      for (int m : middle) {
        context.worked(after.length);
        for (int a : after) {
          all[at++] = b + m + a;
        }
      }
    }
    return all;
  }
}
