package org.gradlang.op.algebra;

import static org.gradlang.op.declare.Primitive.reads;

import java.util.List;
import org.gradlang.kernel.Matrices;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Declaration;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.declare.Primitive;
import org.gradlang.op.declare.Vjp;
import org.gradlang.op.pointwise.Selection;
import org.gradlang.op.shape.Joining;
import org.gradlang.op.signature.Results;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Room;
import org.gradlang.tensor.Tensor;

/** Powers, exponentials and pseudoinverses of matrices. */
public final class MatrixFunctions {
  /** Terms of the exponential's series that a matrix of norm 1/2 needs in float64. */
  private static final int TERMS = 18;

  private static final Primitive EXPONENTIAL =
      Primitive.of("matrix_exp(input: tensor)", MatrixFunctions::exponential)
          .node("LinalgMatrixExpBackward0")
          .gradient("input", reads("input"), MatrixFunctions::exponentialGradient);

  private static final Primitive PSEUDOINVERSE =
      Primitive.of("linalg_pinv(input: tensor, atol: float, rtol: float)", MatrixFunctions::pinv)
          .gradient("input", reads("input", "result"), MatrixFunctions::pinvGradient);

  private static final Primitive NO_POWER =
      Primitive.of(
              "matrix_power(input: tensor)", a -> Decompositions.identityLike(a.tensor("input")))
          .gradient(
              "input", v -> Fresh.zeros(Context.current(), v.layout("input"), v.dtype("input")));

  private MatrixFunctions() {}

  public static void declare(Family family) {
    powers(family);
    for (String name : new String[] {"matrix_exp", "linalg_matrix_exp"}) {
      Declaration declaration =
          family
              .op(name, "The exponential of each matrix.")
              .samples(name.replace("linalg_", "linalg.") + "(randn(2, 2))")
              .way(
                  Composite.of(
                      name + "(input: tensor)", a -> EXPONENTIAL.tensor(a.tensor("input"))));
      inNamespace(declaration, name);
    }
    family
        .op("linalg_pinv", "The inverse, as near as there is one, of any matrix.")
        .samples("linalg.pinv(randn(3, 2))")
        .functionOnly()
        .way(
            Composite.of(
                "linalg_pinv(A: tensor, rcond: float? = None, hermitian: bool = False, *,"
                    + " atol: float? = None, rtol: float? = None)",
                MatrixFunctions::pseudoinverse));
    family
        .op("pinverse", "The same as linalg.pinv.")
        .samples("pinverse(randn(3, 2))")
        .way(
            Composite.of(
                "pinverse(input: tensor, rcond: float = 1e-15)",
                a -> PSEUDOINVERSE.tensor(a.tensor("input"), 0.0, a.real("rcond"))));
    family
        .op("linalg_lstsq", "The X that brings A @ X as near to B as can be.")
        .samples("linalg.lstsq(randn(3, 2), randn(3, 1))")
        .functionOnly()
        .way(
            Composite.of(
                "linalg_lstsq(A: tensor, B: tensor, rcond: float? = None, *, driver: str? = None)",
                MatrixFunctions::leastSquares));
  }

  private static void inNamespace(Declaration declaration, String name) {
    if (name.startsWith("linalg_")) {
      declaration.functionOnly();
    }
  }

  private static void powers(Family family) {
    for (String name : new String[] {"matrix_power", "linalg_matrix_power"}) {
      Declaration declaration =
          family
              .op(name, "The product of n times each matrix, or of its inverse.")
              .samples(name.replace("linalg_", "linalg.") + "(randn(2, 2), 3)")
              .way(Composite.of(name + "(input: tensor, n: int)", MatrixFunctions::power));
      inNamespace(declaration, name);
    }
  }

