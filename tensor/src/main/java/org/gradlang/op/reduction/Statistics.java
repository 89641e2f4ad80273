package org.gradlang.op.reduction;

import static org.gradlang.op.declare.Primitive.reads;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.gradlang.kernel.Copies;
import org.gradlang.kernel.Fold;
import org.gradlang.kernel.Formula;
import org.gradlang.kernel.Reduction;
import org.gradlang.kernel.Standardisation;
import org.gradlang.op.algebra.Decompositions;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Dims;
import org.gradlang.op.declare.Expression;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.declare.Numbers;
import org.gradlang.op.declare.Primitive;
import org.gradlang.op.declare.Vjp;
import org.gradlang.op.pointwise.Elementary;
import org.gradlang.op.pointwise.Selection;
import org.gradlang.op.signature.Results;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Variances and norms. */
public final class Statistics {
  private static final Formula X = Formula.input(0);
  private static final Reduction SQUARES = Reduction.of(Fold.SUM, X.mul(X));
  private static final Reduction SIZES = Reduction.of(Fold.SUM, X.abs());
  private static final Reduction LARGEST = Reduction.of(Fold.MAX, X.abs());
  private static final Reduction SMALLEST = Reduction.of(Fold.MIN, X.abs());
  private static final Reduction NONZERO = Reduction.of(Fold.SUM, X.notEqual(0));

  private static final String TAIL =
      "dim: ints? = None, correction: float = 1.0, keepdim: bool = False)";

  static final Primitive VAR =
      Primitive.of("var(input: tensor, " + TAIL, a -> var(a))
          .gradient("input", reads("input"), v -> varGradient(v, v.cotangent()));
  static final Primitive STD =
      Primitive.of("std(input: tensor, " + TAIL, a -> Elementary.sqrt(var(a)))
          .gradient("input", reads("input", "result"), Statistics::stdGradient);
  private static final Primitive VAR_MEAN = withMean("var_mean", VAR);
  private static final Primitive STD_MEAN = withMean("std_mean", STD);
  private static final Primitive NORM =
      Primitive.of(
              "norm(input: tensor, p: float = 2.0, dim: ints? = None, keepdim: bool = False)",
              Statistics::norm)
          .node("LinalgVectorNormBackward0")
          .gradient("input", reads("input", "result"), Statistics::normGradient);

  private Statistics() {}

  public static void declare(Family family) {
    spread(family, "var", "variance", a -> VAR.tensor(arguments(a)));
    spread(family, "std", "standard deviation", a -> STD.tensor(arguments(a)));
    spread(
        family,
        "var_mean",
        "variance and the mean",
        a -> VAR_MEAN.apply(Context.current(), arguments(a)));
    spread(
        family,
        "std_mean",
        "standard deviation and the mean",
        a -> STD_MEAN.apply(Context.current(), arguments(a)));
    family
        .op("norm", "The p-norm of all elements, or along dims.")
        .samples(
            "norm(randn(2, 3))",
            "norm(randn(2, 3), p=1, dim=1)",
            "norm(randn(2, 3), p=3)",
            "norm(randn(2, 3), p=1.5, dim=0)",
            "norm(randn(2, 3), p=inf, dim=1)")
        .way(
            Composite.of(
                "norm(input: tensor, p: any = 'fro', dim: ints? = None, keepdim: bool = False, *,"
                    + " dtype: dtype? = None)",
                Statistics::normCall));
    family
        .op("dist", "The p-norm of input - other.")
        .samples("dist(randn(3), randn(3))")
        .way(
            Primitive.replayed(
                "dist(input: tensor, other: tensor, p: number = 2)",
                a -> vectorNorm(a.tensor("input").sub(a.tensor("other")), a.real("p"), null, false),
                "input",
                "other"));
    family
        .op("renorm", "Parts along dim with a p-norm above maxnorm are scaled down to it.")
        .samples("renorm(randn(2, 3), 2, 0, 1.0)", "renorm(randn(2, 3), 1, 1, 0.5)")
        .way(
            Primitive.replayed(
                "renorm(input: tensor, p: number, dim: int, maxnorm: number)",
                Statistics::renorm,
                "input"))
        .inPlace();
  }

