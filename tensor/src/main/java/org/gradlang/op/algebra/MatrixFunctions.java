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
  /** Terms of the exponential's series: a matrix of norm 1/2 needs 18 in float64. */
  private static final int TERMS = 20;

  /** So many of them are put together from powers that are products themselves. */
  private static final int BLOCK = 4;

  private static final Primitive EXPONENTIAL =
      Primitive.of("matrix_exp(input: tensor)", MatrixFunctions::exponential)
          .node("LinalgMatrixExpBackward0")
          .gradient("input", reads("input"), MatrixFunctions::exponentialGradient);

  private static final Primitive PSEUDOINVERSE =
      Primitive.of("linalg_pinv(input: tensor, atol: float, rtol: float)", MatrixFunctions::pinv)
          .gradient("input", reads("input", "result"), MatrixFunctions::pinvGradient);

  private static final Primitive LEAST_SQUARES =
      Primitive.replayed(
          "linalg_lstsq(A: tensor, B: tensor, rcond: float)",
          a -> PSEUDOINVERSE.tensor(a.tensor("A"), 0.0, a.real("rcond")).matmul(a.tensor("B")),
          "A",
          "B");

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
    double[] sum = series(scaled, n);
    for (int k = 0; k < squarings; k++) {
      sum = Matrices.product(sum, sum, n);
    }
    return sum;
  }

  /** The series up to A^19, in blocks of four terms of a polynomial of A^4. */
  private static double[] series(double[] x, int n) {
    double[][] powers = {
      Matrices.identity(n, n), x, Matrices.product(x, x, n), new double[0], new double[0]
    };
    powers[3] = Matrices.product(powers[2], x, n);
    powers[4] = Matrices.product(powers[2], powers[2], n);
    double[] sum = new double[0];
    double[] factors = factors();
    for (int block = TERMS / BLOCK - 1; block >= 0; block--) {
      boolean last = sum.length == 0;
      sum = last ? Room.doubles(n * n) : Matrices.product(sum, powers[BLOCK], n);
      for (int k = BLOCK - 1; k >= 0; k--) {
        double factor = factors[block * BLOCK + k];
        double[] power = powers[k];
        for (int i = 0; i < sum.length; i++) {
          sum[i] += factor * power[i];
        }
      }
    }
    return sum;
  }

  /** 1 / k! */
  private static double[] factors() {
    double[] factors = new double[TERMS];
    double factorial = 1;
    for (int k = 0; k < TERMS; k++) {
      factorial *= Math.max(1, k); // 19! is less than 2^57 with 16 zeros at its end: exact
      factors[k] = 1 / factorial;
    }
    return factors;
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
    Tensor solution = LEAST_SQUARES.tensor(x, right, rcond);
    Tensor s = Decompositions.values(x.detach());
    int least = s.size(s.dim() - 1);
    Tensor bound = s.narrow(s.dim() - 1, 0, Math.min(1, least)).mul(rcond);
    Tensor rank = s.gt(bound).sum(new int[] {-1}, false);
    Tensor rest = x.matmul(solution).sub(right).square().sum(new int[] {-2}, false).detach();
    String driver = driver(a);
    boolean tells = !driver.equals("gelsy") && x.size(x.dim() - 2) > x.size(x.dim() - 1);
    Tensor none = Fresh.zeros(Context.current(), Layout.contiguous(0), x.dtype());
    return new Results(
        "torch.return_types.linalg_lstsq",
        List.of("solution", "residuals", "rank", "singular_values"),
        List.of(
            vector ? solution.squeeze(-1) : solution,
            tells ? rest : none,
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
