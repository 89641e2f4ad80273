package org.gradlang.op.reduction;

import static org.gradlang.kernel.Formula.input;
import static org.gradlang.op.declare.Primitive.reads;

import java.util.function.DoubleUnaryOperator;
import org.gradlang.kernel.Fold;
import org.gradlang.kernel.Reduction;
import org.gradlang.op.algebra.Products;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Dims;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.declare.Numbers;
import org.gradlang.op.declare.Primitive;
import org.gradlang.op.declare.Vjp;
import org.gradlang.op.pointwise.Arithmetic;
import org.gradlang.op.pointwise.Comparison;
import org.gradlang.op.shape.Expansion;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Operand;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Many elements into one: sums, means, products, any, all. */
public final class Reductions {
  private static final Reduction SUMS = Reduction.of(Fold.SUM);
  private static final Reduction PRODUCTS = Reduction.of(Fold.PROD);
  private static final Reduction ANY = Reduction.of(Fold.SUM, input(0).notEqual(0));
  private static final Reduction ALL = Reduction.of(Fold.MIN, input(0).notEqual(0));
  private static final Reduction NONZERO = Reduction.of(Fold.SUM, input(0).notEqual(0));
  private static final Reduction NAN_SUMS =
      Reduction.of(Fold.SUM, input(0).isNan().select(0, input(0)));

  private static final String BY_DIM = "input: tensor, dim: ints?, keepdim: bool = False";

  static final Primitive SUM =
      Primitive.of("sum(input: tensor, *, dtype: dtype? = None)", a -> sum(a, null, false))
          .node("SumBackward0")
          .gradient("input", v -> Expansion.spread(v.context(), v.cotangent(), v.layout("input")));
  static final Primitive SUM_DIM =
      Primitive.of("sum(" + BY_DIM + ", *, dtype: dtype? = None)", a -> sum(a, dims(a), keeps(a)))
          .node("SumBackward1")
          .gradient("input", Reductions::spread);
  static final Primitive MEAN =
      Primitive.of("mean(input: tensor, *, dtype: dtype? = None)", a -> mean(a, null, false))
          .node("MeanBackward0")
          .gradient("input", v -> spreadMean(v, v.cotangent().expand(v.layout("input").sizes())));
  static final Primitive MEAN_DIM =
      Primitive.of("mean(" + BY_DIM + ", *, dtype: dtype? = None)", a -> mean(a, dims(a), keeps(a)))
          .node("MeanBackward1")
          .gradient("input", v -> spreadMean(v, spread(v)));
  private static final Primitive PROD =
      Primitive.of("prod(input: tensor, *, dtype: dtype? = None)", a -> prod(a, null, false))
          .node("ProdBackward0")
          .gradient("input", reads("input", "result"), Products::prodGradient)
          .gradientNode("MulBackward0");
  private static final Primitive PROD_DIM =
      Primitive.of(
              "prod(input: tensor, dim: int, keepdim: bool = False, *, dtype: dtype? = None)",
              a -> prod(a, new int[] {a.integer("dim")}, keeps(a)))
          .node("ProdBackward1")
          .gradient("input", reads("input", "result"), Products::prodDimGradient);
  private static final Primitive NANSUM =
      Primitive.of(
              "nansum(input: tensor, dim: ints? = None, keepdim: bool = False, *, dtype: dtype? ="
                  + " None)",
              a -> {
                Tensor x = a.tensor("input");
                return reduce(NAN_SUMS, x, dims(a), keeps(a), summed(x, a.dtype("dtype")), n -> n);
              })
          .gradient(
              "input",
              reads("input"),
              v -> spread(v).mul(Comparison.isNan(v.tensor("input")).logicalNot()));

  private Reductions() {}

