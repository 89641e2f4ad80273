package org.gradlang.op.shape;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.gradlang.autograd.Views;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Broadcasting;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Primitive;
import org.gradlang.op.reduction.Reductions;
import org.gradlang.op.signature.Results;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Tensor;

/** Views that repeat dims of size 1 without a copy. */
public final class Expansion {
  static final Primitive EXPAND =
      Primitive.view(
              "expand(input: tensor, *size: ints)", (x, a) -> expanded("expand", x, a.ints("size")))
          .gradient("input", v -> v.cotangent());

  private Expansion() {}

  public static void declare(Family family) {
    family
        .op("expand", "Dims of size 1 repeated without a copy; -1 keeps a size.")
        .samples("randn(3, 1).expand(3, 4)")
        .methodOnly()
        .way(EXPAND);
    family
        .op("expand_as", "expand to the shape of other.")
        .methodOnly()
        .samples("randn(3, 1).expand_as(zeros(3, 2))")
        .unread("other")
        .way(
            Composite.of(
                "expand_as(input: tensor, other: tensor)",
                a -> a.tensor("input").expand(a.tensor("other").layout().sizes())));
    family
        .op("broadcast_to", "The same as expand.")
        .samples("broadcast_to(randn(3), (2, 3))")
        .way(
            Composite.of(
                "broadcast_to(input: tensor, size: ints)",
                a -> a.tensor("input").expand(a.ints("size"))));
    family
        .op("sum_to_size", "The sums over what expand would repeat: from this shape to size.")
        .methodOnly()
        .samples("randn(2, 3).sum_to_size(1, 3)")
        .way(Composite.of("sum_to_size(input: tensor, *size: ints)", Expansion::summed));
    family
        .op("broadcast_tensors", "Tensors expanded to their common shape.")
        .functionOnly()
        .samples("broadcast_tensors(randn(3), randn(2, 1))")
        .way(
            Composite.of(
                "broadcast_tensors(*tensors: tensors)",
                a -> {
                  Tensor[] tensors = a.tensors("tensors");
                  int[] sizes = Broadcasting.of("broadcast_tensors", tensors).sizes();
                  return Results.of(
                      Arrays.stream(tensors)
                          .map(t -> Arrays.equals(t.layout().sizes(), sizes) ? t : t.expand(sizes))
                          .toArray());
                }));
  }

  private static Tensor summed(Bound a) {
    Tensor x = a.tensor("input");
    int[] size = a.ints("size");
    expanded("sum_to_size", Layout.contiguous(size), x.layout().sizes());
    int lead = x.dim() - size.length;
    int[] dims =
        IntStream.range(0, x.dim())
            .filter(d -> d < lead || size[d - lead] == 1 && x.size(d) != 1)
            .toArray();
    Tensor sums = dims.length == 0 ? x : Reductions.sum(x, dims, true);
    return lead == 0 ? sums : sums.view(size);
  }

  public static Layout expanded(String operation, Layout layout, int[] given) {
    int lead = given.length - layout.dim();
    int[] sizes = given.clone();
    boolean fits = lead >= 0;
    for (int d = 0; fits && d < sizes.length; d++) {
      int own = d < lead ? 1 : layout.size(d - lead);
      if (sizes[d] == -1 && d >= lead) {
        sizes[d] = own;
      }
      fits = sizes[d] >= 0 && (own == 1 || own == sizes[d]);
    }
    if (!fits) {
      throw new GradError(
          ErrorKind.SHAPE,
          operation
              + "(): a tensor of shape "
              + layout
              + " does not expand to "
              + Arrays.toString(given));
    }
    return Strides.expand(layout, sizes);
  }

  /** A 0-dim tensor expanded to the sizes of a layout. */
  public static Tensor spread(Context context, Tensor number, Layout layout) {
    if (context.isRecording() || number.autograd() != null || number.dim() > 0) {
      return expand(number, layout.sizes());
    }
    int[] strides = new int[layout.dim()];
    int offset = number.layout().offset();
    return Views.of(context, number, Layout.strided(layout.sizes(), strides, offset));
  }

  public static Tensor expand(Tensor x, int[] sizes) {
    Context context = Context.current();
    return context.isRecording() || x.autograd() != null
        ? EXPAND.tensor(x, sizes)
        : Views.of(context, x, expanded("expand", x.layout(), sizes));
  }
}
