package org.gradlang.op.algebra;

import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.gradlang.op.Operations;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Dims;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Numbers;
import org.gradlang.op.pointwise.Selection;
import org.gradlang.op.reduction.Statistics;
import org.gradlang.op.signature.TypeNames;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.None;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Norms of matrices, and numbers that follow from them. */
public final class MatrixNorms {
  private static final int[] LAST = {-2, -1};

  private MatrixNorms() {}

  public static void declare(Family family) {
    String tail = "keepdim: bool = False, *, dtype: dtype? = None)";
    family
        .op("linalg_norm", "A norm of vectors, or of matrices where ord or two dims ask for it.")
        .samples("linalg.norm(randn(2, 3))", "linalg.norm(randn(2, 3), 1)")
        .functionOnly()
        .way(
            Composite.of(
                "linalg_norm(A: tensor, ord: any = None, dim: ints? = None, " + tail,
                MatrixNorms::norm));
    family
        .op("linalg_vector_norm", "The norm of order ord of all elements, or along dims.")
        .samples(
            "linalg.vector_norm(randn(2, 3), 3, dim=1)",
            "linalg.vector_norm(randn(2, 3), -inf, dim=1)",
            "linalg.vector_norm(rand(2, 3) + 0.5, 0.5)")
        .functionOnly()
        .way(
            Composite.of(
                "linalg_vector_norm(x: tensor, ord: number = 2, dim: ints? = None, " + tail,
                a ->
                    Statistics.vectorNorm(
                        converted(a, a.tensor("x")),
                        a.real("ord"),
                        a.intsOrNull("dim"),
                        a.flag("keepdim"))));
    family
        .op("linalg_matrix_norm", "A norm of matrices: \"fro\", \"nuc\", inf, 1, 2 or negative.")
        .samples(
            "linalg.matrix_norm(randn(2, 3))",
            "linalg.matrix_norm(randn(2, 3), \"nuc\")",
            "linalg.matrix_norm(randn(2, 3), 2)",
            "linalg.matrix_norm(randn(2, 2), -1)")
        .functionOnly()
        .way(
            Composite.of(
                "linalg_matrix_norm(A: tensor, ord: any = \"fro\", dim: ints = [-2, -1], " + tail,
                a ->
                    matrixNorm(
                        converted(a, a.tensor("A")),
                        a.required("ord"),
                        a.ints("dim"),
                        a.flag("keepdim"))));
    conditions(family);
  }

  private static void conditions(Family family) {
    family
        .op("linalg_cond", "How much a matrix magnifies errors: the norm of it and its inverse.")
        .samples("linalg.cond(rand(2, 2) + eye(2))")
        .functionOnly()
        .way(Composite.of("linalg_cond(A: tensor, p: any = None)", MatrixNorms::condition));
    for (String name : new String[] {"linalg_matrix_rank"}) {
      family
          .op(name, "How many singular values are greater than rounding makes them.")
          .samples("linalg.matrix_rank(eye(2))")
          .functionOnly()
          .way(
              Composite.of(
                      name
                          + "(A: tensor, tol: float? = None, hermitian: bool = False, *,"
                          + " atol: float? = None, rtol: float? = None)",
                      MatrixNorms::rank)
                  .notDifferentiable());
    }
  }

  private static Tensor converted(Bound a, Tensor x) {
    DType dtype = a.dtype("dtype");
    return dtype == null ? x : x.to(dtype);
  }

  private static boolean isNone(@Nullable Object value) {
    return value == null || value == None.NONE;
  }

  private static Tensor norm(Bound a) {
    Tensor x = converted(a, a.tensor("A"));
    int[] dims = a.intsOrNull("dim");
    boolean keepdim = a.flag("keepdim");
    Object order = a.get("ord");
    if (isNone(order)) {
      return Statistics.vectorNorm(x, 2, dims, keepdim);
    }
    boolean ofMatrix = dims == null ? x.dim() == 2 : dims.length == 2;
    if (dims == null && x.dim() > 2) {
      throw new GradError(
              ErrorKind.SHAPE,
              "linalg.norm() with an ord takes vectors and matrices, not the shape " + x.layout())
          .help("say along which dims, such as dim=(-2, -1)");
    }
    if (ofMatrix) {
      return matrixNorm(x, order == null ? "fro" : order, dims == null ? LAST : dims, keepdim);
    }
    if (order == null || !Numbers.isNumber(order)) {
      throw new GradError(
              ErrorKind.VALUE,
              "linalg.norm(): of a vector, ord is a number, not "
                  + TypeNames.shown(order == null ? None.NONE : order))
          .help("\"fro\" and \"nuc\" are for matrices");
    }
    return Statistics.vectorNorm(x, Numbers.real(order), dims, keepdim);
  }

