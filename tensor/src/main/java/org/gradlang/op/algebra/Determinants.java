package org.gradlang.op.algebra;

import static org.gradlang.op.declare.Primitive.reads;

import java.util.List;
import org.gradlang.kernel.Lu;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Primitive;
import org.gradlang.op.declare.Vjp;
import org.gradlang.op.pointwise.Selection;
import org.gradlang.op.reduction.Reductions;
import org.gradlang.op.signature.Results;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.Tensor;

/** Determinants, from the factors of the matrices, which serve their gradients as well. */
final class Determinants {
  private static final Primitive DET =
      Primitive.of("det(input: tensor)", Determinants::determinant)
          .node("LinalgDetBackward0")
          .results("", "result", "LU", "pivots")
          .gradient(
              "input", reads("input", "result", "LU", "pivots"), Determinants::determinantGradient)
          .gradientNode("LinalgSolveExBackward0");

  private static final Primitive SLOGDET =
      Primitive.of("slogdet(input: tensor)", Determinants::signAndLogarithm)
          .node("LinalgSlogdetBackward0")
          .results("", "sign", "logabsdet", "LU", "pivots")
          .gradient("input", reads("input", "LU", "pivots"), Determinants::logarithmGradient)
          .gradientNode("LinalgSolveExBackward0");

  private Determinants() {}

  static void declare(Family family) {
    for (String name : new String[] {"det", "linalg_det"}) {
      Solving.named(family, name, "The determinant of each matrix.")
          .way(Composite.of(name + "(input: tensor)", a -> run(DET, a).get(0)));
    }
    for (String name : new String[] {"slogdet", "linalg_slogdet"}) {
      Solving.named(family, name, "The sign and the logarithm of each determinant.")
          .way(Composite.of(name + "(input: tensor)", a -> slogdet(name, a)));
    }
    family
        .op("logdet", "The logarithm of each determinant; nan for negative ones.")
        .samples("logdet(cov(randn(2, 5)))")
        .way(Composite.of("logdet(input: tensor)", Determinants::logDeterminant));
  }

  private static Results run(Primitive primitive, Bound a) {
    return (Results) primitive.apply(Context.current(), new Object[] {a.tensor("input")});
  }

  private static Results slogdet(String name, Bound a) {
    Results found = run(SLOGDET, a);
    return new Results(
        "torch.return_types." + name,
        List.of("sign", "logabsdet"),
        List.of(found.get(0), found.get(1)));
  }

  private static Object determinant(Bound a) {
    Tensor x = a.tensor("input");
    LuBatch batch = LuBatch.square("det", x);
    Tensor det = batch.numbers(lu -> product(lu, batch.rows()), x.dtype());
    return new Tensor[] {det, batch.factors(), batch.exchanges()};
  }

  private static double product(Lu lu, int n) {
    double product = lu.sign();
    for (int k = 0; k < n; k++) {
      product *= lu.pivot(k);
    }
    return product;
  }

  // d det(A) = det(A) tr(A⁻¹ dA): the transposed inverse times the determinant, which for a
  // singular matrix is the matrix of cofactors
  private static Tensor determinantGradient(Vjp v) {
    Tensor x = v.tensor("input");
    Tensor det = v.result("result");
    if (Reductions.isAny(det.eq(0.0))) {
      return Cofactors.of(x).mul(Solving.asMatrices(v.cotangent()));
    }
    return inverseTurned(v).mul(Solving.asMatrices(det.mul(v.cotangent())));
  }

  /** A⁻ᵀ, from the factors of the forward unless this shall have a gradient itself. */
  private static Tensor inverseTurned(Vjp v) {
    Tensor x = v.tensor("input");
    return v.context().isRecording()
        ? Solving.turned(Solving.inverse(x))
        : LuBatch.kept(v.result("LU"), v.result("pivots"))
            .regular("inverse")
            .solve(Decompositions.identityLike(x), true);
  }

  private static Object signAndLogarithm(Bound a) {
    Tensor x = a.tensor("input");
    LuBatch batch = LuBatch.square("slogdet", x);
    int n = batch.rows();
    return new Tensor[] {
      batch.numbers(lu -> sign(lu, n), x.dtype()),
      batch.numbers(lu -> logarithm(lu, n), x.dtype()),
      batch.factors(),
      batch.exchanges()
    };
  }

  private static double sign(Lu lu, int n) {
    double sign = lu.sign();
    for (int k = 0; k < n; k++) {
      sign *= Math.signum(lu.pivot(k));
    }
    return sign;
  }

  private static double logarithm(Lu lu, int n) {
    double sum = 0;
    for (int k = 0; k < n; k++) {
      sum += Math.log(Math.abs(lu.pivot(k)));
    }
    return sum;
  }

  private static Tensor logarithmGradient(Vjp v) {
    return inverseTurned(v).mul(Solving.asMatrices(v.cotangent(1)));
  }

  private static Tensor logDeterminant(Bound a) {
    Results found = run(SLOGDET, a);
    Tensor sign = (Tensor) found.get(0);
    return Selection.where(sign.eq(-1.0), Double.NaN, found.get(1));
  }
}
