package org.gradlang.op.algebra;

import static org.gradlang.op.declare.Primitive.reads;

import java.util.Arrays;
import org.gradlang.kernel.Matrices;
import org.gradlang.kernel.Matrices.Eigen;
import org.gradlang.kernel.Matrices.Svd;
import org.gradlang.kernel.Qr;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.declare.Primitive;
import org.gradlang.op.declare.Vjp;
import org.gradlang.op.shape.Joining;
import org.gradlang.op.shape.Triangles;
import org.gradlang.op.signature.Results;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Matrices as products of simpler ones: Cholesky, QR, eigenvalues, singular values. */
public final class Decompositions {
  private static final Primitive CHOLESKY = cholesky("LinalgCholeskyExBackward0");
  private static final Primitive CHOLESKY_OLD = cholesky("CholeskyBackward0");

  private static final Primitive CHOLESKY_SOLVE =
      Primitive.of(
              "cholesky_solve(input: tensor, L: tensor, upper: bool = False)",
              a -> solved(a.tensor("input"), lowerFactor(a, "L")))
          .gradient("input", reads("L"), Decompositions::solvedAgain)
          .gradient(
              "L",
              reads("L", "result"),
              v -> {
                // with X = A⁻¹ B and H = A⁻¹ G: dA = -H Xᵀ
                Tensor product = solvedAgain(v).matmul(Solving.turned(v.result()));
                return factorGradient(v, product.add(Solving.turned(product)));
              });

  private static final Primitive CHOLESKY_INVERSE =
      Primitive.of(
              "cholesky_inverse(L: tensor, upper: bool = False)",
              a -> {
                Tensor factor = lowerFactor(a, "L");
                return solved(identityLike(factor), factor);
              })
          .gradient(
              "L",
              reads("L", "result"),
              v -> {
                // d A⁻¹ = -A⁻¹ dA A⁻¹
                Tensor inverse = v.result();
                Tensor both = v.cotangent().add(Solving.turned(v.cotangent()));
                return factorGradient(v, inverse.matmul(both).matmul(inverse));
              })
          .gradientNode("NegBackward0");

  private static final Primitive QR = qr("linalg_qr");
  private static final Primitive QR_OLD = qr("qr");

  private static final Primitive EIGH =
      Primitive.of("linalg_eigh(A: tensor, UPLO: str)", Decompositions::eigen)
          .results("torch.return_types.linalg_eigh", "eigenvalues", "eigenvectors")
          .gradient("A", reads("eigenvalues", "eigenvectors"), Decompositions::eigenGradient);

  private static final Primitive SVD =
      Primitive.of("linalg_svd(A: tensor, full_matrices: bool)", Decompositions::singular)
          .results("torch.return_types.linalg_svd", "U", "S", "Vh")
          .gradient("A", reads("U", "S", "Vh"), Decompositions::singularGradient);

  private Decompositions() {}

  public static void declare(Family family) {
    choleskys(family);
    qrs(family);
    eigenvalues(family);
    singularValues(family);
  }

  // Cholesky.

  private static Primitive cholesky(String node) {
    return Primitive.of("linalg_cholesky(input: tensor)", Decompositions::lower)
        .node(node)
        .gradient("input", reads("result"), Decompositions::choleskyGradient);
  }

  private static void choleskys(Family family) {
    String sample = "(cov(randn(2, 5)))";
    family
        .op(
            "linalg_cholesky",
            "L with L @ L.mT = input, lower triangular; or upper its transposed.")
        .samples("linalg.cholesky" + sample, "linalg.cholesky(cov(randn(2, 5)), upper=True)")
        .functionOnly()
        .way(
            Composite.of(
                "linalg_cholesky(input: tensor, *, upper: bool = False)",
                a -> factor(CHOLESKY, a)));
    family
        .op("cholesky", "The same as linalg.cholesky.")
        .samples("cholesky" + sample)
        .way(
            Composite.of(
                "cholesky(input: tensor, upper: bool = False)", a -> factor(CHOLESKY_OLD, a)));
    family
        .op("cholesky_solve", "X with A @ X = input, from the Cholesky factor L of A.")
        .samples("cholesky_solve(randn(2, 3), rand(2, 2) + eye(2))")
        .way(CHOLESKY_SOLVE);
    family
        .op("cholesky_inverse", "The inverse of A, from its Cholesky factor L.")
        .samples("cholesky_inverse(rand(2, 2) + eye(2))")
        .way(CHOLESKY_INVERSE);
  }

