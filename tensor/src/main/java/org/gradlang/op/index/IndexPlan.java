package org.gradlang.op.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gradlang.kernel.Copies;
import org.gradlang.kernel.Moves;
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

  /** The numbers of the picked elements, where one mask of all dims is what picks. */
  private final int @Nullable [] flat;

  private IndexPlan(int[] source, int[] picked, int[] @Nullable [] places, int @Nullable [] flat) {
    this.flat = flat;
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
    @Nullable Tensor mask = indices.size() == 1 ? indices.get(0) : null;
    if (mask != null
        && mask.dtype() == DType.BOOL
        && mask.dim() > 0
        && mask.layout().sameSizes(layout)) {
      int[] flat = Gathering.chosen(mask);
      return new IndexPlan(layout.sizes(), new int[] {flat.length}, new int[layout.dim()][0], flat);
    }
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
    return new IndexPlan(layout.sizes(), picked, places, null);
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
    int[] sizes = {};
    for (@Nullable Tensor index : indices) {
      int[] both = index == null ? sizes : Broadcasting.sizes(sizes, index.layout().sizes());
      if (both == null) {
        throw new GradError(
            ErrorKind.INDEX,
            "the shapes of the indices do not broadcast together: "
                + Arrays.toString(sizes)
                + " and "
                + index.layout());
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
    int[] sizes = leading || first < 0 ? picked : new int[0];
    for (int d = 0; d < source.length; d++) {
      if (d == first && !leading) {
        for (int size : picked) {
          sizes = Strides.with(sizes, sizes.length, size);
        }
      }
      if (places[d] == null) {
        sizes = Strides.with(sizes, sizes.length, source[d]);
      }
    }
    return sizes == picked ? picked.clone() : sizes;
  }

  /** The picked elements, in their order. */
  Storage taken(Tensor x) {
    Block block = Block.of(x.layout(), places);
    if (block.size == 1 && flat == null && block.dims - 1 == first && !leading) {
      int[] lines = offsets(x.layout(), block, true);
      return Copies.take(x.storage(), lines, middle(x.layout(), block));
    }
    return Copies.take(x.storage(), positions(x.layout(), block), block.size);
  }

  /** Writes row-major elements over the picked ones, or adds them, in their order. */
  void put(Storage from, Tensor x, boolean add) {
    Block block = Block.of(x.layout(), places);
    if (block.size > 0) {
      Moves.put(from, 0, x.storage(), 0, positions(x.layout(), block), block.size, add);
    }
  }

  /** The last dims, which nothing is picked of: their elements lie side by side. */
  private record Block(int dims, int size) {
    static Block of(Layout layout, int[] @Nullable [] places) {
      int dims = layout.dim();
      int size = 1;
      while (dims > 0
          && places[dims - 1] == null
          && (layout.size(dims - 1) == 1 || layout.stride(dims - 1) == size)) {
        size *= layout.size(--dims);
      }
      return new Block(dims, size);
    }
  }

  /** Where in a storage with this layout the picked blocks begin, in their order. */
  private int[] positions(Layout layout, Block block) {
    if (block.size == 0) {
      return new int[0];
    }
    return flat != null
        ? flat(layout, flat)
        : combined(
            offsets(layout, block, true), middle(layout, block), offsets(layout, block, false));
  }

  /** What the indices add to the place of an element. */
  private int[] middle(Layout layout, Block block) {
    int[] middle = Room.ints(Layout.numelOf(picked));
    Context context = Context.current();
    context.stretches(middle.length, (i, j) -> Arrays.fill(middle, i, j, layout.offset()));
    for (int d = 0; d < block.dims; d++) {
      int[] of = places[d];
      for (int i = 0; of != null && i < middle.length; i++) {
        context.reached(i);
        middle[i] += of[i] * layout.stride(d);
      }
    }
    return middle;
  }

  /** What whole dims before those that are picked of, or behind them, add. */
  private int[] offsets(Layout layout, Block block, boolean before) {
    int[] sizes = {};
    int[] strides = {};
    for (int d = 0; d < block.dims; d++) {
      if (places[d] == null && before == (d < first && !leading)) {
        sizes = Strides.with(sizes, sizes.length, layout.size(d));
        strides = Strides.with(strides, strides.length, layout.stride(d));
      }
    }
    return Copies.positions(Layout.strided(sizes, strides, 0));
  }

  /** Where elements of these numbers, counted in row-major order, are in a storage. */
  static int[] flat(Layout layout, int[] numbers) {
    if (layout.isContiguous() && layout.offset() == 0) {
      return numbers;
    }
    int[] all = Copies.positions(layout);
    int[] positions = Room.ints(numbers.length);
    Context context = Context.current();
    for (int i = 0; i < positions.length; i++) {
      context.reached(i);
      positions[i] = all[numbers[i]];
    }
    return positions;
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
