package org.gradlang.op.algebra;

import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Broadcasting;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Family;
import org.gradlang.op.pointwise.Selection;
import org.gradlang.op.reduction.Statistics;
import org.gradlang.tensor.Tensor;

/** Directions and distances of vectors: normalize, cosine_similarity, pairwise_distance. */
public final class Similarity {
  private Similarity() {}

  public static void declare(Family family) {
    family
        .op("normalize", "Divided by the p-norm along dim.")
        .samples("normalize(randn(2, 3), dim=1)", "normalize(randn(2, 3), p=1, dim=0)")
        .functionOnly()
        .way(
            Composite.of(
                "normalize(input: tensor, p: float = 2.0, dim: ints = 1, eps: float = 1e-12)",
                a -> {
                  Tensor x = a.tensor("input");
                  Tensor norm = Statistics.vectorNorm(x, a.real("p"), a.ints("dim"), true);
                  return x.div(Selection.clampMin(norm, a.real("eps")));
                }));
    family
        .op("cosine_similarity", "The cosine of the angle between x1 and x2 along dim.")
        .samples("cosine_similarity(randn(2, 3), randn(2, 3))")
        .functionOnly()
        .way(
            Composite.of(
                "cosine_similarity(x1: tensor, x2: tensor, dim: int = 1, eps: float = 1e-08)",
                Similarity::cosine));
    family
        .op("pairwise_distance", "The p-norm of x1 - x2 + eps along the last dimension.")
        .samples(
            "pairwise_distance(randn(2, 3), randn(2, 3))",
            "pairwise_distance(randn(2, 3), randn(2, 3), p=1, keepdim=True)")
        .functionOnly()
        .way(
            Composite.of(
                "pairwise_distance(x1: tensor, x2: tensor, p: float = 2.0, eps: float = 1e-06,"
                    + " keepdim: bool = False)",
                a ->
                    Statistics.vectorNorm(
                        a.tensor("x1").sub(a.tensor("x2")).add(a.real("eps")),
                        a.real("p"),
                        new int[] {-1},
                        a.flag("keepdim"))));
  }

  private static Tensor cosine(Bound a) {
    Tensor x = a.tensor("x1");
    Tensor y = a.tensor("x2");
    int[] sizes = Broadcasting.pair(a.operation(), x.layout(), y.layout()).sizes();
    int[] dim = {a.integer("dim")};
    return direction(x.expand(sizes), dim, a.real("eps"))
        .mul(direction(y.expand(sizes), dim, a.real("eps")))
        .sum(dim, false);
  }

  /** Divided by the norm, or by eps, whose bound has no part in the gradient. */
  private static Tensor direction(Tensor x, int[] dim, double eps) {
    Tensor norm = Statistics.vectorNorm(x, 2, dim, true);
    Tensor value = norm.detach();
    return x.div(norm.add(Selection.clampMin(value, eps).sub(value)));
  }
}
