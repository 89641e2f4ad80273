package org.gradlang.op.algebra;

import java.util.Objects;
import org.gradlang.op.Op;
import org.gradlang.op.Operations;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Family;
import org.gradlang.op.signature.Results;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Tensor;

/**
 * The greatest singular values of large matrices: algorithms 4.4 and 5.1 of "Finding structure with
 * randomness" (Halko, Martinsson, Tropp, 2009).
 */
public final class LowRank {
  private static final String[] DTYPE = {"dtype"};

  private LowRank() {}

  public static void declare(Family family) {
    family
        .op("svd_lowrank", "U, S and V of about the q greatest singular values of A, or of A - M.")
        .functionOnly()
        .samples("svd_lowrank(randn(4, 3), q=3)", "svd_lowrank(randn(4, 3), 3, 2, randn(4, 3))")
        .way(
            Composite.of(
                "svd_lowrank(A: tensor, q: int? = 6, niter: int? = 2, M: tensor? = None)",
                a -> {
                  Tensor x = a.tensor("A");
                  MatrixBatch.check("svd_lowrank", x);
                  Tensor m = a.tensorOrNull("M");
                  return decomposed(a, m == null ? x : x.sub(m), a.has("q") ? size(a, x) : 6);
                }));
    family
        .op("pca_lowrank", "svd_lowrank of A with its columns' means taken away.")
        .functionOnly()
        .samples("pca_lowrank(randn(4, 3), q=2)")
        .way(
            Composite.of(
                "pca_lowrank(A: tensor, q: int? = None, center: bool = True, niter: int = 2)",
                a -> {
                  Tensor x = a.tensor("A");
                  MatrixBatch.check("pca_lowrank", x);
                  Tensor centred = a.flag("center") ? x.sub(x.mean(new int[] {-2}, true)) : x;
                  int least = Math.min(rows(x), columns(x));
                  return decomposed(a, centred, a.has("q") ? size(a, x) : Math.min(6, least));
                }));
  }

  private static int rows(Tensor x) {
    return x.size(x.dim() - 2);
  }

  private static int columns(Tensor x) {
    return x.size(x.dim() - 1);
  }

  private static int size(Bound a, Tensor x) {
    int q = a.integer("q");
    if (q < 0 || q > Math.min(rows(x), columns(x))) {
      throw new GradError(
          ErrorKind.VALUE,
          a.operation() + "(): q is from 0 to the smaller size of " + x.layout() + ", not " + q);
    }
    return q;
  }

  private static Results decomposed(Bound a, Tensor x, int q) {
    int rounds = a.has("niter") ? a.integer("niter") : 2;
    boolean wide = rows(x) < columns(x) || columns(x) > q;
    Tensor basis = basis(wide ? Solving.turned(x) : x, q, rounds);
    Tensor small = wide ? x.matmul(basis) : Solving.turned(basis).matmul(x);
    Results found = Decompositions.svd(small, false);
    Tensor u = (Tensor) found.get(0);
    Tensor v = Solving.turned((Tensor) found.get(2));
    return Results.of(wide ? u : basis.matmul(u), found.get(1), wide ? basis.matmul(v) : v);
  }

  /** Orthonormal columns that span nearly what x does. */
  private static Tensor basis(Tensor x, int q, int rounds) {
    Object[] values = {(long) columns(x), (long) q, x.dtype()};
    Tensor random = (Tensor) op("randn").call(values, DTYPE);
    Tensor basis = orthonormal(x.matmul(random));
    for (int i = 0; i < rounds; i++) {
      basis = orthonormal(x.matmul(orthonormal(Solving.turned(x).matmul(basis))));
    }
    return basis;
  }

  private static Tensor orthonormal(Tensor x) {
    return (Tensor) ((Results) op("linalg_qr").call(x)).get(0);
  }

  private static Op op(String name) {
    return Objects.requireNonNull(Operations.find(name));
  }
}
