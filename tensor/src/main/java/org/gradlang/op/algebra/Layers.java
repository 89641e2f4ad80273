package org.gradlang.op.algebra;

import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Family;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** What dense layers compute: linear and bilinear. */
public final class Layers {
  private Layers() {}

  public static void declare(Family family) {
    family
        .op("linear", "input @ weight.t() + bias.")
        .functionOnly()
        .samples("linear(randn(2, 3), randn(4, 3), randn(4))")
        .way(
            Composite.of(
                "linear(input: tensor, weight: tensor, bias: tensor? = None)",
                a -> linear(a.tensor("input"), a.tensor("weight"), a.tensorOrNull("bias"))));
    family
        .op("bilinear", "x1 @ weight @ x2 for each output, plus bias.")
        .functionOnly()
        .samples("bilinear(randn(2, 3), randn(2, 4), randn(5, 3, 4), randn(5))")
        .way(
            Composite.of(
                "bilinear(input1: tensor, input2: tensor, weight: tensor, bias: tensor? ="
                    + " None)",
                a -> {
                  Tensor y =
                      Einsum.of(
                          "...i,kij,...j->...k",
                          a.tensor("input1"),
                          a.tensor("weight"),
                          a.tensor("input2"));
                  Tensor bias = a.tensorOrNull("bias");
                  return bias == null ? y : y.add(bias);
                }));
  }

  /**
   * {@code x @ weight.t() + bias}, recorded as PyTorch does: a matrix as one addmm, dense rows of
   * three dimensions as a view of one, the rest as a product and a sum.
   */
  public static Tensor linear(Tensor x, Tensor weight, @Nullable Tensor bias) {
    if (x.dim() > 0 && weight.dim() == 2 && x.size(x.dim() - 1) != weight.size(1)) {
      throw Products.shapes(
          "linear",
          x,
          weight,
          "needs inputs of "
              + weight.size(1)
              + " features, the second size of weight, but got "
              + x.size(x.dim() - 1));
    }
    if (bias == null) {
      return Products.matmul(x, weight.t());
    }
    if (x.dim() == 2 && bias.dim() == 1) {
      return Products.addmm(bias, x, weight.t());
    }
    boolean matrices = weight.dim() == 2 && bias.dim() == 1;
    if (x.dim() == 3 && matrices && x.layout().isContiguous()) {
      Tensor rows = x.view(Layout.numelOf(new int[] {x.size(0), x.size(1)}), x.size(2));
      return Products.addmm(bias, rows, weight.t()).view(x.size(0), x.size(1), weight.size(0));
    }
    return Products.matmul(x, weight.t()).add(bias);
  }
}