  private static void spread(Family family, String name, String text, Composite.Body body) {
    family
        .op(name, "The " + text + " of all elements, or along dims.")
        .samples(
            name + "(randn(2, 3))",
            name + "(randn(2, 3), dim=1, unbiased=False)",
            name + "(randn(2, 3), dim=0, correction=0)")
        .way(Composite.of(name + "(input: tensor, unbiased: bool = True)", body))
        .way(
            Composite.of(
                name
                    + "(input: tensor, dim: ints? = None, unbiased: bool = True, keepdim: bool ="
                    + " False)",
                body))
        .way(
            Composite.of(
                name
                    + "(input: tensor, dim: ints? = None, *, correction: float = 1.0, keepdim: bool"
                    + " = False)",
                body));
  }

  /** The arguments of the primitives, from any of the three forms. */
  private static @Nullable Object[] arguments(Bound a) {
    boolean corrected = a.knows("correction");
    double correction = corrected ? a.real("correction") : a.flag("unbiased") ? 1 : 0;
    return new @Nullable Object[] {
      a.tensor("input"),
      a.knows("dim") ? a.intsOrNull("dim") : null,
      correction,
      a.knows("keepdim") && a.flag("keepdim")
    };
  }

  private static Primitive withMean(String name, Primitive spread) {
    return Primitive.replayed(
        name + "(input: tensor, " + TAIL,
        a ->
            Results.of(
                spread.tensor(a.values()),
                Reductions.MEAN_DIM.tensor(
                    a.tensor("input"), a.intsOrNull("dim"), a.flag("keepdim"), null)),
        "input");
  }

  private static Tensor var(Bound a) {
    Tensor x = a.tensor("input");
    if (!x.dtype().isFloating()) {
      throw new GradError(ErrorKind.TYPE, "var() and std() need floats, not " + x.dtype())
          .help("convert the tensor first, with .float()");
    }
    int[] dims = Reductions.dims(a);
    double freedom = freedom(x.layout(), dims, a.real("correction"));
    boolean[] reduced = Dims.set("var", x.layout(), dims);
    double @Nullable [] squares = squaresOfRows(x, reduced);
    if (squares != null) {
      Arrays.setAll(squares, i -> squares[i] / freedom);
      int[] sizes = Dims.reduced(x.layout(), reduced, Reductions.keeps(a));
      return Fresh.of(Storage.of(squares), sizes).to(x.dtype());
    }
    Tensor precise = x.to(DType.FLOAT64);
    Tensor centred = precise.sub(Reductions.mean(precise, all(dims), true));
    return Reductions.reduce(
            SQUARES, centred, dims, Reductions.keeps(a), DType.FLOAT64, total -> total / freedom)
        .to(x.dtype());
  }

  /** The squares around means along the last dimensions, where these are long rows. */
  private static double @Nullable [] squaresOfRows(Tensor x, boolean[] reduced) {
    int first = 0;
    while (first < reduced.length && !reduced[first]) {
      first++;
    }
    for (int d = first; d < reduced.length; d++) {
      if (!reduced[d]) {
        return null;
      }
    }
    int[] last = IntStream.range(first, reduced.length).toArray();
    return x.numel() == 0
        ? null
        : Standardisation.of(x.layout().sizes(), last).squares(Copies.dense(x));
  }

  private static int[] all(int @Nullable [] dims) {
    return dims == null ? new int[0] : dims;
  }

  private static double freedom(Layout layout, int @Nullable [] dims, double correction) {
    int count = Dims.count(layout, Dims.set("var", layout, dims));
    return Math.max(0, count - correction);
  }

  // d/dx var = 2 (x - mean) / (n - correction)
  private static Tensor varGradient(Vjp v, Tensor cotangent) {
    Tensor x = v.tensor("input");
    int[] dims = v.plain().intsOrNull("dim");
    double freedom = freedom(x.layout(), dims, v.real("correction"));
    Tensor slope = Reductions.kept(cotangent.mul(2 / freedom), x.layout(), dims, v.flag("keepdim"));
    Tensor mean = Reductions.mean(x, all(dims), true);
    return Expression.of(() -> x.sub(mean).mul(slope));
  }

  // d/dx sqrt(var) = d var / (2 std), 0 where all elements are equal
  private static Tensor stdGradient(Vjp v) {
    Tensor std = v.result();
    Tensor share = v.cotangent().div(std.mul(2.0)).maskedFill(std.eq(0L), 0.0);
    return varGradient(v, share);
  }

  private static Tensor converted(Bound a, Tensor x) {
    DType dtype = a.dtype("dtype");
    return dtype == null ? x : x.to(dtype);
  }