  public static void declare(Family family) {
    family
        .op("sum", "The sum of all elements, or along dims.")
        .samples("sum(randn(2, 3))", "sum(randn(2, 3), dim=1, keepdim=True)")
        .way(SUM)
        .way(SUM_DIM);
    family
        .op("mean", "The mean of all elements, or along dims.")
        .samples("mean(randn(2, 3))", "mean(randn(2, 3), dim=0)")
        .way(MEAN)
        .way(MEAN_DIM);
    family
        .op("prod", "The product of all elements, or along one dim.")
        .samples("prod(randn(2, 3))", "prod(randn(2, 3), dim=1)")
        .way(PROD)
        .way(PROD_DIM);
    family.op("nansum", "The sum of what is not nan.").samples("nansum(randn(2, 3))").way(NANSUM);
    family
        .op("nanmean", "The mean of what is not nan.")
        .samples("nanmean(randn(2, 3))")
        .way(
            Composite.of(
                "nanmean(input: tensor, dim: ints? = None, keepdim: bool = False, *, dtype: dtype?"
                    + " = None)",
                Reductions::nanMean));
    test(family, "any", "Whether any element is true.", ANY);
    test(family, "all", "Whether all elements are true.", ALL);
    family
        .op("count_nonzero", "How many elements are not 0.")
        .samples("count_nonzero(tensor([0, 1, 2]))")
        .way(
            Primitive.of(
                    "count_nonzero(input: tensor, dim: ints? = None)",
                    a -> reduce(NONZERO, a.tensor("input"), dims(a), false, DType.INT64, n -> n))
                .notDifferentiable());
  }

  private static void test(Family family, String name, String text, Reduction reduction) {
    family
        .op(name, text)
        .samples(name + "(tensor([True, False]))", name + "(tensor([[True, False]]), dim=1)")
        .way(
            Primitive.of(
                    name + "(input: tensor)",
                    a -> reduce(reduction, a.tensor("input"), null, false, DType.BOOL, n -> n))
                .notDifferentiable())
        .way(
            Primitive.of(
                    name + "(input: tensor, dim: int, keepdim: bool = False)",
                    a ->
                        reduce(
                            reduction,
                            a.tensor("input"),
                            new int[] {a.integer("dim")},
                            keeps(a),
                            DType.BOOL,
                            n -> n))
                .notDifferentiable());
  }

  static int @Nullable [] dims(Bound a) {
    return a.intsOrNull("dim");
  }

  static boolean keeps(Bound a) {
    return a.flag("keepdim");
  }

  /** Reduces; the formula is computed in the dtype of the input, ints as ints. */
  static Tensor reduce(
      Reduction reduction,
      Tensor x,
      int @Nullable [] dims,
      boolean keepdim,
      DType result,
      DoubleUnaryOperator finish) {
    boolean[] set = Dims.set("reduction", x.layout(), dims);
    DType compute = result == DType.BOOL || !result.isFloating() ? x.dtype() : result;
    Storage storage =
        reduction.run(new Operand[] {x}, x.layout().sizes(), set, compute, result, finish);
    return dims == null && !keepdim
        ? Fresh.of(Context.current(), storage, Layout.SCALAR)
        : Fresh.of(storage, Dims.reduced(x.layout(), set, keepdim));
  }

  /** The dtype of a sum: ints and bools are added as int64. */
  private static DType summed(Tensor x, @Nullable DType dtype) {
    if (dtype != null) {
      return dtype;
    }
    return x.dtype().isFloating() ? x.dtype() : DType.INT64;
  }

  private static Tensor converted(Tensor x, @Nullable DType dtype) {
    return dtype == null ? x : x.to(dtype);
  }

  private static Tensor sum(Bound a, int @Nullable [] dims, boolean keepdim) {
    Tensor x = converted(a.tensor("input"), a.dtype("dtype"));
    return reduce(SUMS, x, dims, keepdim, summed(x, a.dtype("dtype")), n -> n);
  }

