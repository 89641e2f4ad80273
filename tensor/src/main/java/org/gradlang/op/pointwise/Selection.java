package org.gradlang.op.pointwise;

import static org.gradlang.kernel.Formula.input;

import org.gradlang.kernel.Formula;
import org.gradlang.op.Overload;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Branch;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.NodeNames;
import org.gradlang.op.declare.Numbers;
import org.gradlang.op.declare.Pointwise;
import org.gradlang.op.declare.PointwiseFunction;
import org.gradlang.op.declare.PointwiseFunction.DTypeRule;
import org.gradlang.op.declare.Promotion;
import org.gradlang.op.index.Searching;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Choosing between elements: where, clamp, maximum; signs and rounding. */
public final class Selection {
  private static final Formula X = input(0);
  private static final Formula Y = input(1);
  private static final Formula Z = input(2);

  static final PointwiseFunction WHERE =
      new PointwiseFunction("where", "WhereBackward0", X.select(Y, Z), 3, 3, DTypeRule.PROMOTED)
          .withMask(0);
  private static final PointwiseFunction MASKED_FILL =
      new PointwiseFunction(
              "masked_fill", "MaskedFillBackward1", Y.select(Z, X), 3, 3, DTypeRule.PROMOTED)
          .withPlainNode(2, "MaskedFillBackward0")
          .withMask(1);
  public static final PointwiseFunction MAXIMUM = two("maximum", X.max(Y));
  public static final PointwiseFunction MINIMUM = two("minimum", X.min(Y));
  private static final PointwiseFunction CLAMP_MIN = least("clamp", "ClampBackward1", 1);
  private static final PointwiseFunction CLAMP_MAX = most("clamp", "ClampBackward1", 1);
  private static final PointwiseFunction CLAMP =
      bounded("clamp", "ClampBackward1", clampFormula(), 3, 1)
          .withGradient(0, X.greaterEqual(Y).logicalAnd(X.lessEqual(Z)).select(input(4), 0));
  private static final PointwiseFunction CLAMP_MIN_TENSOR = least("clamp", "ClampBackward0", 2);
  private static final PointwiseFunction CLAMP_MAX_TENSOR = most("clamp", "ClampBackward0", 2);
  private static final PointwiseFunction ONLY_MIN = least("clamp_min", "ClampMinBackward0", 1);
  private static final PointwiseFunction ONLY_MAX = most("clamp_max", "ClampMaxBackward0", 1);
  private static final PointwiseFunction ONLY_MIN_TENSOR =
      least("clamp_min", "ClampMinBackward1", 2);
  private static final PointwiseFunction ONLY_MAX_TENSOR =
      most("clamp_max", "ClampMaxBackward1", 2);

  // where the bounds meet or cross, the upper one takes what gradient there is
  private static final PointwiseFunction CLAMP_TENSOR =
      bounded("clamp", "ClampBackward0", lowered(raised(), Z), 3, 3)
          .withGradient(0, X.greaterEqual(Y).logicalAnd(X.lessEqual(Z)).select(input(4), 0))
          .withGradient(1, Y.less(Z).logicalAnd(X.less(Y)).select(input(4), 0))
          .withGradient(2, X.greater(Z).logicalOr(Z.less(Y)).select(input(4), 0));

  /** What PyTorch gives for a bound that is nan: of clamp, where there are two. */
  private static final PointwiseFunction CLAMP_NAN =
      bounded("clamp", "ClampBackward1", Formula.constant(Double.NaN), 2, 1)
          .withGradient(0, Formula.constant(0));

  static final PointwiseFunction ABS =
      PointwiseFunction.unary("abs", DTypeRule.NUMERIC, x -> x.abs());
  private static final PointwiseFunction SIGN =
      PointwiseFunction.unary("sign", DTypeRule.PROMOTED, x -> x.sign());

  private Selection() {}

