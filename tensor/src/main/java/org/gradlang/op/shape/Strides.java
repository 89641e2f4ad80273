package org.gradlang.op.shape;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.gradlang.tensor.Layout;
import org.jspecify.annotations.Nullable;

/** Layouts of views: the arithmetic of sizes, strides and offsets. Dims are from 0 and checked. */
public final class Strides {
  private Strides() {}

  public static Layout select(Layout layout, int dim, int index) {
    return Layout.strided(
        without(layout.sizes(), dim),
        without(layout.strides(), dim),
        layout.offset() + index * layout.stride(dim));
  }

  /** Every {@code step}-th of the places from {@code start}, {@code count} of them. */
  public static Layout slice(Layout layout, int dim, int start, int count, int step) {
    int[] sizes = layout.sizes().clone();
    int[] strides = layout.strides().clone();
    sizes[dim] = count;
    strides[dim] *= step;
    return Layout.strided(sizes, strides, layout.offset() + start * layout.stride(dim));
  }

  public static Layout permute(Layout layout, int[] order) {
    return Layout.strided(
        picked(layout.sizes(), order), picked(layout.strides(), order), layout.offset());
  }

  public static Layout transpose(Layout layout, int a, int b) {
    if (layout.dim() == 0) {
      return layout;
    }
    return Layout.strided(
        swapped(layout.sizes(), a, b), swapped(layout.strides(), a, b), layout.offset());
  }

  static Layout unsqueeze(Layout layout, int dim) {
    int stride = dim < layout.dim() ? layout.size(dim) * layout.stride(dim) : 1;
    return Layout.strided(
        with(layout.sizes(), dim, 1), with(layout.strides(), dim, stride), layout.offset());
  }

  /** Without the dims of the set that have size 1. */
  static Layout squeeze(Layout layout, boolean[] set) {
    int[] kept =
        IntStream.range(0, layout.dim()).filter(d -> !set[d] || layout.size(d) != 1).toArray();
    return permute(layout, kept);
  }

  /** Repeats dims of size 1, and adds dims in front; the sizes fit. */
  public static Layout expand(Layout layout, int[] sizes) {
    int lead = sizes.length - layout.dim();
    int[] strides = new int[sizes.length];
    for (int d = lead; d < sizes.length; d++) {
      boolean repeated = layout.size(d - lead) == 1 && sizes[d] != 1;
      strides[d] = repeated ? 0 : layout.stride(d - lead);
    }
    return Layout.strided(sizes, strides, layout.offset());
  }

  /** The diagonals of two dims, as a last dim. */
  public static Layout diagonal(Layout layout, int offset, int dim1, int dim2) {
    int rows = layout.size(dim1);
    int columns = layout.size(dim2);
    int count =
        Math.max(
            0, offset >= 0 ? Math.min(rows, columns - offset) : Math.min(rows + offset, columns));
    int start = offset >= 0 ? offset * layout.stride(dim2) : -offset * layout.stride(dim1);
    int[] others = IntStream.range(0, layout.dim()).filter(d -> d != dim1 && d != dim2).toArray();
    int last = others.length;
    return Layout.strided(
        with(picked(layout.sizes(), others), last, count),
        with(picked(layout.strides(), others), last, layout.stride(dim1) + layout.stride(dim2)),
        layout.offset() + (count == 0 ? 0 : start));
  }

  /** Windows of {@code size} elements every {@code step} along a dim, as a last dim. */
  static Layout unfold(Layout layout, int dim, int size, int step) {
    if (layout.dim() == 0) {
      return Layout.strided(new int[] {size}, new int[] {1}, layout.offset());
    }
    int[] sizes = layout.sizes().clone();
    int[] strides = layout.strides().clone();
    sizes[dim] = (layout.size(dim) - size) / step + 1;
    strides[dim] *= step;
    int last = sizes.length;
    return Layout.strided(
        with(sizes, last, size), with(strides, last, layout.stride(dim)), layout.offset());
  }

  /** The same elements in other sizes, or null where that takes a copy. */
  static @Nullable Layout view(Layout layout, int[] sizes) {
    if (layout.isContiguous()) {
      return Layout.strided(sizes, Layout.denseStrides(sizes), layout.offset());
    }
    int[] strides = new int[sizes.length];
    int at = sizes.length - 1;
    int last = layout.dim() - 1;
    int inChunk = 1;
    int inView = 1;
    int stride = layout.dim() == 0 ? 1 : layout.stride(last);
    for (int d = last; d >= 0; d--) {
      inChunk *= layout.size(d);
      boolean ends = d == 0 || layout.size(d - 1) != 1 && layout.stride(d - 1) != inChunk * stride;
      if (ends) {
        while (at >= 0 && (inView < inChunk || sizes[at] == 1)) {
          strides[at] = inView * stride;
          inView *= sizes[at--];
        }
        if (inView != inChunk) {
          return null;
        }
        if (d > 0) {
          stride = layout.stride(d - 1);
          inChunk = 1;
          inView = 1;
        }
      }
    }
    return at == -1 ? Layout.strided(sizes, strides, layout.offset()) : null;
  }

  /** Whether two elements could share a place; true for some layouts where none do. */
  public static boolean mayOverlap(Layout layout) {
    if (layout.isContiguous()) {
      return false;
    }
    Integer[] order =
        IntStream.range(0, layout.dim())
            .filter(d -> layout.size(d) > 1)
            .boxed()
            .toArray(Integer[]::new);
    Arrays.sort(order, (a, b) -> Integer.compare(layout.stride(a), layout.stride(b)));
    int extent = 0;
    for (int d : order) {
      if (layout.stride(d) <= extent) {
        return true;
      }
      extent += (layout.size(d) - 1) * layout.stride(d);
    }
    return false;
  }

  /** One more than the last place that the layout reaches. */
  public static int end(Layout layout) {
    long end = layout.offset() + 1L;
    for (int d = 0; d < layout.dim(); d++) {
      end += Math.max(0, layout.size(d) - 1L) * layout.stride(d);
    }
    return (int) Math.min(end, Integer.MAX_VALUE);
  }

  public static int[] without(int[] values, int dim) {
    int[] rest = new int[values.length - 1];
    System.arraycopy(values, 0, rest, 0, dim);
    System.arraycopy(values, dim + 1, rest, dim, rest.length - dim);
    return rest;
  }

  public static int[] with(int[] values, int dim, int value) {
    int[] more = new int[values.length + 1];
    System.arraycopy(values, 0, more, 0, dim);
    more[dim] = value;
    System.arraycopy(values, dim, more, dim + 1, values.length - dim);
    return more;
  }

  private static int[] picked(int[] values, int[] order) {
    int[] chosen = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      chosen[i] = values[order[i]];
    }
    return chosen;
  }

  private static int[] swapped(int[] values, int a, int b) {
    int[] turned = values.clone();
    turned[a] = values[b];
    turned[b] = values[a];
    return turned;
  }
}