  private static Tensor mean(Bound a, int @Nullable [] dims, boolean keepdim) {
    Tensor x = converted(a.tensor("input"), a.dtype("dtype"));
    if (!x.dtype().isFloating()) {
      throw new GradError(ErrorKind.TYPE, "mean() needs floats, not " + x.dtype())
          .help("convert the tensor first: x.float().mean()");
    }
    int count = Dims.count(x.layout(), Dims.set("mean", x.layout(), dims));
    return reduce(SUMS, x, dims, keepdim, x.dtype(), total -> total / count);
  }

  private static Tensor prod(Bound a, int @Nullable [] dims, boolean keepdim) {
    Tensor x = converted(a.tensor("input"), a.dtype("dtype"));
    return reduce(PRODUCTS, x, dims, keepdim, summed(x, a.dtype("dtype")), n -> n);
  }

  private static Tensor nanMean(Bound a) {
    Tensor x = a.floats("input");
    Tensor number = Comparison.isNan(x).logicalNot();
    Tensor count = sum(number, dims(a), keeps(a));
    return NANSUM.tensor(x, dims(a), keeps(a), a.dtype("dtype")).div(count);
  }

  /** The cotangent of a reduction, in the shape of the input. */
  static Tensor spread(Vjp v) {
    return spread(v.cotangent(), v.layout("input"), v.plain().intsOrNull("dim"), v.flag("keepdim"));
  }

  static Tensor spread(Tensor reduced, Layout input, int @Nullable [] dims, boolean keepdim) {
    return kept(reduced, input, dims, keepdim).expand(input.sizes());
  }

  /** A reduction's result as with keepdim. */
  public static Tensor kept(Tensor reduced, Layout input, int @Nullable [] dims, boolean keepdim) {
    if (keepdim || input.dim() == 0) {
      return reduced;
    }
    return reduced.view(Dims.reduced(input, Dims.set("reduction", input, dims), true));
  }

  private static Tensor spreadMean(Vjp v, Tensor spread) {
    int count = v.layout("input").numel() / Math.max(1, v.layoutOfResult().numel());
    return Arithmetic.divided(spread, count);
  }

  // What Java calls directly.

  public static Tensor sum(Tensor x) {
    return SUM.tensor(x, null);
  }

  public static Tensor sum(Tensor x, int @Nullable [] dims, boolean keepdim) {
    return SUM_DIM.tensor(x, dims, keepdim, null);
  }

  public static Tensor mean(Tensor x) {
    return MEAN.tensor(x, null);
  }

  public static Tensor mean(Tensor x, int[] dims, boolean keepdim) {
    return MEAN_DIM.tensor(x, dims, keepdim, null);
  }

  static Tensor prod(Tensor x, int dim, boolean keepdim) {
    return PROD_DIM.tensor(x, (long) dim, keepdim, null);
  }

  /** Whether all elements are true. */
  public static boolean isAll(Tensor x) {
    return Numbers.whole(reduce(ALL, x, null, false, DType.BOOL, n -> n).item()) != 0;
  }

  /** Whether any element is true. */
  public static boolean isAny(Tensor x) {
    return Numbers.whole(reduce(ANY, x, null, false, DType.BOOL, n -> n).item()) != 0;
  }

  /** Sums the dimensions away that broadcasting from the layout would add or repeat. */
  public static Tensor sumTo(Tensor x, Layout layout) {
    int lead = x.dim() - layout.dim();
    boolean[] set = new boolean[x.dim()];
    for (int d = 0; d < set.length; d++) {
      set[d] = d < lead || layout.size(d - lead) == 1 && x.size(d) != 1;
    }
    Context context = Context.current();
    if (!context.isRecording() && x.dtype().isFloating()) {
      Storage sums =
          SUMS.run(new Operand[] {x}, x.layout().sizes(), set, x.dtype(), x.dtype(), n -> n);
      return Fresh.madeFrom(context, Fresh.of(context, sums, layout), x);
    }
    if (layout.dim() == 0 && lead > 0) {
      return sum(x);
    }
    Tensor summed = sum(x, Dims.listed(set), true);
    return lead == 0 ? summed : summed.view(layout.sizes());
  }
}