  /** The first input, or the second where that is greater or nan. */
  private static Formula raised() {
    return X.less(Y).logicalOr(Y.isNan()).select(Y, X);
  }

  /** The formula, or a bound where that is smaller or nan; nan stays. */
  private static Formula lowered(Formula x, Formula bound) {
    return bound.less(x).logicalOr(bound.isNan()).select(bound, x);
  }

  /** The upper bound wins where they cross; NaN stays. */
  private static Formula clampFormula() {
    Formula raised = X.less(Y).select(Y, X);
    return Z.less(raised).select(Z, raised);
  }

  private static PointwiseFunction two(String name, Formula formula) {
    return new PointwiseFunction(name, NodeNames.of(name), formula, 2, 2, DTypeRule.PROMOTED);
  }

  /** A lower bound; as a tensor it has a gradient, and its nan counts. */
  private static PointwiseFunction least(String name, String node, int operands) {
    Formula formula = operands == 1 ? X.less(Y).select(Y, X) : raised();
    PointwiseFunction function =
        bounded(name, node, formula, 2, operands)
            .withGradient(0, X.greaterEqual(Y).select(input(3), 0));
    return operands == 1 ? function : function.withGradient(1, X.less(Y).select(input(3), 0));
  }

  /** An upper bound likewise. */
  private static PointwiseFunction most(String name, String node, int operands) {
    Formula formula = operands == 1 ? Y.less(X).select(Y, X) : lowered(X, Y);
    PointwiseFunction function =
        bounded(name, node, formula, 2, operands)
            .withGradient(0, X.lessEqual(Y).select(input(3), 0));
    return operands == 1 ? function : function.withGradient(1, X.greater(Y).select(input(3), 0));
  }

  private static PointwiseFunction bounded(
      String name, String node, Formula formula, int arity, int operands) {
    return new PointwiseFunction(name, node, formula, arity, operands, DTypeRule.PROMOTED);
  }

  public static void declare(Family family) {
    choices(family);
    bounds(family);
    signs(family);
    rounding(family);
  }

  private static void choices(Family family) {
    family
        .op("where", "input where condition is true, else other.")
        .samples(
            "where(tensor([True, False]), randn(2), randn(2))",
            "where(tensor([True, False]), randn(2), 1.5)",
            "where(tensor([True, False]))")
        .constant("condition")
        .way(
            new Branch(
                "where(condition: tensor, input: operand, other: operand)", Selection::chooseWhere))
        .way(
            Composite.of(
                    "where(condition: tensor)", a -> Searching.nonzeroTuple(a.tensor("condition")))
                .notDifferentiable());
    family
        .op("masked_fill", "input with value where mask is true.")
        .samples(
            "masked_fill(randn(2, 2), tensor([True, False]), 0.5)",
            "masked_fill(randn(2, 2), tensor([True, False]), randn(()))")
        .constant("mask")
        .way(new MaskedFill("masked_fill(input: tensor, mask: tensor, value: operand)"))
        .inPlace();
    family
        .pointwise(MAXIMUM, "The greater of input and other.")
        .samples("maximum(randn(3), randn(3))");
    family
        .pointwise(MINIMUM, "The smaller of input and other.")
        .samples("minimum(randn(3), randn(3))");
    // of equals the second gets nothing, unlike maximum
    family
        .pointwise(
            two("fmax", X.isNan().logicalOr(X.less(Y)).logicalAnd(Y.equal(Y)).select(Y, X)),
            "The greater of input and other; a number rather than nan.")
        .samples("fmax(randn(3), randn(3))");
    family
        .pointwise(
            two("fmin", X.isNan().logicalOr(Y.less(X)).logicalAnd(Y.equal(Y)).select(Y, X)),
            "The smaller of input and other; a number rather than nan.")
        .samples("fmin(randn(3), randn(3))");
    family
        .op("heaviside", "0 below 0, 1 above, and values at 0.")
        .samples("heaviside(tensor([-1.5, 0.0, 2.0]), tensor([0.5]))")
        .way(
            new Pointwise(
                "heaviside(input: tensor, values: tensor)",
                new PointwiseFunction(
                        "heaviside",
                        "NotImplemented",
                        X.equal(0).select(Y, X.greater(0)),
                        2,
                        2,
                        DTypeRule.PROMOTED)
                    .withoutGradient(0)
                    .withoutGradient(1)))
        .inPlace();
  }