  private static Tensor matrixNorm(Tensor x, Object order, int[] dims, boolean keepdim) {
    MatrixBatch.check("linalg.matrix_norm", x);
    if (dims.length != 2) {
      throw new GradError(
          ErrorKind.VALUE, "linalg.matrix_norm(): dim needs two dims, not " + dims.length);
    }
    if (order.equals("fro")) {
      return Statistics.vectorNorm(x, 2, dims, keepdim);
    }
    if (order.equals("nuc")) {
      return Decompositions.nuclearNorm(x, dims, keepdim);
    }
    double number = Numbers.isNumber(order) ? Numbers.real(order) : 0;
    boolean greatest = number > 0;
    if (Math.abs(number) == 2) {
      return ofSingularValues(x, dims, keepdim, s -> extreme(s, -1, greatest, false));
    }
    if (Math.abs(number) != 1 && !Double.isInfinite(number)) {
      throw new GradError(
          ErrorKind.VALUE,
          "linalg.matrix_norm(): ord is \"fro\", \"nuc\", 1, -1, 2, -2, inf or -inf, not "
              + TypeNames.shown(order));
    }
    int first = Dims.of("linalg.matrix_norm", x.layout(), dims[0]);
    int second = Dims.of("linalg.matrix_norm", x.layout(), dims[1]);
    boolean columns = Math.abs(number) == 1;
    int summed = columns ? first : second;
    int left = columns ? second : first;
    Tensor sums = x.abs().sum(new int[] {summed}, keepdim);
    return extreme(sums, !keepdim && left > summed ? left - 1 : left, greatest, keepdim);
  }

  private static Tensor extreme(Tensor x, int dim, boolean greatest, boolean keepdim) {
    return Operations.tensor(greatest ? "amax" : "amin", x, (long) dim, keepdim);
  }

  /** A number from the singular values of matrices, which lie in two dims of {@code x}. */
  static Tensor ofSingularValues(
      Tensor x, int @Nullable [] dims, boolean keepdim, UnaryOperator<Tensor> number) {
    int[] chosen = dims == null || dims.length == 0 ? LAST : dims;
    int first = Dims.of("linalg.norm", x.layout(), chosen[0]);
    int second = Dims.of("linalg.norm", x.layout(), chosen[1]);
    int[] order =
        IntStream.concat(
                IntStream.range(0, x.dim()).filter(d -> d != first && d != second),
                IntStream.of(first, second))
            .toArray();
    Tensor found = number.apply(Decompositions.values(x.permute(order)));
    if (!keepdim) {
      return found;
    }
    return found.unsqueeze(Math.min(first, second)).unsqueeze(Math.max(first, second));
  }

  private static Tensor condition(Bound a) {
    Tensor x = a.tensor("A");
    Object p = a.get("p");
    if (isNone(p) || p instanceof Long n && Math.abs(n) == 2) {
      Tensor s = Decompositions.values(x);
      Tensor greatest = s.select(s.dim() - 1, 0);
      Tensor smallest = s.select(s.dim() - 1, -1);
      return p instanceof Long n && n < 0 ? smallest.div(greatest) : greatest.div(smallest);
    }
    Object order = p == null ? "fro" : p;
    return matrixNorm(x, order, LAST, false)
        .mul(matrixNorm(Solving.inverse(x), order, LAST, false));
  }

  private static Tensor rank(Bound a) {
    Tensor x = a.tensor("A");
    Tensor s = Decompositions.values(x.detach());
    int larger = Math.max(x.size(x.dim() - 1), x.size(x.dim() - 2));
    double eps = x.dtype() == DType.FLOAT64 ? Math.ulp(1.0) : Math.ulp(1f);
    boolean absolute = a.has("tol") || a.has("atol");
    double atol = a.has("tol") ? a.real("tol") : a.has("atol") ? a.real("atol") : 0;
    double rtol = a.has("rtol") ? a.real("rtol") : absolute ? 0 : larger * eps;
    if (s.size(s.dim() - 1) == 0) {
      return s.gt(0.0).sum(new int[] {-1}, false);
    }
    Tensor bound = Selection.clampMin(extreme(s, -1, true, true).mul(rtol), atol);
    return s.gt(bound).sum(new int[] {-1}, false);
  }
}