  private static Tensor factor(Primitive primitive, Bound a) {
    Tensor lower = primitive.tensor(a.tensor("input"));
    return a.flag("upper") ? Solving.turned(lower) : lower;
  }

  static Tensor choleskyFactor(Tensor x) {
    return CHOLESKY.tensor(x);
  }

  private static Tensor lowerFactor(Bound a, String name) {
    Tensor factor = a.tensor(name);
    MatrixBatch.checkSquare(a.operation(), factor);
    return a.flag("upper") ? Solving.turned(factor) : factor;
  }

  private static Tensor solved(Tensor b, Tensor lower) {
    Tensor half =
        Solving.paired("cholesky_solve", lower, b, (l, x) -> Solving.solveTriangular(l, x, false));
    return Solving.paired(
        "cholesky_solve",
        Solving.turned(lower),
        half,
        (u, x) -> Solving.solveTriangular(u, x, true));
  }

  private static Tensor solvedAgain(Vjp v) {
    return v.shared(
        Tensor.class, () -> CHOLESKY_SOLVE.tensor(v.cotangent(), v.tensor("L"), v.flag("upper")));
  }

  /** Of A = L Lᵀ, or Lᵀ L, where dA plus its transposed is the negative of the given. */
  private static Tensor factorGradient(Vjp v, Tensor negative) {
    Tensor factor = v.tensor("L");
    Tensor positive = negative.neg(); // before zeros come in, whose signs would change too
    return v.flag("upper")
        ? Triangles.triu(Triangles.triu(factor, 0).matmul(positive), 0)
        : Triangles.tril(positive.matmul(Triangles.tril(factor, 0)), 0);
  }

  /** Identities of the shape of square matrices. */
  static Tensor identityLike(Tensor x) {
    MatrixBatch batch = MatrixBatch.square("identity", x);
    int n = batch.rows();
    double[] identity = Matrices.identity(n, n);
    return batch.matrices(n, n, i -> identity);
  }

  private static Tensor lower(Bound a) {
    MatrixBatch batch = MatrixBatch.square("linalg.cholesky", a.tensor("input"));
    int n = batch.rows();
    return batch.matrices(
        n,
        n,
        i -> {
          double[] lower = Matrices.cholesky(batch.get(i), n);
          if (lower == null) {
            String which = batch.count() == 1 ? "the matrix" : "matrix " + i + " of the batch";
            throw new GradError(
                ErrorKind.VALUE, "linalg.cholesky(): " + which + " is not positive-definite");
          }
          return lower;
        });
  }

  // With P the lower triangle of LᵀG, its diagonal halved: dA = the symmetric part of L⁻ᵀ P L⁻¹
  private static Tensor choleskyGradient(Vjp v) {
    Tensor lower = v.result();
    Tensor upper = Solving.turned(lower);
    Tensor product = upper.matmul(v.cotangent());
    Tensor half = Triangles.tril(product, 0).add(Triangles.tril(product, -1)).mul(0.5);
    Tensor left = Solving.solveTriangular(upper, half, true);
    Tensor both = Solving.solveTriangular(upper, Solving.turned(left), true);
    return both.add(Solving.turned(both)).mul(0.5);
  }

  // QR.

  private static Primitive qr(String name) {
    return Primitive.of(name + "(A: tensor, mode: str)", Decompositions::orthogonal)
        .node("LinalgQrBackward0")
        .results("torch.return_types." + name, "Q", "R")
        .gradient("A", reads("Q", "R"), Decompositions::qrGradient);
  }