  private static Branch.Choice chooseWhere(Object[] inputs) {
    if (inputs[0] instanceof Tensor condition && condition.dtype() != DType.BOOL) {
      throw new GradError(
              ErrorKind.TYPE, "where(): the condition must be bool, not " + condition.dtype())
          .help("compare it, as in x > 0, or convert it with .bool()");
    }
    return Branch.all(WHERE);
  }

  /** The value takes on the dtype of the input, and the mask must be bool. */
  private static final class MaskedFill extends Overload {
    MaskedFill(String signature) {
      super(signature);
    }

    private static Object[] inputs(Object[] bound) {
      Tensor input = (Tensor) bound[0];
      Tensor mask = (Tensor) bound[1];
      if (mask.dtype() != DType.BOOL) {
        throw new GradError(
            ErrorKind.TYPE, "masked_fill(): the mask must be bool, not " + mask.dtype());
      }
      Object value = bound[2];
      if (value instanceof Tensor tensor && tensor.dim() > 0) {
        throw new GradError(
            ErrorKind.SHAPE,
            "masked_fill(): value has one element and no dimensions, not shape " + tensor.layout());
      }
      DType kind = value instanceof Tensor tensor ? tensor.dtype() : Numbers.kind(value);
      if (!Promotion.canWrite(kind, input.dtype()) && input.dtype() != DType.BOOL) {
        throw new GradError(
            ErrorKind.TYPE,
            "masked_fill(): a tensor of " + input.dtype() + " cannot take a value of " + kind);
      }
      boolean sameKind = value instanceof Tensor tensor && tensor.dtype() == input.dtype();
      return new Object[] {input, mask, sameKind ? value : cast(value, input.dtype())};
    }

    private static Object cast(Object value, DType dtype) {
      if (value instanceof Tensor tensor) {
        return tensor.to(dtype);
      }
      return switch (dtype) {
        case FLOAT32, FLOAT64 -> (Object) Numbers.real(value);
        case INT64 -> (Object) Numbers.whole(value);
        case BOOL -> (Object) (Numbers.real(value) != 0);
      };
    }

    @Override
    public boolean borrows() {
      return true; // the value is at most converted before
    }

    @Override
    public Object apply(Context context, @Nullable Object[] bound) {
      return MASKED_FILL.apply(context, inputs(bound));
    }

    @Override
    public Object applyInPlace(Context context, @Nullable Object[] bound) {
      return MASKED_FILL.applyInPlace(context, inputs(bound));
    }

    @Override
    public boolean isDifferentiable() {
      return true;
    }
  }

  private static void bounds(Family family) {
    for (String name : new String[] {"clamp", "clip"}) {
      family
          .op(name, "input moved into the range from min to max.")
          .samples(
              name + "(randn(2, 3), -0.5, 0.5)",
              name + "(randn(2, 3), rand(3) - 1, rand(3))",
              name + "(randn(3), max=rand(3))")
          .way(new Clamp(name + "(input: tensor, min: operand? = None, max: operand? = None)"))
          .inPlace();
    }
    family
        .op("clamp_min", "input, or min where that is greater.")
        .samples("clamp_min(randn(3), 0.1)", "clamp_min(randn(3), rand(3))")
        .way(new Clamp("clamp_min(input: tensor, min: operand)"))
        .inPlace();
    family
        .op("clamp_max", "input, or max where that is smaller.")
        .samples("clamp_max(randn(3), 0.1)", "clamp_max(randn(3), rand(3))")
        .way(new Clamp("clamp_max(input: tensor, max: operand)"))
        .inPlace();
  }

