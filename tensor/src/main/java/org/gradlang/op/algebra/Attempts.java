package org.gradlang.op.algebra;

import java.util.Arrays;
import java.util.List;
import org.gradlang.kernel.Matrices;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.pointwise.Selection;
import org.gradlang.op.reduction.Reductions;
import org.gradlang.op.signature.Results;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Room;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;

/**
 * Inverses, solutions and factors that say for each matrix whether there is one. What does not
 * exist is nan.
 */
public final class Attempts {
  private Attempts() {}

  public static void declare(Family family) {
    family
        .op("linalg_inv_ex", "The inverse of each matrix, and 0 or the step where it failed.")
        .samples("linalg.inv_ex(rand(2, 2) + eye(2))")
        .functionOnly()
        .way(
            Composite.of(
                "linalg_inv_ex(A: tensor, *, check_errors: bool = False)",
                a -> {
                  Tensor x = a.tensor("A");
                  MatrixBatch.checkSquare("linalg.inv_ex", x);
                  Tensor info = (Tensor) LuFactors.factor(x.detach(), true).get(2);
                  return named(
                      a, "inverse", marked(Solving.inverse(replaced(x, info)), info), info);
                }));
    family
        .op("linalg_solve_ex", "linalg.solve, and 0 or the step where it failed.")
        .samples("linalg.solve_ex(rand(2, 2) + eye(2), randn(2, 3))")
        .functionOnly()
        .way(
            Composite.of(
                "linalg_solve_ex(A: tensor, B: tensor, *, left: bool = True, check_errors:"
                    + " bool = False)",
                a -> {
                  Tensor x = a.tensor("A");
                  MatrixBatch.checkSquare("linalg.solve_ex", x);
                  Tensor info = (Tensor) LuFactors.factor(x.detach(), true).get(2);
                  Tensor found = Solving.solveAny(replaced(x, info), a.tensor("B"), a.flag("left"));
                  return named(a, "result", marked(found, info), info);
                }));
    family
        .op(
            "linalg_cholesky_ex",
            "linalg.cholesky, and 0 or the first leading part that is not positive-definite.")
        .samples("linalg.cholesky_ex(cov(randn(2, 5)))")
        .functionOnly()
        .way(
            Composite.of(
                "linalg_cholesky_ex(A: tensor, *, upper: bool = False, check_errors: bool = False)",
                a -> {
                  Tensor x = a.tensor("A");
                  MatrixBatch.checkSquare("linalg.cholesky_ex", x);
                  Tensor info = indefinite(x);
                  Tensor lower = marked(Decompositions.choleskyFactor(replaced(x, info)), info);
                  return named(a, "L", a.flag("upper") ? Solving.turned(lower) : lower, info);
                }));
  }

  private static Results named(Bound a, String name, Tensor found, Tensor info) {
    if (a.flag("check_errors") && Reductions.isAny(info.ne(0L))) {
      throw new GradError(
          ErrorKind.VALUE,
          a.operation().replace("linalg_", "linalg.") + "(): there is none for this matrix");
    }
    return new Results(
        "torch.return_types." + a.operation(), List.of(name, "info"), List.of(found, info));
  }

  /** The matrices, with identities for those that fail. */
  private static Tensor replaced(Tensor x, Tensor info) {
    return isFine(info)
        ? x
        : Selection.where(Solving.asMatrices(info.ne(0L)), Decompositions.identityLike(x), x);
  }

  /** The results, with nan for those that fail. */
  private static Tensor marked(Tensor found, Tensor info) {
    if (isFine(info)) {
      return found;
    }
    Tensor failed = info.ne(0L);
    while (failed.dim() < found.dim()) {
      failed = failed.unsqueeze(-1);
    }
    return found.maskedFill(failed, Double.NaN);
  }

  private static boolean isFine(Tensor info) {
    return !Reductions.isAny(info.ne(0L));
  }

  private static Tensor indefinite(Tensor x) {
    MatrixBatch batch = MatrixBatch.square("linalg.cholesky_ex", x);
    long[] infos = new long[batch.count()];
    Arrays.setAll(infos, i -> indefinite(batch.get(i), batch.rows()));
    return Fresh.of(Storage.of(infos), batch.lead());
  }

  private static long indefinite(double[] x, int n) {
    if (Matrices.cholesky(x, n) != null) {
      return 0;
    }
    for (int k = 1; k < n; k++) {
      double[] leading = Room.doubles(k * k);
      for (int i = 0; i < k; i++) {
        System.arraycopy(x, i * n, leading, i * k, k);
      }
      if (Matrices.cholesky(leading, k) == null) {
        return k;
      }
    }
    return n;
  }
}
