package org.gradlang.op.algebra;

import static org.gradlang.op.declare.Primitive.reads;

import org.gradlang.kernel.Matrices.GeneralEigen;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Primitive;
import org.gradlang.op.declare.Vjp;
import org.gradlang.op.signature.Results;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Tensor;

/** Eigenvalues of matrices that need not be symmetric, as long as they are real. */
public final class Eigenvalues {
  private static final Primitive EIG =
      Primitive.of("linalg_eig(A: tensor)", Eigenvalues::found)
          .results("torch.return_types.linalg_eig", "eigenvalues", "eigenvectors")
          .gradient("A", reads("eigenvalues", "eigenvectors"), Eigenvalues::gradient);

  private Eigenvalues() {}

  public static void declare(Family family) {
    family
        .op(
            "linalg_eig",
            "The eigenvalues of any matrix and its eigenvectors; complex ones are an error.")
        .samples("linalg.eig(diag(arange(3.0)) + 0.1 * cov(randn(3, 5)))")
        .functionOnly()
        .way(EIG);
    family
        .op("linalg_eigvals", "The eigenvalues of any matrix; complex ones are an error.")
        .samples("linalg.eigvals(diag(arange(3.0)) + 0.1 * cov(randn(3, 5)))")
        .functionOnly()
        .way(
            Composite.of(
                "linalg_eigvals(A: tensor)",
                a ->
                    ((Results) EIG.apply(Context.current(), new Object[] {a.tensor("A")})).get(0)));
  }

  private static Object found(Bound a) {
    MatrixBatch batch = MatrixBatch.square("linalg.eig", a.tensor("A"));
    int n = batch.rows();
    GeneralEigen[] all = new GeneralEigen[batch.count()];
    for (int i = 0; i < all.length; i++) {
      GeneralEigen found = GeneralEigen.of(batch.get(i), n);
      if (found == null) {
        throw new GradError(
                ErrorKind.VALUE, "linalg.eig(): the search does not converge for this matrix")
            .help("look whether it holds nan or inf");
      }
      if (!found.isReal()) {
        throw new GradError(
                ErrorKind.VALUE,
                "linalg.eig(): this matrix has complex eigenvalues, and there are no complex"
                    + " tensors here")
            .help("the eigenvalues of symmetric matrices are real: see linalg.eigh()");
      }
      all[i] = found;
    }
    return new Tensor[] {
      batch.vectors(n, i -> all[i].values()), batch.matrices(n, n, i -> all[i].vectors())
    };
  }

  // dA = V^-T (diag(gL) + (V'gV - V'V diag(V'gV)) / E) V' with E_ij = l_j - l_i, off the diagonal
  private static Tensor gradient(Vjp v) {
    Tensor vectors = v.result("eigenvectors");
    Tensor values = v.result("eigenvalues");
    Tensor turned = Solving.turned(vectors);
    Tensor identity = Decompositions.identityLike(vectors);
    Tensor inner = identity.mul(v.cotangent(0).unsqueeze(-1));
    if (v.hasCotangent(1)) {
      Tensor product = turned.matmul(v.cotangent(1));
      Tensor lengths = turned.matmul(vectors).matmul(product.mul(identity));
      Tensor gaps = values.unsqueeze(-2).sub(values.unsqueeze(-1)).add(identity);
      inner = inner.add(product.sub(lengths).div(gaps).mul(identity.neg().add(1.0)));
    }
    return Solving.solve(turned, inner.matmul(turned));
  }
}