  /** The forms of clamp: with numbers or tensors, with one bound or both. */
  private static final class Clamp extends Overload {
    Clamp(String signature) {
      super(signature);
    }

    private Branch.Choice choice(Object min, Object max) {
      boolean tensors = min instanceof Tensor || max instanceof Tensor;
      if (min != null && max != null) {
        return Branch.all(tensors ? CLAMP_TENSOR : CLAMP);
      }
      if (signature().size() == 2) {
        return Branch.all(
            min != null
                ? tensors ? ONLY_MIN_TENSOR : ONLY_MIN
                : tensors ? ONLY_MAX_TENSOR : ONLY_MAX);
      }
      if (min != null) {
        return Branch.all(tensors ? CLAMP_MIN_TENSOR : CLAMP_MIN);
      }
      return Branch.all(tensors ? CLAMP_MAX_TENSOR : CLAMP_MAX);
    }

    private Object[] bounds(@Nullable Object[] bound) {
      boolean onlyMax = signature().parameter(1).name().equals("max");
      Object min = onlyMax ? null : bound[1];
      Object max = onlyMax ? bound[1] : bound.length > 2 ? bound[2] : null;
      if (min == null && max == null) {
        throw new GradError(ErrorKind.VALUE, signature().name() + "(): give min, max or both");
      }
      return new Object[] {min, max};
    }

    private boolean isNan(Object[] bounds) {
      boolean one = bounds[0] == null || bounds[1] == null;
      return (!one || signature().size() == 2) && (isNan(bounds[0]) || isNan(bounds[1]));
    }

    private static boolean isNan(@Nullable Object bound) {
      return bound instanceof Double number && number.isNaN();
    }

    private static Object[] inputs(@Nullable Object[] bound, Object[] bounds) {
      if (bounds[0] == null) {
        return new Object[] {bound[0], bounds[1]};
      }
      return bounds[1] == null
          ? new Object[] {bound[0], bounds[0]}
          : new Object[] {bound[0], bounds[0], bounds[1]};
    }

    @Override
    public boolean isPointwise() {
      return true;
    }

    @Override
    public Object apply(Context context, @Nullable Object[] bound) {
      Object[] bounds = bounds(bound);
      return isNan(bounds)
          ? CLAMP_NAN.apply(context, bound[0], Double.NaN)
          : choice(bounds[0], bounds[1]).function().apply(context, inputs(bound, bounds));
    }

    @Override
    public Object applyInPlace(Context context, @Nullable Object[] bound) {
      Object[] bounds = bounds(bound);
      return isNan(bounds)
          ? CLAMP_NAN.applyInPlace(context, new Object[] {bound[0], Double.NaN})
          : choice(bounds[0], bounds[1]).function().applyInPlace(context, inputs(bound, bounds));
    }

    @Override
    public boolean isDifferentiable() {
      return true;
    }
  }

  private static void signs(Family family) {
    family.pointwise(ABS, "The absolute value.").samples("abs(randn(2, 3))");
    family
        .alias("absolute", new Pointwise("abs(input: tensor)", ABS))
        .samples("absolute(randn(3))")
        .inPlace();
    family.pointwise(SIGN, "-1, 0 or 1.").samples("sign(randn(3))");
    family
        .pointwise(PointwiseFunction.unary("sgn", DTypeRule.PROMOTED, x -> x.sign()), "-1, 0 or 1.")
        .samples("sgn(randn(3))");
    family
        .op("nan_to_num", "Numbers for nan and the infinities.")
        .samples("nan_to_num(randn(3))")
        .way(
            Composite.of(
                "nan_to_num(input: tensor, nan: float? = 0.0, posinf: float? = None, neginf:"
                    + " float? = None)",
                Selection::nanToNum))
        .inPlace();
  }

