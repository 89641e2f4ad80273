package org.gradlang.op.algebra;

import static org.gradlang.op.declare.Primitive.reads;

import java.util.Arrays;
import java.util.List;
import org.gradlang.kernel.Copies;
import org.gradlang.kernel.Lu;
import org.gradlang.kernel.Matrices;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Dims;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.declare.Primitive;
import org.gradlang.op.declare.Vjp;
import org.gradlang.op.index.Gathering;
import org.gradlang.op.reduction.Reductions;
import org.gradlang.op.shape.Joining;
import org.gradlang.op.shape.Triangles;
import org.gradlang.op.signature.Results;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Room;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;

/** Matrices as products of a permutation and two triangles, and what is solved with them. */
public final class LuFactors {
  private static final Primitive FACTOR =
      Primitive.of("linalg_lu_factor_ex(A: tensor, pivot: bool)", LuFactors::factor)
          .results("torch.return_types.linalg_lu_factor_ex", "LU", "pivots", "info")
          .gradient("A", reads("LU", "pivots"), LuFactors::gradient);

  private LuFactors() {}

  public static void declare(Family family) {
    factors(family);
    unpacked(family);
    solutions(family);
  }

  private static void factors(Family family) {
    family
        .op("linalg_lu_factor", "L and U of P @ L @ U = A in one matrix, and the exchanged rows.")
        .samples("linalg.lu_factor(rand(2, 2) + eye(2))")
        .functionOnly()
        .way(
            Composite.of(
                "linalg_lu_factor(A: tensor, *, pivot: bool = True)",
                a -> {
                  Results found = factor(a.tensor("A"), a.flag("pivot"));
                  requireRegular("linalg.lu_factor", found);
                  return pair("linalg_lu_factor", found);
                }));
    family
        .op("linalg_lu_factor_ex", "linalg.lu_factor, with the first step whose pivot is 0, or 0.")
        .samples("linalg.lu_factor_ex(rand(2, 2) + eye(2))")
        .functionOnly()
        .way(
            Composite.of(
                "linalg_lu_factor_ex(A: tensor, *, pivot: bool = True, check_errors: bool = False)",
                a -> {
                  Results found = factor(a.tensor("A"), a.flag("pivot"));
                  if (a.flag("check_errors")) {
                    requireRegular("linalg.lu_factor_ex", found);
                  }
                  return found;
                }));
    family
        .op("lu", "The same as linalg.lu_factor.")
        .samples("lu(rand(2, 2) + eye(2))")
        .way(
            Composite.of(
                "lu(A: tensor, pivot: bool = True, get_infos: bool = False)",
                a -> {
                  Results found = factor(a.tensor("A"), a.flag("pivot"));
                  return a.flag("get_infos")
                      ? Results.of(found.get(0), found.get(1), found.get(2))
                      : Results.of(found.get(0), found.get(1));
                }));
  }

  private static Results pair(String type, Results found) {
    return new Results(
        "torch.return_types." + type, List.of("LU", "pivots"), List.of(found.get(0), found.get(1)));
  }

  static Results factor(Tensor x, boolean pivoting) {
    return (Results) FACTOR.apply(Context.current(), new Object[] {x, pivoting});
  }

  private static void requireRegular(String operation, Results found) {
    if (Reductions.isAny(((Tensor) found.get(2)).ne(0L))) {
      throw new GradError(ErrorKind.VALUE, operation + "(): a pivot is 0, so U is singular");
    }
  }

  private static Object factor(Bound a) {
    Tensor x = a.tensor("A");
    LuBatch batch = LuBatch.of("linalg.lu_factor", x, a.flag("pivot"));
    long[] failures = Room.longsToStore(batch.count());
    Arrays.setAll(failures, i -> batch.get(i).failure());
    return new Tensor[] {
      batch.factors().to(x.dtype()), batch.exchanges(), Fresh.of(Storage.of(failures), batch.lead())
    };
  }

  /** The unit lower triangle in LU. */
  private static Tensor lower(Tensor lu) {
    int steps = Math.min(rows(lu), columns(lu));
    Tensor left = lu.narrow(lu.dim() - 1, 0, steps);
    return Triangles.tril(left, -1).add(eye(rows(lu), steps, lu.dtype()));
  }

  /** The upper triangle in LU. */
  private static Tensor upper(Tensor lu) {
    return Triangles.triu(lu.narrow(lu.dim() - 2, 0, Math.min(rows(lu), columns(lu))), 0);
  }

  private static int rows(Tensor x) {
    return x.size(x.dim() - 2);
  }