  private static void qrs(Family family) {
    family
        .op("linalg_qr", "Q with orthonormal columns and R, upper triangular, with Q @ R = A.")
        .samples("linalg.qr(randn(3, 2))", "linalg.qr(randn(2, 3))")
        .functionOnly()
        .way(
            Composite.of(
                "linalg_qr(A: tensor, mode: str = \"reduced\")",
                a -> QR.apply(Context.current(), new Object[] {a.tensor("A"), mode(a)})));
    family
        .op("qr", "The same as linalg.qr; some=False is its mode complete.")
        .samples("qr(randn(3, 2))")
        .way(
            Composite.of(
                "qr(input: tensor, some: bool = True)",
                a -> {
                  String mode = a.flag("some") ? "reduced" : "complete";
                  return QR_OLD.apply(Context.current(), new Object[] {a.tensor("input"), mode});
                }));
  }

  private static String mode(Bound a) {
    String mode = a.text("mode");
    if (!Arrays.asList("reduced", "complete", "r").contains(mode)) {
      throw new GradError(
          ErrorKind.VALUE,
          "linalg.qr(): mode is \"reduced\", \"complete\" or \"r\", not \"" + mode + "\"");
    }
    return mode;
  }

  private static Object orthogonal(Bound a) {
    MatrixBatch batch = MatrixBatch.of("linalg.qr", a.tensor("A"));
    int rows = batch.rows();
    int columns = batch.columns();
    int width = a.text("mode").equals("complete") ? rows : Math.min(rows, columns);
    Qr[] all = new Qr[batch.count()];
    Arrays.setAll(all, i -> Qr.of(batch.get(i), rows, columns, width));
    Tensor r = batch.matrices(width, columns, i -> all[i].r());
    Tensor q =
        a.text("mode").equals("r")
            ? Fresh.zeros(Context.current(), Layout.contiguous(0), batch.dtype())
            : batch.matrices(rows, width, i -> all[i].q());
    return new Tensor[] {q, r};
  }

  private static Tensor qrGradient(Vjp v) {
    Tensor q = v.result("Q");
    Tensor r = v.result("R");
    int rows = v.layout("A").size(v.layout("A").dim() - 2);
    int columns = v.layout("A").size(v.layout("A").dim() - 1);
    String mode = v.text("mode");
    if (mode.equals("r") || mode.equals("complete") && rows > columns) {
      throw new GradError(
              ErrorKind.AUTOGRAD, "linalg.qr() with mode \"" + mode + "\" has no gradient here")
          .help("use mode=\"reduced\"");
    }
    if (rows >= columns) {
      return tallGradient(q, r, v.cotangent(0), v.cotangent(1));
    }
    // A = [X Y] with X square: X = Q U and V = QᵀY, where R = [U V]
    Tensor right = v.cotangent(1).narrow(r.dim() - 1, rows, columns - rows);
    Tensor second = q.matmul(r.narrow(r.dim() - 1, rows, columns - rows));
    Tensor ofQ = v.cotangent(0).add(second.matmul(Solving.turned(right)));
    Tensor first =
        tallGradient(
            q, r.narrow(r.dim() - 1, 0, rows), ofQ, v.cotangent(1).narrow(r.dim() - 1, 0, rows));
    return Joining.cat(new Tensor[] {first, q.matmul(right)}, -1);
  }

  // With M = R gRᵀ - gQᵀ Q and C its lower triangle mirrored upwards: dA = (gQ + Q C) R⁻ᵀ
  private static Tensor tallGradient(Tensor q, Tensor r, Tensor ofQ, Tensor ofR) {
    Tensor m = r.matmul(Solving.turned(ofR)).sub(Solving.turned(ofQ).matmul(q));
    Tensor mirrored = Triangles.tril(m, 0).add(Solving.turned(Triangles.tril(m, -1)));
    Tensor sum = ofQ.add(q.matmul(mirrored));
    return Solving.turned(Solving.solveTriangular(r, Solving.turned(sum), true));
  }

  // Eigenvalues.

  private static void eigenvalues(Family family) {
    String parameters = "(A: tensor, UPLO: str = \"L\")";
    family
        .op("linalg_eigh", "The eigenvalues of symmetric matrices, rising, and their eigenvectors.")
        .samples("linalg.eigh(cov(randn(3, 5)))", "linalg.eigh(cov(randn(2, 5)), UPLO=\"U\")")
        .functionOnly()
        .way(Composite.of("linalg_eigh" + parameters, Decompositions::eigh));
    family
        .op("linalg_eigvalsh", "The eigenvalues of symmetric matrices, rising.")
        .samples("linalg.eigvalsh(cov(randn(3, 5)))")
        .functionOnly()
        .way(Composite.of("linalg_eigvalsh" + parameters, a -> eigh(a).get(0)));
  }

