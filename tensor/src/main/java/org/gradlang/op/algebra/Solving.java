package org.gradlang.op.algebra;

import static org.gradlang.op.declare.Primitive.reads;

import java.util.Arrays;
import org.gradlang.kernel.Triangle;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Broadcasting;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Declaration;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Primitive;
import org.gradlang.op.declare.Vjp;
import org.gradlang.op.shape.Triangles;
import org.gradlang.op.signature.Results;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Tensor;

/** Inverses and systems of linear equations. */
public final class Solving {
  private static final Primitive INVERSE =
      Primitive.of("inverse(input: tensor)", Solving::inverted)
          .node("LinalgInvExBackward0")
          .gradient(
              "input",
              reads("result"),
              v -> {
                // d inv(A) = -inv(A) dA inv(A)
                Tensor turned = turned(v.result());
                return turned.matmul(v.cotangent()).matmul(turned).neg();
              });

  // B has the batch of A, and two dimensions more, or one where it is a vector for each matrix
  private static final Primitive SOLVE =
      Primitive.of("linalg_solve(A: tensor, B: tensor)", Solving::solved)
          .node("LinalgSolveExBackward0")
          .results("", "result", "LU", "pivots")
          .gradient(
              "A",
              reads("A", "result", "LU", "pivots"),
              v -> {
                Tensor a = v.tensor("A");
                Tensor right = asColumns(a, solvedTurned(v));
                return right.matmul(turned(asColumns(a, v.result("result")))).neg();
              })
          .gradient("B", reads("A", "LU", "pivots"), Solving::solvedTurned);

  private static final Primitive TRIANGULAR =
      Primitive.of(
              "linalg_solve_triangular(A: tensor, B: tensor, upper: bool, unitriangular: bool)",
              Solving::solvedTriangular)
          .gradient(
              "A",
              reads("A", "result"),
              v -> {
                Tensor full = triangularGradient(v).matmul(turned(v.result())).neg();
                int diagonal = v.flag("unitriangular") ? 1 : 0;
                return v.flag("upper")
                    ? Triangles.triu(full, diagonal)
                    : Triangles.tril(full, -diagonal);
              })
          .gradient("B", reads("A"), Solving::triangularGradient);

  private Solving() {}

  public static void declare(Family family) {
    Determinants.declare(family);
    inverses(family);
    String operands = "linalg_solve(A: tensor, B: tensor, *, left: bool = True)";
    family
        .op("linalg_solve", "X with A @ X = B; or with X @ A = B where left is False.")
        .samples(
            "linalg.solve(rand(2, 2) + eye(2), randn(2, 3))",
            "linalg.solve(rand(2, 2) + eye(2), randn(3, 2), left=False)",
            "linalg.solve(rand(2, 2) + eye(2), randn(2))")
        .functionOnly()
        .way(Composite.of(operands, Solving::solveAny));
    family
        .op("linalg_solve_triangular", "X with A @ X = B, reading one triangle of A.")
        .samples(
            "linalg.solve_triangular(rand(2, 2) + eye(2), randn(2, 3), upper=True)",
            "linalg.solve_triangular(rand(2, 2) + eye(2), randn(3, 2), upper=False, left=False,"
                + " unitriangular=True)")
        .functionOnly()
        .way(
            Composite.of(
                "linalg_solve_triangular(A: tensor, B: tensor, *, upper: bool, left: bool = True,"
                    + " unitriangular: bool = False)",
                Solving::solveAnyTriangular));
    family
        .op("triangular_solve", "X with A @ X = input, and A itself.")
        .samples("triangular_solve(randn(2, 3), rand(2, 2) + eye(2))")
        .way(
            Primitive.replayed(
                    "triangular_solve(input: tensor, A: tensor, upper: bool = True, transpose: bool"
                        + " = False, unitriangular: bool = False)",
                    Solving::triangularSolve,
                    "input",
                    "A")
                .results("torch.return_types.triangular_solve", "solution", "cloned_coefficient"));
  }

  private static void inverses(Family family) {
    for (String name : new String[] {"inverse", "linalg_inv"}) {
      named(family, name, "The inverse of each matrix.")
          .way(Composite.of(name + "(input: tensor)", a -> inverse(a.tensor("input"))));
    }
  }

  static Declaration named(Family family, String name, String documentation) {
    boolean inNamespace = name.startsWith("linalg_");
    Declaration declaration =
        family
            .op(name, documentation)
            .samples(name.replace("linalg_", "linalg.") + "(rand(2, 2) + eye(2))");
    return inNamespace ? declaration.functionOnly() : declaration;
  }

  /** The last two dimensions exchanged. */
  static Tensor turned(Tensor x) {
    return x.transpose(-2, -1);
  }

  /** Numbers, seen as matrices of one element. */
  static Tensor asMatrices(Tensor numbers) {
    return numbers.unsqueeze(-1).unsqueeze(-1);
  }

  static Tensor inverse(Tensor x) {
    return INVERSE.tensor(x);
  }

  static Tensor solve(Tensor a, Tensor b) {
    return (Tensor) ((Results) SOLVE.apply(Context.current(), new Object[] {a, b})).get(0);
  }

  static Tensor solveTriangular(Tensor a, Tensor b, boolean upper) {
    return TRIANGULAR.tensor(a, b, upper, false);
  }

  private static Tensor inverted(Bound a) {
    Tensor x = a.tensor("input");
    return LuBatch.square("inverse", x)
        .regular("inverse")
        .solve(Decompositions.identityLike(x), false);
  }

