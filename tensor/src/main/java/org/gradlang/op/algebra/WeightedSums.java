package org.gradlang.op.algebra;

import static org.gradlang.op.declare.Primitive.reads;

import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Numbers;
import org.gradlang.op.declare.Primitive;
import org.gradlang.op.declare.Vjp;
import org.gradlang.op.pointwise.Arithmetic;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Tensor;

/** A tensor plus a product, both weighted. */
final class WeightedSums {
  private static final String WEIGHTS = ", *, beta: number = 1, alpha: number = 1)";

  private static final Primitive ADDMV =
      Primitive.of(
              "addmv(input: tensor, mat: tensor, vec: tensor" + WEIGHTS,
              a -> sum(a, alike(a, a.tensor("mat").mv(a.tensor("vec")))))
          .gradient("input", WeightedSums::ofInput)
          .gradient("mat", reads("vec"), v -> Products.outer(scaled(v), v.tensor("vec")))
          .gradient("vec", reads("mat"), v -> v.tensor("mat").t().mv(scaled(v)));
  private static final Primitive ADDR =
      Primitive.of(
              "addr(input: tensor, vec1: tensor, vec2: tensor" + WEIGHTS,
              a -> sum(a, Combined.outer(a, "vec1", "vec2")))
          .gradient("input", v -> ofInput(v).to(v.dtype("input")))
          .gradient(
              "vec1", reads("vec2"), v -> product(scaled(v), v.tensor("vec2")).to(v.dtype("vec1")))
          .gradient(
              "vec2",
              reads("vec1"),
              v -> product(scaled(v).t(), v.tensor("vec1")).to(v.dtype("vec2")));
  private static final Primitive ADDBMM =
      Primitive.of(
              "addbmm(input: tensor, batch1: tensor, batch2: tensor" + WEIGHTS,
              a -> {
                Tensor products = alike(a, a.tensor("batch1").bmm(a.tensor("batch2")));
                return sum(a, products.sum(new int[] {0}, false));
              })
          .gradient("input", WeightedSums::ofInput)
          .gradient("batch1", reads("batch2"), v -> each(v).bmm(Solving.turned(v.tensor("batch2"))))
          .gradient(
              "batch2", reads("batch1"), v -> Solving.turned(v.tensor("batch1")).bmm(each(v)));

  private WeightedSums() {}

  public static void declare(Family family) {
    family
        .op("addmv", "beta * input + alpha * (mat @ vec).")
        .samples("addmv(randn(2), randn(2, 3), randn(3))")
        .way(ADDMV)
        .inPlace();
    family
        .op("addr", "beta * input + alpha * outer(vec1, vec2).")
        .samples("addr(randn(2, 3), randn(2), randn(3))")
        .way(ADDR)
        .inPlace();
    family
        .op("addbmm", "beta * input + alpha * the sum of batch1 @ batch2.")
        .samples("addbmm(randn(2, 2), randn(3, 2, 3), randn(3, 3, 2))")
        .way(ADDBMM)
        .inPlace();
  }

  /** The product, which must have the dtype of the input. */
  private static Tensor alike(Bound a, Tensor product) {
    DType own = a.tensor("input").dtype();
    if (own != product.dtype()) {
      throw new GradError(
              ErrorKind.TYPE,
              a.operation() + "() needs one dtype, not " + own + " and " + product.dtype())
          .help("convert one of them, with .to(dtype), .float() or .double()");
    }
    return product;
  }

  private static Tensor product(Tensor matrix, Tensor vector) {
    return matrix.mv(vector.to(matrix.dtype()));
  }

  /** Where beta is 0, the input is not looked at: its nan does not spread. */
  private static Tensor sum(Bound a, Tensor product) {
    Numbers.checkWeights(a, "alpha", "beta");
    Object alpha = a.required("alpha");
    Object beta = a.required("beta");
    Tensor input = a.tensor("input").expand(product.layout().sizes());
    Tensor scaled = Numbers.real(alpha) == 1 ? product : product.mul(alpha);
    if (Numbers.real(beta) == 0) {
      return scaled;
    }
    return (Numbers.real(beta) == 1 ? input : input.mul(beta)).add(scaled);
  }

  private static Tensor ofInput(Vjp v) {
    double beta = v.real("beta");
    return beta == 1 ? v.cotangent() : Arithmetic.scaled(v.cotangent(), beta);
  }

  private static Tensor scaled(Vjp v) {
    double alpha = v.real("alpha");
    return alpha == 1 ? v.cotangent() : Arithmetic.scaled(v.cotangent(), alpha);
  }

  /** The cotangent of the sum, for each of the batch. */
  private static Tensor each(Vjp v) {
    Tensor g = scaled(v);
    int count = v.layout("batch1").size(0);
    return g.unsqueeze(0).expand(count, g.size(0), g.size(1));
  }
}