  private static int columns(Tensor x) {
    return x.size(x.dim() - 1);
  }

  private static Tensor eye(int rows, int columns, DType dtype) {
    return Fresh.of(Storage.of(Matrices.identity(rows, columns)), rows, columns).to(dtype);
  }

  /** The permutation matrices that pivots stand for. */
  private static Tensor permutations(Tensor pivots, int rows, DType dtype) {
    Gathering.requireInts("lu_unpack", pivots);
    Dims.existing("lu_unpack", pivots.layout(), -1);
    int steps = pivots.size(pivots.dim() - 1);
    long[] all = Copies.contiguous(pivots).longs();
    for (long pivot : all) {
      if (pivot < 1 || pivot > rows) {
        throw new GradError(
            ErrorKind.INDEX, "lu_unpack(): pivots are from 1 to " + rows + ", not " + pivot);
      }
    }
    int[] sizes = Arrays.copyOf(pivots.layout().sizes(), pivots.dim() + 1);
    sizes[pivots.dim() - 1] = rows;
    sizes[pivots.dim()] = rows;
    double[] matrices = Room.doublesToStore(Layout.numelOf(sizes));
    for (int i = 0; i * rows * rows < matrices.length; i++) {
      int[] order = new Lu(matrices, 0, all, i * steps, rows, steps).order();
      for (int k = 0; k < rows; k++) {
        matrices[(i * rows + order[k]) * rows + k] = 1;
      }
    }
    return Fresh.of(Storage.of(matrices), sizes).to(dtype);
  }

  // With A = P [L1; L2] [U1 U2], where L1 and U1 are square:
  // M = tril(L1' gL1 - gU2 U2', -1) + triu(gU1 U1' - L2' gL2), and P' gA is
  // [ L1^-T M U1^-T   L1^-T gU2 ]
  // [ gL2 U1^-T                 ]
  private static Tensor gradient(Vjp v) {
    Tensor lu = v.result("LU");
    Tensor g = v.cotangent(0);
    int steps = Math.min(rows(lu), columns(lu));
    int across = lu.dim() - 1;
    int down = lu.dim() - 2;
    Tensor lower = lower(lu);
    Tensor upper = upper(lu);
    Tensor ofLower = Triangles.tril(g.narrow(across, 0, steps), -1);
    Tensor ofUpper = Triangles.triu(g.narrow(down, 0, steps), 0);
    Tensor lower1 = lower.narrow(down, 0, steps);
    Tensor upper1 = upper.narrow(across, 0, steps);
    Tensor below = Solving.turned(lower1).matmul(ofLower.narrow(down, 0, steps));
    Tensor above = ofUpper.narrow(across, 0, steps).matmul(Solving.turned(upper1));
    int wider = columns(lu) - steps;
    int taller = rows(lu) - steps;
    Tensor ofUpper2 = ofUpper.narrow(across, steps, wider);
    Tensor ofLower2 = ofLower.narrow(down, steps, taller);
    if (wider > 0) {
      below = below.sub(ofUpper2.matmul(Solving.turned(upper.narrow(across, steps, wider))));
    }
    if (taller > 0) {
      above = above.sub(Solving.turned(lower.narrow(down, steps, taller)).matmul(ofLower2));
    }
    Tensor inner = Triangles.tril(below, -1).add(Triangles.triu(above, 0));
    Tensor whole = overUpper(upper1, underLower(lower1, inner));
    if (wider > 0) {
      whole = Joining.cat(new Tensor[] {whole, underLower(lower1, ofUpper2)}, across);
    }
    if (taller > 0) {
      whole = Joining.cat(new Tensor[] {whole, overUpper(upper1, ofLower2)}, down);
    }
    return permutations(v.result("pivots"), rows(lu), lu.dtype()).matmul(whole);
  }

  /** L^-T x. */
  private static Tensor underLower(Tensor lower, Tensor x) {
    return Solving.solveTriangular(Solving.turned(lower), x, true);
  }

  /** x U^-T. */
  private static Tensor overUpper(Tensor upper, Tensor x) {
    return Solving.turned(Solving.solveTriangular(upper, Solving.turned(x), true));
  }

  private static final Primitive FACTORS =
      Primitive.replayed(
              "linalg_lu(A: tensor, pivot: bool)",
              a -> {
                Results found = factor(a.tensor("A"), a.flag("pivot"));
                Tensor lu = (Tensor) found.get(0);
                return Results.of(lower(lu), upper(lu), found.get(1));
              },
              "A")
          .node("LinalgLuBackward0");

