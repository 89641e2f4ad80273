package org.gradlang.op.creation;

import java.util.function.Function;
import org.gradlang.autograd.Views;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Dims;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Numbers;
import org.gradlang.op.signature.Results;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Tensor;

/** What a tensor is: sizes, strides, dtype. */
public final class Inspection {
  private Inspection() {}

  public static void declare(Family family) {
    family
        .op("size", "The sizes of all dims, or of one.")
        .methodOnly()
        .samples("randn(2, 3).size()", "randn(2, 3).size(1)")
        .way(
            Composite.of("size(input: tensor)", a -> a.tensor("input").layout().sizes().clone())
                .notDifferentiable())
        .way(
            Composite.of(
                    "size(input: tensor, dim: int)",
                    a -> {
                      Layout layout = a.tensor("input").layout();
                      return (long) layout.size(Dims.existing("size", layout, a.integer("dim")));
                    })
                .notDifferentiable());
    family
        .op("stride", "The strides of all dims, or of one, in elements.")
        .methodOnly()
        .samples("randn(2, 3).stride()", "randn(2, 3).stride(1)")
        .way(
            Composite.of(
                    "stride(input: tensor)",
                    a -> {
                      int[] strides = a.tensor("input").layout().strides();
                      return Results.of(
                          java.util.Arrays.stream(strides)
                              .mapToObj(s -> (Object) (long) s)
                              .toArray());
                    })
                .notDifferentiable())
        .way(
            Composite.of(
                    "stride(input: tensor, dim: int)",
                    a -> {
                      Layout layout = a.tensor("input").layout();
                      return (long)
                          layout.stride(Dims.existing("stride", layout, a.integer("dim")));
                    })
                .notDifferentiable());
    asked(family, "numel", "The number of elements.", x -> (long) x.numel());
    asked(
        family,
        "storage_offset",
        "Where the first element stands in the storage.",
        x -> (long) x.layout().offset());
    asked(
        family,
        "is_contiguous",
        "Whether the elements stand in row-major order.",
        x -> x.layout().isContiguous());
    asked(
        family,
        "is_nonzero",
        "Whether the only element is not 0.",
        x -> Numbers.real(x.item()) != 0);
    kinds(family);
  }

  private static void kinds(Family family) {
    family
        .op("is_same_size", "Whether both have the same shape.")
        .samples("is_same_size(randn(2), randn(2))")
        .way(
            Composite.of(
                    "is_same_size(input: tensor, other: tensor)",
                    a -> a.tensor("input").layout().sameSizes(a.tensor("other").layout()))
                .notDifferentiable());
    family
        .op("_is_view", "Whether it is a view of another tensor.")
        .methodOnly()
        .samples("randn(2, 3).t()._is_view()")
        .way(
            Composite.of("_is_view(input: tensor)", a -> Views.isView(a.tensor("input")))
                .notDifferentiable());
    family
        .op("is_tensor", "Whether a value is a tensor.")
        .functionOnly()
        .samples("is_tensor(randn(2))")
        .way(
            Composite.of("is_tensor(obj: any)", a -> a.get("obj") instanceof Tensor)
                .notDifferentiable());
  }

  private static void asked(
      Family family, String name, String text, Function<Tensor, Object> answer) {
    family
        .op(name, text)
        .samples("randn(1)." + name + "()")
        .way(
            Composite.of(name + "(input: tensor)", a -> answer.apply(a.tensor("input")))
                .notDifferentiable());
  }
}