  private static Tensor normCall(Bound a) {
    Tensor x = converted(a, a.tensor("input"));
    Object p = a.required("p");
    if (p.equals("nuc")) {
      return Decompositions.nuclearNorm(x, Reductions.dims(a), Reductions.keeps(a));
    }
    double order = Numbers.isNumber(p) ? Numbers.real(p) : 2;
    return vectorNorm(x, order, Reductions.dims(a), Reductions.keeps(a));
  }

  public static Tensor vectorNorm(Tensor x, double p, int @Nullable [] dims, boolean keepdim) {
    if (!x.dtype().isFloating()) {
      throw new GradError(ErrorKind.TYPE, "a norm needs floats, not " + x.dtype())
          .help("convert the tensor first, with .float()");
    }
    return NORM.tensor(x, p, dims, keepdim);
  }

  private static Tensor norm(Bound a) {
    Tensor x = a.tensor("input");
    int[] dims = Reductions.dims(a);
    boolean keepdim = Reductions.keeps(a);
    double p = a.real("p");
    if (p == 2) {
      return Reductions.reduce(SQUARES, x, dims, keepdim, x.dtype(), Math::sqrt);
    }
    if (p == 1) {
      return Reductions.reduce(SIZES, x, dims, keepdim, x.dtype(), n -> n);
    }
    if (p == 0) {
      return Reductions.reduce(NONZERO, x, dims, keepdim, x.dtype(), n -> n);
    }
    if (Double.isInfinite(p)) {
      boolean none = Dims.count(x.layout(), Dims.set("norm", x.layout(), dims)) == 0;
      Reduction extreme = none ? SIZES : p > 0 ? LARGEST : SMALLEST; // of no elements 0
      return Reductions.reduce(extreme, x, dims, keepdim, x.dtype(), n -> n);
    }
    return Reductions.reduce(
        Reduction.of(Fold.SUM, X.abs().pow(p)),
        x,
        dims,
        keepdim,
        x.dtype(),
        total -> Math.pow(total, 1 / p));
  }

  /** The gradient by p, 0 where the norm is 0. */
  private static @Nullable Tensor normGradient(Vjp v) {
    Tensor x = v.tensor("input");
    int[] dims = v.plain().intsOrNull("dim");
    Tensor norm = Reductions.kept(v.result(), x.layout(), dims, v.flag("keepdim"));
    Tensor cotangent = Reductions.kept(v.cotangent(), x.layout(), dims, v.flag("keepdim"));
    double p = v.real("p");
    if (p == 0) {
      return x.zerosLike();
    }
    if (p == 1) {
      return x.sign().mul(cotangent);
    }
    if (p == 2) {
      return x.mul(cotangent.div(norm).maskedFill(norm.eq(0L), 0.0));
    }
    if (Double.isInfinite(p)) {
      return largestGradient(x, norm, cotangent, dims);
    }
    if (p < 1) {
      Tensor powers = x.sign().mul(x.abs().pow(p - 1)).maskedFill(x.eq(0L), 0.0);
      return powers.mul(cotangent.mul(norm.pow(1 - p)));
    }
    Tensor scale = cotangent.div(norm.pow(p - 1)).maskedFill(norm.eq(0L), 0.0);
    Tensor powers =
        p < 2
            ? x.sign().mul(x.abs().pow(p - 1)).maskedFill(x.eq(0L), 0.0)
            : x.mul(x.abs().pow(p - 2));
    return powers.mul(scale);
  }

  private static Tensor largestGradient(
      Tensor x, Tensor norm, Tensor cotangent, int @Nullable [] dims) {
    Tensor chosen = x.abs().eq(norm);
    Tensor count = Reductions.sum(chosen, dims, true);
    return x.sign().mul(cotangent.div(count)).mul(chosen);
  }

  private static Tensor renorm(Bound a) {
    Tensor x = a.tensor("input");
    if (x.dim() < 2) {
      throw new GradError(
          ErrorKind.SHAPE, "renorm() needs at least two dimensions, not the shape " + x.layout());
    }
    int dim = Dims.of("renorm", x.layout(), a.integer("dim"));
    double maximum = a.real("maxnorm");
    Tensor norm = vectorNorm(x, a.real("p"), Dims.others(x.dim(), dim), true);
    Tensor scale = norm.add(1e-7).pow(-1L).mul(maximum);
    return x.mul(Selection.where(norm.gt(maximum), scale, 1.0));
  }
}
