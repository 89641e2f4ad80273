package org.gradlang.op.shape;

import java.util.Arrays;
import java.util.List;
import org.gradlang.op.Operations;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Broadcasting;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.signature.Results;
import org.gradlang.op.signature.TypeNames;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Tables of coordinates, products and combinations of vectors. */
public final class Grids {
  private Grids() {}

  public static void declare(Family family) {
    family
        .op(
            "meshgrid",
            "Vectors expanded to the grid of all their combinations; indexing \"xy\" exchanges the"
                + " first two dims.")
        .functionOnly()
        .samples("meshgrid(randn(2), randn(3), indexing=\"ij\")")
        .way(
            Composite.of(
                "meshgrid(*tensors: tensors, *, indexing: str? = None)",
                a -> {
                  String indexing = a.has("indexing") ? a.text("indexing") : "ij";
                  return Results.of((Object[]) grid(a.tensors("tensors"), indexing));
                }));
    family
        .op("cartesian_prod", "All combinations of one element of each vector, as rows.")
        .functionOnly()
        .samples("cartesian_prod(randn(2), randn(3))")
        .way(Composite.of("cartesian_prod(*tensors: tensors)", Grids::product));
    family
        .op("combinations", "All combinations of r elements of a vector, as rows.")
        .samples("combinations(randn(4))", "combinations(randn(3), 2, True)")
        .way(
            Composite.of(
                "combinations(input: tensor, r: int = 2, with_replacement: bool = False)",
                Grids::combinations));
    family
        .op("broadcast_shapes", "The shape that tensors of these shapes broadcast to.")
        .functionOnly()
        .samples("broadcast_shapes((2, 1), (3,))")
        .way(Composite.of("broadcast_shapes(*shapes: any)", Grids::shapes).notDifferentiable());
  }

  private static Tensor[] grid(Tensor[] given, String indexing) {
    if (!indexing.equals("ij") && !indexing.equals("xy")) {
      throw new GradError(
          ErrorKind.VALUE, "meshgrid(): indexing is \"ij\" or \"xy\", not \"" + indexing + "\"");
    }
    boolean exchanges = indexing.equals("xy") && given.length > 1;
    Tensor[] tensors = exchanged(given, exchanges);
    int[] sizes = new int[tensors.length];
    for (int i = 0; i < sizes.length; i++) {
      require(tensors[0], tensors[i]);
      sizes[i] = tensors[i].numel();
    }
    Tensor[] grids = new Tensor[tensors.length];
    for (int i = 0; i < grids.length; i++) {
      int[] own = new int[sizes.length];
      Arrays.fill(own, 1);
      own[i] = sizes[i];
      grids[i] = tensors[i].view(own).expand(sizes);
    }
    return exchanged(grids, exchanges);
  }

  private static Tensor[] exchanged(Tensor[] tensors, boolean exchanges) {
    if (!exchanges) {
      return tensors;
    }
    Tensor[] other = tensors.clone();
    other[0] = tensors[1];
    other[1] = tensors[0];
    return other;
  }

  private static void require(Tensor first, Tensor vector) {
    if (vector.dim() > 1) {
      throw new GradError(
          ErrorKind.SHAPE, "meshgrid() needs vectors or numbers, not shape " + vector.layout());
    }
    if (vector.dtype() != first.dtype()) {
      throw new GradError(
          ErrorKind.TYPE,
          "meshgrid() needs tensors of one dtype, not " + first.dtype() + " and " + vector.dtype());
    }
  }

  private static Tensor product(Bound a) {
    Tensor[] tensors = a.tensors("tensors");
    for (Tensor tensor : tensors) {
      if (tensor.dim() != 1) {
        throw new GradError(
            ErrorKind.SHAPE, "cartesian_prod() needs vectors, not shape " + tensor.layout());
      }
    }
    if (tensors.length == 1) {
      return tensors[0];
    }
    Tensor[] columns =
        Arrays.stream(grid(tensors, "ij")).map(t -> t.reshape(-1)).toArray(Tensor[]::new);
    return Joining.stack(columns, 1);
  }

  private static Tensor combinations(Bound a) {
    Tensor x = a.tensor("input");
    int count = a.integer("r");
    if (x.dim() != 1 || count < 0) {
      throw new GradError(
          ErrorKind.SHAPE,
          "combinations() takes r from 0 on elements of a vector, not "
              + count
              + " of shape "
              + x.layout());
    }
    if (count == 0) {
      return Fresh.zeros(Context.current(), Layout.contiguous(0), x.dtype());
    }
    Tensor[] copies = new Tensor[count];
    Arrays.fill(copies, x);
    Tensor rising = rising(x.numel(), count, a.flag("with_replacement"));
    Tensor[] columns = grid(copies, "ij");
    for (int i = 0; i < count; i++) {
      columns[i] = Operations.tensor("masked_select", columns[i], rising);
    }
    return Joining.stack(columns, 1);
  }

  /** Where the indices of a grid rise from dim to dim: each combination once. */
  private static Tensor rising(int size, int count, boolean repeats) {
    Tensor[] places = new Tensor[count];
    Arrays.fill(places, Operations.tensor("arange", (long) size));
    Tensor[] indices = grid(places, "ij");
    Tensor all = Fresh.filled(Context.current(), indices[0].layout(), DType.BOOL, true);
    for (int i = 1; i < count; i++) {
      Tensor pair = repeats ? indices[i - 1].le(indices[i]) : indices[i - 1].lt(indices[i]);
      all = Operations.tensor("logical_and", all, pair);
    }
    return all;
  }

  private static int[] shapes(Bound a) {
    int[] common = {};
    List<?> given = a.required("shapes") instanceof List<?> list ? list : List.of("");
    for (Object shape : given) {
      int[] sizes = sizes(shape);
      int @Nullable [] joint = sizes == null ? null : Broadcasting.sizes(common, sizes);
      if (joint == null) {
        throw new GradError(
            ErrorKind.SHAPE,
            "broadcast_shapes(): "
                + (sizes == null ? TypeNames.described(shape) + " that is no shape" : shape)
                + " does not broadcast together with "
                + Arrays.toString(common));
      }
      common = joint;
    }
    return common;
  }

  private static int @Nullable [] sizes(Object shape) {
    if (shape instanceof Long size) {
      return size < 0 || size > Integer.MAX_VALUE ? null : new int[] {Math.toIntExact(size)};
    }
    return shape instanceof List<?> list
            && list.stream()
                .allMatch(s -> s instanceof Long size && size >= 0 && size <= Integer.MAX_VALUE)
        ? list.stream().mapToInt(s -> Math.toIntExact((Long) s)).toArray()
        : null;
  }
}