  private static Results eigh(Bound a) {
    String triangle = a.text("UPLO");
    if (!triangle.equalsIgnoreCase("L") && !triangle.equalsIgnoreCase("U")) {
      throw new GradError(
          ErrorKind.VALUE, a.operation() + "(): UPLO is \"L\" or \"U\", not \"" + triangle + "\"");
    }
    return (Results) EIGH.apply(Context.current(), new Object[] {a.tensor("A"), triangle});
  }

  private static Object eigen(Bound a) {
    MatrixBatch batch = MatrixBatch.square("linalg.eigh", a.tensor("A"));
    int n = batch.rows();
    boolean upper = a.text("UPLO").equalsIgnoreCase("U");
    Eigen[] all = new Eigen[batch.count()];
    for (int k = 0; k < all.length; k++) {
      double[] x = batch.get(k);
      Context context = Context.current();
      for (int at = 0; at < x.length; at++) {
        context.reached(at);
        int i = at / n;
        int j = at % n;
        boolean read = upper ? i <= j : i >= j;
        x[at] = read ? x[at] : x[j * n + i];
      }
      all[k] = converged("linalg.eigh", Eigen.of(x, n));
    }
    return new Tensor[] {
      batch.vectors(n, i -> all[i].values()), batch.matrices(n, n, i -> all[i].vectors())
    };
  }

  private static <T> T converged(String operation, @Nullable T found) {
    if (found == null) {
      throw new GradError(
              ErrorKind.VALUE, operation + "(): the search does not converge for this matrix")
          .help("look whether it holds nan or inf");
    }
    return found;
  }

  // dA = V (diag(gL) + Vᵀ gV / E) Vᵀ with E_ij = l_j - l_i, off the diagonal
  private static Tensor eigenGradient(Vjp v) {
    Tensor vectors = v.result("eigenvectors");
    Tensor values = v.result("eigenvalues");
    Tensor turned = Solving.turned(vectors);
    Tensor ofValues = v.cotangent(0).unsqueeze(-1);
    if (!v.hasCotangent(1)) {
      return vectors.matmul(ofValues.mul(turned));
    }
    Tensor differences = values.unsqueeze(-2).sub(values.unsqueeze(-1));
    Tensor identity = identityLike(vectors);
    // vectors stay orthonormal, so that only the skew part counts
    Tensor product = turned.matmul(v.cotangent(1));
    Tensor skew = product.sub(Solving.turned(product)).mul(0.5);
    Tensor shares = skew.div(differences.add(identity)).mul(identity.neg().add(1.0));
    return vectors.matmul(shares.add(identity.mul(ofValues))).matmul(turned);
  }

  // Singular values.

  private static void singularValues(Family family) {
    family
        .op("linalg_svd", "U, S and Vh with U @ diag(S) @ Vh = A; S falls.")
        .samples("linalg.svd(randn(3, 2), full_matrices=False)")
        .functionOnly()
        .way(
            Composite.of(
                "linalg_svd(A: tensor, full_matrices: bool = True)",
                a -> svd(a.tensor("A"), a.flag("full_matrices"))));
    family
        .op("linalg_svdvals", "The singular values, falling.")
        .samples("linalg.svdvals(randn(3, 2))")
        .functionOnly()
        .way(Composite.of("linalg_svdvals(A: tensor)", a -> values(a.tensor("A"))));
    family
        .op("svd", "U, S and V with U @ diag(S) @ V.mT = input; S falls.")
        .samples("svd(randn(3, 2))")
        .way(
            Composite.of(
                "svd(input: tensor, some: bool = True, compute_uv: bool = True)",
                a -> {
                  Results found = svd(a.tensor("input"), !a.flag("some"));
                  Tensor v = Solving.turned((Tensor) found.get(2));
                  return new Results(
                      "torch.return_types.svd",
                      java.util.List.of("U", "S", "V"),
                      java.util.List.of(found.get(0), found.get(1), v));
                }));
  }

