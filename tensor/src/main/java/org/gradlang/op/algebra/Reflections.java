package org.gradlang.op.algebra;

import java.util.List;
import org.gradlang.kernel.Matrices;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.declare.Primitive;
import org.gradlang.op.shape.Triangles;
import org.gradlang.op.signature.Results;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;

/**
 * Orthogonal matrices as products of Householder reflections: H_i = 1 - tau_i v_i v_iT, where v_i
 * is column i of a matrix below its diagonal, with a 1 on it.
 */
public final class Reflections {
  private Reflections() {}

  public static void declare(Family family) {
    for (String name : new String[] {"linalg_householder_product", "orgqr"}) {
      boolean inNamespace = name.startsWith("linalg_");
      var declaration =
          family
              .op(name, "The first columns of the product of the reflections in A.")
              .samples(name.replace("linalg_", "linalg.") + "(randn(3, 2), randn(2))")
              .way(
                  Primitive.replayed(
                          name + "(A: tensor, tau: tensor)", Reflections::product, "A", "tau")
                      .node("LinalgHouseholderProductBackward0"));
      if (inNamespace) {
        declaration.functionOnly();
      }
    }
    family
        .op("ormqr", "The product of the reflections in input, times other.")
        .samples("ormqr(randn(3, 2), randn(2), randn(3, 2))")
        .way(
            Composite.of(
                "ormqr(input: tensor, tau: tensor, other: tensor, left: bool = True, transpose:"
                    + " bool = False)",
                Reflections::applied));
    family
        .op("geqrf", "The reflections that make input upper triangular, and that triangle.")
        .samples("geqrf(randn(3, 2))")
        .way(Composite.of("geqrf(input: tensor)", Reflections::factored).notDifferentiable());
  }

  private static void require(String operation, Tensor a, Tensor tau) {
    MatrixBatch.check(operation, a);
    int columns = a.size(a.dim() - 1);
    if (a.size(a.dim() - 2) < columns
        || tau.dim() != a.dim() - 1
        || tau.size(tau.dim() - 1) > columns) {
      throw new GradError(
          ErrorKind.SHAPE,
          operation
              + "() needs tall matrices and at most a factor for each column, not the shapes "
              + a.layout()
              + " and "
              + tau.layout());
    }
  }

  private static Tensor product(Bound a) {
    Tensor x = a.tensor("A");
    Tensor tau = a.tensor("tau");
    String name = a.operation().replace("linalg_", "linalg.");
    require(name, x, tau);
    int rows = x.size(x.dim() - 2);
    int columns = x.size(x.dim() - 1);
    Tensor q =
        Fresh.of(Storage.of(Matrices.identity(rows, columns)), rows, columns)
            .to(x.dtype())
            .expand(x.layout().sizes());
    for (int i = tau.size(tau.dim() - 1) - 1; i >= 0; i--) {
      q = reflected(x, tau, i, q);
    }
    return q;
  }

  /** H_i @ y. */
  private static Tensor reflected(Tensor x, Tensor tau, int i, Tensor y) {
    int rows = x.size(x.dim() - 2);
    double[] one = new double[rows];
    one[i] = 1;
    Tensor unit = Fresh.of(Storage.of(one), rows, 1).to(x.dtype());
    // column i below the diagonal
    Tensor below = Triangles.tril(x.narrow(x.dim() - 1, i, 1), -1 - i);
    Tensor v = below.add(unit);
    Tensor factor = tau.narrow(tau.dim() - 1, i, 1).unsqueeze(-1);
    return y.sub(v.mul(factor).matmul(Solving.turned(v).matmul(y)));
  }

  private static Tensor applied(Bound a) {
    Tensor x = a.tensor("input");
    Tensor tau = a.tensor("tau");
    boolean left = a.flag("left");
    require("ormqr", x, tau);
    Tensor other = left ? a.tensor("other") : Solving.turned(a.tensor("other"));
    if (other.dim() != x.dim() || other.size(other.dim() - 2) != x.size(x.dim() - 2)) {
      throw new GradError(
          ErrorKind.SHAPE,
          "ormqr(): reflections of shape "
              + x.layout()
              + " do not apply to the shape "
              + a.tensor("other").layout());
    }
    int count = tau.size(tau.dim() - 1);
    // from the right with the transposed is from the left: other Q = (QT otherT)T
    boolean forward = a.flag("transpose") == left;
    Tensor result = other;
    for (int k = 0; k < count; k++) {
      result = reflected(x, tau, forward ? k : count - 1 - k, result);
    }
    return left ? result : Solving.turned(result);
  }

  private static Object factored(Bound a) {
    MatrixBatch batch = MatrixBatch.of("geqrf", a.tensor("input"));
    int steps = Math.min(batch.rows(), batch.columns());
    double[][] matrices = new double[batch.count()][];
    double[][] factors = new double[batch.count()][];
    for (int i = 0; i < matrices.length; i++) {
      matrices[i] = batch.get(i);
      factors[i] = new double[steps];
      for (int k = 0; k < steps; k++) {
        factors[i][k] = reflect(matrices[i], batch.rows(), batch.columns(), k);
      }
    }
    return new Results(
        "torch.return_types.geqrf",
        List.of("a", "tau"),
        List.of(
            batch.matrices(batch.rows(), batch.columns(), i -> matrices[i]),
            batch.vectors(steps, i -> factors[i])));
  }

  /** Step k, with the sign that LAPACK chooses; gives tau. */
  private static double reflect(double[] x, int rows, int columns, int k) {
    double below = 0;
    for (int i = k + 1; i < rows; i++) {
      below = Math.hypot(below, x[i * columns + k]);
    }
    double alpha = x[k * columns + k];
    if (below == 0) {
      return 0;
    }
    double beta = -Math.copySign(Math.hypot(alpha, below), alpha);
    double tau = (beta - alpha) / beta;
    for (int i = k + 1; i < rows; i++) {
      x[i * columns + k] /= alpha - beta;
    }
    x[k * columns + k] = beta;
    Context context = Context.current();
    for (int j = k + 1; j < columns; j++) {
      context.worked(rows - k);
      double dot = x[k * columns + j];
      for (int i = k + 1; i < rows; i++) {
        dot += x[i * columns + k] * x[i * columns + j];
      }
      x[k * columns + j] -= tau * dot;
      for (int i = k + 1; i < rows; i++) {
        x[i * columns + j] -= tau * dot * x[i * columns + k];
      }
    }
    return tau;
  }
}