  private static Object solved(Bound a) {
    LuBatch left = LuBatch.square("linalg.solve", a.tensor("A")).regular("linalg.solve");
    Tensor right = a.tensor("B");
    MatrixBatch.check("linalg.solve", asColumns(a.tensor("A"), right));
    return new Tensor[] {left.solve(right, false), left.factors(), left.exchanges()};
  }

  // With A X = B: dB = A⁻ᵀ G and dA = -dB Xᵀ. The factors are those of the forward, unless this
  // shall have a gradient itself.
  private static Tensor solvedTurned(Vjp v) {
    return v.shared(
        Tensor.class,
        () ->
            v.context().isRecording()
                ? solve(turned(v.tensor("A")), v.cotangent())
                : LuBatch.kept(v.result("LU"), v.result("pivots")).solve(v.cotangent(), true));
  }

  /** Vectors as matrices of one column. */
  private static Tensor asColumns(Tensor matrix, Tensor b) {
    return b.dim() < matrix.dim() ? b.unsqueeze(-1) : b;
  }

  /** A vector for B, batches that broadcast, and X @ A = B. */
  private static Tensor solveAny(Bound a) {
    return solveAny(a.tensor("A"), a.tensor("B"), a.flag("left"));
  }

  static Tensor solveAny(Tensor matrix, Tensor b, boolean left) {
    MatrixBatch.checkSquare("linalg.solve", matrix);
    boolean vector = isVector(matrix, b);
    if (vector && left && b.dim() == matrix.dim() - 1 && sameBatch(matrix, b)) {
      return solve(matrix, b);
    }
    Tensor right = vector ? b.unsqueeze(-1) : b;
    if (!left) {
      return turned(paired("linalg.solve", turned(matrix), turned(right), Solving::solve));
    }
    Tensor x = paired("linalg.solve", matrix, right, Solving::solve);
    return vector ? x.squeeze(-1) : x;
  }

  private static boolean sameBatch(Tensor matrix, Tensor b) {
    int[] sizes = matrix.layout().sizes();
    return Arrays.equals(b.layout().sizes(), Arrays.copyOf(sizes, sizes.length - 1));
  }

  private static boolean isVector(Tensor matrix, Tensor b) {
    return b.dim() == 1 || b.dim() == matrix.dim() - 1 && sameBatch(matrix, b);
  }

  /** What is done with a matrix and columns of one batch. */
  interface Pair {
    Tensor apply(Tensor matrix, Tensor columns);
  }

  /** Expands both to their common batch. */
  static Tensor paired(String operation, Tensor matrix, Tensor columns, Pair pair) {
    MatrixBatch.check(operation, columns);
    if (matrix.size(matrix.dim() - 1) != columns.size(columns.dim() - 2)) {
      throw new GradError(
          ErrorKind.SHAPE,
          operation
              + "(): matrices of shape "
              + matrix.layout()
              + " need right sides of as many rows, not the shape "
              + columns.layout());
    }
    Layout lead = Broadcasting.pair(operation, lead(matrix), lead(columns));
    return pair.apply(expanded(matrix, lead), expanded(columns, lead));
  }

  private static Layout lead(Tensor x) {
    return Layout.contiguous(Arrays.copyOf(x.layout().sizes(), x.dim() - 2));
  }

  private static Tensor expanded(Tensor x, Layout lead) {
    int[] sizes = Arrays.copyOf(lead.sizes(), lead.dim() + 2);
    sizes[lead.dim()] = x.size(x.dim() - 2);
    sizes[lead.dim() + 1] = x.size(x.dim() - 1);
    return Arrays.equals(sizes, x.layout().sizes()) ? x : x.expand(sizes);
  }

  private static Tensor solvedTriangular(Bound a) {
    MatrixBatch left = MatrixBatch.square("linalg.solve_triangular", a.tensor("A"));
    MatrixBatch right = MatrixBatch.of("linalg.solve_triangular", a.tensor("B"));
    return right.matrices(
        left.rows(),
        right.columns(),
        i -> {
          double[] x = right.get(i);
          Triangle.of(left.get(i), left.rows(), a.flag("upper"), a.flag("unitriangular"))
              .solve(x, 0, right.columns(), right.columns());
          return x;
        });
  }

  private static Tensor triangularGradient(Vjp v) {
    return TRIANGULAR.tensor(
        turned(v.tensor("A")), v.cotangent(), !v.flag("upper"), v.flag("unitriangular"));
  }

  private static Tensor solveAnyTriangular(Bound a) {
    String name = "linalg.solve_triangular";
    Tensor matrix = a.tensor("A");
    MatrixBatch.checkSquare(name, matrix);
    boolean upper = a.flag("upper");
    boolean unit = a.flag("unitriangular");
    if (a.flag("left")) {
      return paired(name, matrix, a.tensor("B"), (m, b) -> TRIANGULAR.tensor(m, b, upper, unit));
    }
    return turned(
        paired(
            name,
            turned(matrix),
            turned(a.tensor("B")),
            (m, b) -> TRIANGULAR.tensor(m, b, !upper, unit)));
  }

  private static Results triangularSolve(Bound a) {
    Tensor matrix = a.tensor("A");
    MatrixBatch.checkSquare("triangular_solve", matrix);
    boolean turns = a.flag("transpose");
    boolean upper = a.flag("upper") != turns;
    boolean unit = a.flag("unitriangular");
    Tensor x =
        paired(
            "triangular_solve",
            turns ? turned(matrix) : matrix,
            a.tensor("input"),
            (m, b) -> TRIANGULAR.tensor(m, b, upper, unit));
    return Results.of(x, matrix.copy());
  }
}