  static Results svd(Tensor x, boolean full) {
    return (Results) SVD.apply(Context.current(), new Object[] {x, full});
  }

  /** The singular values of each matrix. */
  static Tensor values(Tensor x) {
    return (Tensor) svd(x, false).get(1);
  }

  private static Object singular(Bound a) {
    MatrixBatch batch = MatrixBatch.of("linalg.svd", a.tensor("A"));
    int rows = batch.rows();
    int columns = batch.columns();
    int least = Math.min(rows, columns);
    boolean full = a.flag("full_matrices");
    Svd[] all = new Svd[batch.count()];
    Arrays.setAll(all, i -> converged("linalg.svd", Svd.of(batch.get(i), rows, columns, full)));
    return new Tensor[] {
      batch.matrices(rows, full ? rows : least, i -> all[i].u()),
      batch.vectors(least, i -> all[i].s()),
      batch.matrices(full ? columns : least, columns, i -> all[i].vt())
    };
  }

  private static Tensor singularGradient(Vjp v) {
    Layout layout = v.layout("A");
    int least = Math.min(layout.size(layout.dim() - 2), layout.size(layout.dim() - 1));
    Tensor u = v.result("U").narrow(layout.dim() - 1, 0, least);
    Tensor vh = v.result("Vh").narrow(layout.dim() - 2, 0, least);
    Tensor s = v.result("S");
    if (!v.hasCotangent(0) && !v.hasCotangent(2)) {
      return u.matmul(v.cotangent(1).unsqueeze(-1).mul(vh));
    }
    // what full_matrices adds may be any orthonormal vectors: a gradient cannot depend on them
    Tensor ofU = v.cotangent(0).narrow(layout.dim() - 1, 0, least);
    Tensor ofVh = v.cotangent(2).narrow(layout.dim() - 2, 0, least);
    return new SingularGradient(u, s, vh).of(ofU, v.cotangent(1), Solving.turned(ofVh));
  }

  /** Of A = U diag(S) Vᵀ with distinct singular values. */
  private record SingularGradient(Tensor u, Tensor s, Tensor vh) {
    // With K = skew(Uᵀ gU) / E, L = skew(Vᵀ gV) / E and E_ij = s_j² - s_i²:
    // dA = U (K S + S L + diag(gS)) Vᵀ, and what of gU and gV stands outside of U and V
    Tensor of(Tensor ofU, Tensor ofS, Tensor ofV) {
      Tensor turned = Solving.turned(u);
      Tensor left = turned.matmul(ofU);
      Tensor right = vh.matmul(ofV);
      Tensor squares = s.square();
      Tensor identity = identityLike(left);
      Tensor gaps = squares.unsqueeze(-2).sub(squares.unsqueeze(-1)).add(identity);
      Tensor off = identity.neg().add(1.0);
      Tensor inner =
          skew(left)
              .div(gaps)
              .mul(off)
              .mul(s.unsqueeze(-2))
              .add(skew(right).div(gaps).mul(off).mul(s.unsqueeze(-1)))
              .add(identity.mul(ofS.unsqueeze(-1)));
      Tensor gradient = u.matmul(inner).matmul(vh);
      Tensor inverse = s.pow(-1L);
      if (u.size(u.dim() - 2) > u.size(u.dim() - 1)) {
        Tensor outside = ofU.sub(u.matmul(left)).mul(inverse.unsqueeze(-2));
        gradient = gradient.add(outside.matmul(vh));
      }
      if (vh.size(vh.dim() - 1) > vh.size(vh.dim() - 2)) {
        Tensor outside = ofV.sub(Solving.turned(vh).matmul(right)).mul(inverse.unsqueeze(-2));
        gradient = gradient.add(u.matmul(Solving.turned(outside)));
      }
      return gradient;
    }

    private static Tensor skew(Tensor x) {
      return x.sub(Solving.turned(x));
    }
  }

  /** The sum of singular values, over the last two dimensions or two others. */
  public static Tensor nuclearNorm(Tensor x, int @Nullable [] dims, boolean keepdim) {
    return MatrixNorms.ofSingularValues(x, dims, keepdim, s -> s.sum(new int[] {-1}, false));
  }
}