  private static void unpacked(Family family) {
    family
        .op("linalg_lu", "P, L and U with P @ L @ U = A.")
        .samples("linalg.lu(rand(2, 2) + eye(2))")
        .functionOnly()
        .way(
            Composite.of(
                "linalg_lu(A: tensor, *, pivot: bool = True)",
                a -> {
                  Results found = (Results) FACTORS.apply(Context.current(), a.values());
                  Tensor lower = (Tensor) found.get(0);
                  Tensor pivots = (Tensor) found.get(2);
                  return new Results(
                      "torch.return_types.linalg_lu",
                      List.of("P", "L", "U"),
                      List.of(
                          a.flag("pivot")
                              ? permutations(pivots, rows(lower), lower.dtype())
                              : none(lower),
                          lower,
                          found.get(1)));
                }));
    family
        .op("lu_unpack", "P, L and U from what lu gives.")
        .samples("lu_unpack(rand(2, 2), tensor([2, 2]))")
        .constant("LU_pivots")
        .functionOnly()
        .way(
            Composite.of(
                "lu_unpack(LU_data: tensor, LU_pivots: tensor, unpack_data: bool = True,"
                    + " unpack_pivots: bool = True)",
                a ->
                    parts(
                        "lu_unpack",
                        a.tensor("LU_data"),
                        a.tensor("LU_pivots"),
                        a.flag("unpack_data"),
                        a.flag("unpack_pivots"))));
  }

  private static Tensor none(Tensor like) {
    return Fresh.zeros(Context.current(), Layout.contiguous(0), like.dtype());
  }

  private static Results parts(
      String type, Tensor lu, Tensor pivots, boolean factors, boolean permutation) {
    if (lu.dim() < 2) {
      throw new GradError(
          ErrorKind.SHAPE, type + "() needs matrices of at least two dims, not " + lu.layout());
    }
    Tensor none = none(lu);
    return new Results(
        "torch.return_types." + type,
        List.of("P", "L", "U"),
        List.of(
            permutation ? permutations(pivots, rows(lu), lu.dtype()) : none,
            factors ? lower(lu) : none,
            factors ? upper(lu) : none));
  }

  private static void solutions(Family family) {
    family
        .op("lu_solve", "X with A @ X = b, from lu(A).")
        .samples("lu_solve(randn(2, 3), rand(2, 2) + eye(2), tensor([2, 2]))")
        .constant("LU_pivots")
        .way(
            Composite.of(
                "lu_solve(b: tensor, LU_data: tensor, LU_pivots: tensor)",
                a -> solve(a.tensor("LU_data"), a.tensor("LU_pivots"), a.tensor("b"), false)));
    family
        .op("linalg_lu_solve", "X with A @ X = B, or X @ A = B, from linalg.lu_factor(A).")
        .samples(
            "linalg.lu_solve(rand(2, 2) + eye(2), tensor([2, 2]), randn(2, 3))",
            "linalg.lu_solve(rand(2, 2) + eye(2), tensor([2, 2]), randn(3, 2), left=False)")
        .constant("pivots")
        .functionOnly()
        .way(
            Composite.of(
                "linalg_lu_solve(LU: tensor, pivots: tensor, B: tensor, *, left: bool = True,"
                    + " adjoint: bool = False)",
                a -> {
                  Tensor lu = a.tensor("LU");
                  Tensor pivots = a.tensor("pivots");
                  Tensor b = a.tensor("B");
                  // X A = B is A' X' = B'
                  return a.flag("left")
                      ? solve(lu, pivots, b, a.flag("adjoint"))
                      : Solving.turned(solve(lu, pivots, Solving.turned(b), !a.flag("adjoint")));
                }));
  }

  private static Tensor solve(Tensor lu, Tensor pivots, Tensor b, boolean turned) {
    MatrixBatch.checkSquare("lu_solve", lu);
    Tensor p = permutations(pivots, rows(lu), lu.dtype());
    Tensor lower = lower(lu);
    Tensor upper = upper(lu);
    if (turned) {
      return p.matmul(
          triangular(Solving.turned(lower), triangular(Solving.turned(upper), b, false), true));
    }
    return triangular(upper, triangular(lower, Solving.turned(p).matmul(b), false), true);
  }

  private static Tensor triangular(Tensor matrix, Tensor columns, boolean upper) {
    return Solving.paired(
        "lu_solve", matrix, columns, (m, x) -> Solving.solveTriangular(m, x, upper));
  }
}