  private static final PointwiseFunction NAN_TO_NUM =
      new PointwiseFunction(
          "nan_to_num",
          "NanToNumBackward0",
          X.isNan()
              .select(
                  Y,
                  X.equal(Double.POSITIVE_INFINITY)
                      .select(Z, X.equal(Double.NEGATIVE_INFINITY).select(input(3), X))),
          4,
          1,
          DTypeRule.PROMOTED);

  private static Tensor nanToNum(Bound a) {
    Tensor x = a.tensor("input");
    if (!x.dtype().isFloating()) {
      return x.copy();
    }
    double largest = x.dtype() == DType.FLOAT32 ? Float.MAX_VALUE : Double.MAX_VALUE;
    Object nan = a.has("nan") ? a.real("nan") : 0.0;
    Object posinf = a.has("posinf") ? a.real("posinf") : largest;
    Object neginf = a.has("neginf") ? a.real("neginf") : -largest;
    return NAN_TO_NUM.apply(Context.current(), new Object[] {x, nan, posinf, neginf});
  }

  private static void rounding(Family family) {
    rounded(family, "floor", "The greatest whole number that is not above.", x -> x.floor());
    rounded(family, "ceil", "The smallest whole number that is not below.", x -> x.ceil());
    rounded(family, "trunc", "The whole part, towards 0.", x -> x.trunc());
    rounded(family, "fix", "The whole part, towards 0.", x -> x.trunc());
    family
        .floating("frac", "What trunc takes away.", x -> x.sub(x.trunc()))
        .samples("frac(randn(3))");
    family
        .op("round", "The nearest whole number, of two the even one; or to some decimals.")
        .samples("round(randn(3))")
        .way(Composite.of("round(input: tensor, *, decimals: int = 0)", Selection::round))
        .inPlace();
  }

  private static void rounded(
      Family family,
      String name,
      String text,
      java.util.function.Function<Formula, Formula> formula) {
    family
        .pointwise(PointwiseFunction.unary(name, DTypeRule.NUMERIC, formula), text)
        .samples(name + "(randn(3))");
  }

  private static final PointwiseFunction ROUND =
      PointwiseFunction.unary("round", DTypeRule.NUMERIC, x -> x.round());

  // Multiplied by a power of ten, or divided by one for negative decimals, as PyTorch does.
  private static final PointwiseFunction ROUND_SCALED =
      new PointwiseFunction(
          "round", "RoundBackward1", X.mul(Y).round().div(Y), 2, 1, DTypeRule.FLOATING);
  private static final PointwiseFunction ROUND_COARSE =
      new PointwiseFunction(
          "round", "RoundBackward1", X.div(Y).round().mul(Y), 2, 1, DTypeRule.FLOATING);

  private static Tensor round(Bound a) {
    int decimals = a.integer("decimals");
    Context context = Context.current();
    Tensor x = a.tensor("input");
    if (decimals == 0) {
      return ROUND.apply(context, x);
    }
    double scale = Math.pow(10, Math.abs(decimals));
    return (decimals > 0 ? ROUND_SCALED : ROUND_COARSE).apply(context, x, scale);
  }

  // What Java calls directly.

  public static Tensor where(Object condition, Object yes, Object no) {
    return WHERE.apply(Context.current(), condition, yes, no);
  }

  public static Tensor maskedFill(Tensor x, Tensor mask, Object value) {
    return MASKED_FILL.apply(Context.current(), x, mask, value);
  }

  public static Tensor clamp(Tensor x, Object min, Object max) {
    return CLAMP.apply(Context.current(), x, min, max);
  }

  public static Tensor clampMin(Tensor x, Object min) {
    return CLAMP_MIN.apply(Context.current(), x, min);
  }

  public static Tensor abs(Tensor x) {
    return ABS.apply(Context.current(), x);
  }

  public static Tensor sign(Tensor x) {
    return SIGN.apply(Context.current(), x);
  }
}