  /** By squaring. */
  private static Tensor power(Bound a) {
    Tensor x = a.tensor("input");
    MatrixBatch.checkSquare("linalg.matrix_power", x);
    long n = a.whole("n");
    if (n == 0) {
      return NO_POWER.tensor(x);
    }
    Tensor base = n < 0 ? Solving.inverse(x) : x;
    Tensor result = null;
    for (long rest = Math.abs(n); rest > 0; rest >>= 1) {
      if ((rest & 1) != 0) {
        result = result == null ? base : result.matmul(base);
      }
      if (rest > 1) {
        base = base.matmul(base);
      }
    }
    return n == 1 || result == null ? x.copy() : result;
  }

  private static Tensor exponential(Bound a) {
    MatrixBatch batch = MatrixBatch.square("linalg.matrix_exp", a.tensor("input"));
    int n = batch.rows();
    return batch.matrices(n, n, i -> exponential(batch.get(i), n));
  }

  /** exp(A) = exp(A / 2^k)^(2^k), with a k that makes the series converge fast. */
  private static double[] exponential(double[] x, int n) {
    double norm = 0;
    for (int i = 0; i < n; i++) {
      double sum = 0;
      for (int j = 0; j < n; j++) {
        sum += Math.abs(x[i * n + j]);
      }
      norm = Math.max(norm, sum);
    }
    int squarings = norm > 0.5 && norm < 1e300 ? Math.getExponent(norm) + 2 : 0;
    double[] scaled = x.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = Math.scalb(scaled[i], -squarings);
    }
    double[] sum = Matrices.identity(n, n);
    for (int k = TERMS; k >= 1; k--) {
      // 1 + A / k (1 + A / (k + 1) (...))
      sum = product(scaled, sum, n);
      for (int i = 0; i < sum.length; i++) {
        sum[i] = sum[i] / k + (i % (n + 1) == 0 ? 1 : 0);
      }
    }
    for (int k = 0; k < squarings; k++) {
      sum = product(sum, sum, n);
    }
    return sum;
  }

  private static double[] product(double[] a, double[] b, int n) {
    double[] c = Room.doubles(n * n);
    Context context = Context.current();
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < n; k++) {
        context.worked(n);
        for (int j = 0; j < n; j++) {
          c[i * n + j] += a[i * n + k] * b[k * n + j];
        }
      }
    }
    return c;
  }

  // The gradient is the corner of exp([Aᵀ G; 0 Aᵀ])
  private static Tensor exponentialGradient(Vjp v) {
    Tensor turned = Solving.turned(v.tensor("input"));
    int dims = turned.dim();
    int n = turned.size(dims - 1);
    Tensor upper = Joining.cat(new Tensor[] {turned, v.cotangent()}, -1);
    Tensor lower = Joining.cat(new Tensor[] {turned.zerosLike(), turned}, -1);
    Tensor whole = EXPONENTIAL.tensor(Joining.cat(new Tensor[] {upper, lower}, -2));
    return whole.narrow(dims - 2, 0, n).narrow(dims - 1, n, n);
  }

  private static Tensor pseudoinverse(Bound a) {
    Tensor x = a.tensor("A");
    MatrixBatch.check("linalg.pinv", x);
    int larger = Math.max(x.size(x.dim() - 1), x.size(x.dim() - 2));
    double eps = x.dtype() == DType.FLOAT64 ? Math.ulp(1.0) : Math.ulp(1f);
    double atol = a.has("atol") ? a.real("atol") : 0;
    double standard = a.has("atol") ? 0 : larger * eps;
    double given = a.has("rcond") ? a.real("rcond") : standard;
    return PSEUDOINVERSE.tensor(x, atol, a.has("rtol") ? a.real("rtol") : given);
  }

  /** V diag(1 / S) Uᵀ without singular values that count as zero. */
  private static Tensor pinv(Bound a) {
    Tensor x = a.tensor("input");
    MatrixBatch batch = MatrixBatch.of("linalg.pinv", x);
    Results found = Decompositions.svd(x.to(DType.FLOAT64), false);
    Tensor s = (Tensor) found.get(1);
    Tensor bound =
        Selection.clampMin(
            s.narrow(s.dim() - 1, 0, Math.min(1, s.size(s.dim() - 1))).mul(a.real("rtol")),
            a.real("atol"));
    Tensor inverse = Selection.where(s.gt(bound), s.pow(-1L), 0.0);
    Tensor right = Solving.turned((Tensor) found.get(2)).mul(inverse.unsqueeze(-2));
    return right.matmul(Solving.turned((Tensor) found.get(0))).to(batch.dtype());
  }

  // Golub and Pereyra 1973: of P = pinv(A) of constant rank,
  // dP = -P dA P + P Pᵀ dAᵀ (1 - A P) + (1 - P A) dAᵀ Pᵀ P
  private static Tensor pinvGradient(Vjp v) {
    Tensor x = v.tensor("input");
    Tensor p = v.result();
    Tensor turned = Solving.turned(p);
    Tensor g = v.cotangent();
    Tensor first = turned.matmul(g).matmul(turned).neg();
    Tensor back = Solving.turned(g);
    Tensor second = back.sub(x.matmul(p).matmul(back)).matmul(p).matmul(turned);
    Tensor third = turned.matmul(p).matmul(back.sub(back.matmul(p).matmul(x)));
    return first.add(second).add(third);
  }

  private static Results leastSquares(Bound a) {
    Tensor x = a.tensor("A");
    Tensor b = a.tensor("B");
    MatrixBatch.check("linalg.lstsq", x);
    boolean vector = b.dim() == x.dim() - 1;
    Tensor right = vector ? b.unsqueeze(-1) : b;
    if (right.dim() < 2 || right.size(right.dim() - 2) != x.size(x.dim() - 2)) {
      throw new GradError(
          ErrorKind.SHAPE,
          "linalg.lstsq(): matrices of shape "
              + x.layout()
              + " need right sides of as many rows, not the shape "
              + b.layout());
    }
    int larger = Math.max(x.size(x.dim() - 1), x.size(x.dim() - 2));
    double eps = x.dtype() == DType.FLOAT64 ? Math.ulp(1.0) : Math.ulp(1f);
    double rcond = a.has("rcond") ? a.real("rcond") : larger * eps;
    Tensor solution = PSEUDOINVERSE.tensor(x, 0.0, rcond).matmul(right);
    Tensor s = Decompositions.values(x.detach());
    int least = s.size(s.dim() - 1);
    Tensor bound = s.narrow(s.dim() - 1, 0, Math.min(1, least)).mul(rcond);
    Tensor rank = s.gt(bound).sum(new int[] {-1}, false);
    Tensor rest = x.matmul(solution).sub(right).square().sum(new int[] {-2}, false).detach();
    boolean isTall = x.size(x.dim() - 2) > x.size(x.dim() - 1);
    String driver = driver(a);
    Tensor none = Fresh.zeros(Context.current(), Layout.contiguous(0), x.dtype());
    return new Results(
        "torch.return_types.linalg_lstsq",
        List.of("solution", "residuals", "rank", "singular_values"),
        List.of(
            vector ? solution.squeeze(-1) : solution,
            isTall ? rest : none,
            driver.equals("gels") ? none.to(DType.INT64) : rank,
            driver.equals("gelsd") || driver.equals("gelss") ? s : none));
  }

  /** LAPACK's routines differ here only in what they tell. */
  private static String driver(Bound a) {
    String driver = a.has("driver") ? a.text("driver") : "gelsy";
    if (!List.of("gels", "gelsy", "gelsd", "gelss").contains(driver)) {
      throw new GradError(
          ErrorKind.VALUE,
          "linalg.lstsq(): driver is \"gels\", \"gelsy\", \"gelsd\" or \"gelss\", not \""
              + driver
              + "\"");
    }
    return driver;
  }
}
