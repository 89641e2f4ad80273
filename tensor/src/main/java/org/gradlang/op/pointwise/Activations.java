package org.gradlang.op.pointwise;

import static org.gradlang.kernel.Formula.input;

import org.gradlang.kernel.Formula;
import org.gradlang.op.Overload;
import org.gradlang.op.creation.Random;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Dims;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.declare.Pointwise;
import org.gradlang.op.declare.PointwiseFunction;
import org.gradlang.op.declare.PointwiseFunction.DTypeRule;
import org.gradlang.op.declare.Primitive;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Tensor;

/** The functions between layers. */
public final class Activations {
  private static final Formula X = input(0);
  private static final Formula A = input(1);
  private static final Formula B = input(2);

  // nan passes, and so does its gradient: max(x, 0) would lose the first, and halve it at 0.
  // The gradient reads the result, which is 0 exactly where nothing flows.
  private static final PointwiseFunction RELU =
      new PointwiseFunction("relu", "ReluBackward0", X.less(0).select(0, X), 1, 1, DTypeRule.OWN)
          .withGradient(0, input(1).lessEqual(0).select(0, input(2)));
  private static final PointwiseFunction GELU =
      PointwiseFunction.unary(
          "gelu", DTypeRule.FLOATING, x -> x.mul(0.5).mul(x.mul(Math.sqrt(0.5)).erf().add(1)));
  private static final PointwiseFunction GELU_TANH =
      PointwiseFunction.unary("gelu", DTypeRule.FLOATING, Activations::geluTanh);
  private static final PointwiseFunction LOG_SIGMOID =
      PointwiseFunction.unary("log_sigmoid", DTypeRule.FLOATING, Activations::logSigmoid)
          .withGradient(0, input(2).mul(X.neg().sigmoid()));
  private static final PointwiseFunction HARDTANH =
      new PointwiseFunction("hardtanh", "HardtanhBackward0", clamped(X, A, B), 3, 1, DTypeRule.OWN)
          .withGradient(0, X.lessEqual(A).logicalOr(X.greaterEqual(B)).select(0, input(4)));
  private static final PointwiseFunction PRELU =
      new PointwiseFunction(
              "prelu", "PreluBackward0", X.greater(0).select(X, X.mul(A)), 2, 2, DTypeRule.FLOATING)
          .withGradient(0, X.greater(0).select(input(3), input(3).mul(A)))
          .withGradient(1, X.greater(0).select(0, input(3).mul(X)));
  private static final PointwiseFunction ELU = elu("elu", "EluBackward0");
  private static final PointwiseFunction CELU = elu("celu", "CeluBackward0");

  private static final PointwiseFunction THRESHOLD =
      new PointwiseFunction(
          "threshold", "ThresholdBackward0", X.lessEqual(A).select(B, X), 3, 1, DTypeRule.OWN);

  /** As PyTorch has it: of float32, whatever the dtype. */
  private static final double ONE_SIXTH = 1 / 6f;

  private static final PointwiseFunction HARDSIGMOID =
      PointwiseFunction.unary(
              "hardsigmoid",
              DTypeRule.FLOATING,
              x -> x.lessEqual(-3).select(0, x.greaterEqual(3).select(1, x.add(3).div(6))))
          .withGradient(0, X.greater(-3).logicalAnd(X.less(3)).select(input(2).mul(ONE_SIXTH), 0));
  private static final PointwiseFunction HARDSWISH =
      PointwiseFunction.unary(
              "hardswish", DTypeRule.FLOATING, x -> x.mul(x.add(3).max(0).min(6)).div(6))
          .withGradient(
              0,
              X.lessEqual(-3)
                  .select(0, X.less(3).select(input(2).mul(X.div(3).add(0.5)), input(2))));

  // nan passes, and so does its gradient
  private static final PointwiseFunction SOFTSHRINK =
      new PointwiseFunction(
              "softshrink",
              "SoftshrinkBackward0",
              X.greater(A)
                  .select(X.sub(A), X.less(A.neg()).select(X.add(A), X.isNan().select(X, 0))),
              2,
              1,
              DTypeRule.FLOATING)
          .withGradient(0, X.abs().lessEqual(A).select(0, input(3)));

  private static final Primitive SLOPED =
      Primitive.replayed(
          "rrelu_with_noise(input: tensor, noise: tensor)",
          a -> a.tensor("input").mul(a.tensor("noise")),
          "input");

  private Activations() {}

  /** Between two bounds; the upper one wins where they cross. */
  private static Formula clamped(Formula x, Formula low, Formula high) {
    Formula raised = x.less(low).select(low, x);
    return raised.greater(high).select(high, raised);
  }

  public static void declare(Family family) {
    family
        .op("relu", "max(input, 0).")
        .samples("relu(randn(2, 3))")
        .way(new Pointwise("relu(input: tensor)", RELU))
        .inPlaceSwitch();
    rectifiers(family);
    exponential(family);
    smooth(family);
    shrinking(family);
  }

  private static void rectifiers(Family family) {
    family
        .op("relu6", "input clamped to 0 .. 6.")
        .samples("relu6(randn(3) * 4)")
        .way(
            Composite.of(
                "relu6(input: tensor)",
                a -> HARDTANH.apply(Context.current(), a.tensor("input"), 0L, 6L)))
        .inPlaceSwitch()
        .functionOnly();
    family
        .shaped(
            "leaky_relu(input: tensor, negative_slope: float = 0.01)",
            "input, times negative_slope below 0.",
            X.greater(0).select(X, X.mul(A)))
        .samples("leaky_relu(randn(2, 3), 0.1)")
        .inPlaceSwitch()
        .functionOnly();
    family
        .op("rrelu", "leaky_relu with a random slope; in evaluation with the mean one.")
        .samples("rrelu(randn(3), 0.1, 0.3)")
        .functionOnly()
        .way(
            Composite.of(
                "rrelu(input: tensor, lower: float = 0.125, upper: float = 0.3333333333333333,"
                    + " training: bool = False)",
                Activations::rrelu))
        .inPlaceSwitch();
    family
        .op("prelu", "input, times weight below 0; one weight, or one for each channel (dim 1).")
        .samples("prelu(randn(2, 3), rand(3))")
        .way(
            Composite.of(
                "prelu(input: tensor, weight: tensor)",
                a -> prelu(a.tensor("input"), a.tensor("weight"))));
    family
        .op("threshold", "input where it is above threshold, else value.")
        .way(new Pointwise("threshold(input: tensor, threshold: number, value: number)", THRESHOLD))
        .samples("threshold(randn(3), 0.1, 0.5)")
        .inPlaceSwitch()
        .functionOnly();
    clamped(family);
  }

  private static void clamped(Family family) {
    family
        .op("hardtanh", "input clamped to min_val .. max_val; at the bounds no gradient passes.")
        .way(
            new Pointwise(
                "hardtanh(input: tensor, min_val: number = -1.0, max_val: number = 1.0)", HARDTANH))
        .samples("hardtanh(randn(3))")
        .inPlaceSwitch()
        .functionOnly();
    family
        .op("hardsigmoid", "input / 6 + 1/2, clamped to 0 .. 1.")
        .way(new Pointwise("hardsigmoid(input: tensor)", HARDSIGMOID))
        .samples("hardsigmoid(randn(3))")
        .inPlaceSwitch()
        .functionOnly();
    family
        .op("hardswish", "input * hardsigmoid(input).")
        .way(new Pointwise("hardswish(input: tensor)", HARDSWISH))
        .samples("hardswish(randn(3))")
        .inPlaceSwitch()
        .functionOnly();
  }

  private static Tensor rrelu(Bound a) {
    Tensor x = DTypeRule.FLOATING.checked("rrelu", a.tensor("input"));
    double lower = a.real("lower");
    double upper = a.real("upper");
    if (!(lower <= upper)) {
      throw new GradError(
          ErrorKind.VALUE, "rrelu(): lower is " + lower + ", and above upper, " + upper);
    }
    Tensor slopes =
        a.flag("training")
            ? Random.slopes(x, lower, upper)
            : Selection.where(x.gt(0L), scalar(x, 1.0), scalar(x, (lower + upper) / 2));
    return SLOPED.tensor(x, slopes);
  }

  private static Tensor scalar(Tensor x, double number) {
    return Fresh.filled(Context.current(), Layout.SCALAR, x.dtype(), number);
  }

  private static Tensor prelu(Tensor x, Tensor weight) {
    Tensor shaped = weight;
    if (weight.numel() > 1) {
      int channels = x.dim() > 1 ? x.size(1) : 1;
      if (weight.numel() != channels) {
        throw new GradError(
            ErrorKind.SHAPE,
            "prelu(): there are " + weight.numel() + " weights for " + channels + " channels");
      }
      int[] sizes = new int[x.dim()];
      java.util.Arrays.fill(sizes, 1);
      sizes[1] = channels;
      shaped = weight.reshape(sizes);
    } else if (x.dim() == 0 && weight.dim() > 0) {
      shaped = weight.reshape();
    }
    return PRELU.apply(Context.current(), x, shaped);
  }

  private static PointwiseFunction elu(String name, String node) {
    return new PointwiseFunction(name, node, elu(X, A, B, input(3)), 4, 1, DTypeRule.FLOATING)
        .withGradient(0, slopeOfElu(X, A, B, input(3), input(5)));
  }

  /** scale * (x above 0, negative * (exp(x * inner) - 1) below). */
  private static Formula elu(Formula x, Formula alpha, Formula scale, Formula inner) {
    Formula below = x.greater(0).select(0, x);
    return x.greater(0).select(x.mul(scale), below.mul(inner).expm1().mul(alpha).mul(scale));
  }

  // expm1(x) + 1 would have lost what is left of exp(x) far below 0
  private static Formula slopeOfElu(
      Formula x, Formula alpha, Formula scale, Formula inner, Formula g) {
    Formula below = onlyWhere(x.less(0), x);
    Formula curved = g.mul(alpha.mul(scale).mul(inner)).mul(below.mul(inner).exp());
    return x.lessEqual(0).select(curved, g.mul(scale));
  }

  /** 0 where the condition fails, so that a branch not taken has no infinite derivative. */
  private static Formula onlyWhere(Formula condition, Formula x) {
    return condition.select(x, 0);
  }

  private static void exponential(Family family) {
    family
        .op("elu", "input above 0, alpha * (exp(input) - 1) below.")
        .samples("elu(randn(3), 0.5)")
        .functionOnly()
        .way(new Completed("elu(input: tensor, alpha: float = 1.0)", ELU, 1.0, 1.0))
        .inPlaceSwitch();
    double alpha = 1.6732632423543772;
    double scale = 1.0507009873554805;
    family
        .op("selu", "The self-normalising elu.")
        .samples("selu(randn(3))")
        .way(new Completed("selu(input: tensor)", ELU, alpha, scale, 1.0))
        .inPlaceSwitch();
    family
        .op("celu", "input above 0, alpha * (exp(input / alpha) - 1) below.")
        .samples("celu(randn(3), 0.5)")
        .way(
            Composite.of(
                "celu(input: tensor, alpha: float = 1.0)",
                a -> celu(a.tensor("input"), a.real("alpha"))))
        .inPlaceSwitch();
  }

  private static Tensor celu(Tensor x, double alpha) {
    if (alpha == 0) {
      throw new GradError(ErrorKind.ZERO_DIVISION, "celu(): alpha divides, and cannot be 0");
    }
    return CELU.apply(Context.current(), new Object[] {x, alpha, 1.0, 1 / alpha});
  }

  /** A call that adds fixed numbers behind its arguments. */
  private static final class Completed extends Overload {
    private final PointwiseFunction function;
    private final Object[] numbers;

    Completed(String signature, PointwiseFunction function, Object... numbers) {
      super(signature);
      this.function = function;
      this.numbers = numbers;
    }

    private Object[] inputs(Object[] bound) {
      Object[] inputs = java.util.Arrays.copyOf(bound, bound.length + numbers.length);
      System.arraycopy(numbers, 0, inputs, bound.length, numbers.length);
      return inputs;
    }

    @Override
    public boolean isPointwise() {
      return true;
    }

    @Override
    public Object apply(Context context, Object[] bound) {
      return function.apply(context, inputs(bound));
    }

    @Override
    public Object applyInPlace(Context context, Object[] bound) {
      return function.applyInPlace(context, inputs(bound));
    }

    @Override
    public boolean isDifferentiable() {
      return true;
    }
  }

  private static Formula softplus(Formula x, Formula beta, Formula threshold) {
    Formula scaled = x.mul(beta);
    Formula curved = scaled.greater(threshold).select(0, scaled);
    return scaled.greater(threshold).select(x, curved.exp().log1p().div(beta));
  }

  private static Formula geluTanh(Formula x) {
    Formula inner = x.add(x.mul(x).mul(x).mul(0.044715)).mul(Math.sqrt(2 / Math.PI));
    return x.mul(0.5).mul(inner.tanh().add(1));
  }

  /** min(x, 0) - log(1 + exp(-|x|)). */
  private static Formula logSigmoid(Formula x) {
    return x.less(0).select(x, 0).sub(x.abs().neg().exp().log1p());
  }

  private static void smooth(Family family) {
    family
        .op("gelu", "input * P(a standard normal is below input); approximate=\"tanh\" is faster.")
        .samples("gelu(randn(3))", "gelu(randn(3), approximate=\"tanh\")")
        .functionOnly()
        .way(Composite.of("gelu(input: tensor, approximate: str = 'none')", Activations::gelu));
    family
        .floating("silu", "input * sigmoid(input).", x -> x.mul(x.sigmoid()))
        .samples("silu(randn(3))")
        .inPlaceSwitch()
        .functionOnly();
    family
        .floating(
            "mish",
            "input * tanh(softplus(input)).",
            x -> x.mul(softplus(x, Formula.constant(1), Formula.constant(20)).tanh()))
        .samples("mish(randn(3))")
        .inPlaceSwitch()
        .functionOnly();
    family
        .shaped(
            "softplus(input: tensor, beta: float = 1.0, threshold: float = 20.0)",
            "log(1 + exp(beta * input)) / beta, and input itself where beta * input is above"
                + " threshold.",
            softplus(X, A, B))
        .samples("softplus(randn(3))")
        .functionOnly();
    for (String name : new String[] {"logsigmoid", "log_sigmoid"}) {
      family
          .op(name, "log(sigmoid(input)), exact far from 0.")
          .samples(name + "(randn(3))")
          .way(new Pointwise(name + "(input: tensor)", LOG_SIGMOID))
          .functionOnly();
    }
    family
        .op("softsign", "input / (1 + |input|).")
        .samples("softsign(randn(3))")
        .way(
            Composite.of(
                "softsign(input: tensor)",
                a -> a.tensor("input").div(a.tensor("input").abs().add(1L))))
        .inPlace()
        .functionOnly();
    family
        .op("tanhshrink", "input - tanh(input).")
        .samples("tanhshrink(randn(3))")
        .way(
            Composite.of(
                "tanhshrink(input: tensor)",
                a -> a.tensor("input").sub(Elementary.tanh(a.tensor("input")))))
        .inPlace()
        .functionOnly();
    family
        .op("glu", "The first half of input along dim, times the sigmoid of the second.")
        .samples("glu(randn(2, 4))")
        .functionOnly()
        .way(
            Primitive.replayed("glu(input: tensor, dim: int = -1)", Activations::glu, "input")
                .gradientNode());
  }

  private static Tensor gelu(Bound a) {
    Context context = Context.current();
    return switch (a.text("approximate")) {
      case "none" -> GELU.apply(context, a.tensor("input"));
      case "tanh" -> GELU_TANH.apply(context, a.tensor("input"));
      default ->
          throw new GradError(
              ErrorKind.VALUE,
              "gelu(): approximate is \"none\" or \"tanh\", not \"" + a.text("approximate") + "\"");
    };
  }

  private static Tensor glu(Bound a) {
    Tensor x = a.floats("input");
    int dim = Dims.existing("glu", x.layout(), a.integer("dim"));
    int size = x.size(dim);
    if (size % 2 != 0) {
      throw new GradError(ErrorKind.SHAPE, "glu(): dimension " + dim + " has the odd size " + size);
    }
    Tensor gate = x.narrow(dim, size / 2, size / 2);
    return x.narrow(dim, 0, size / 2).mul(Elementary.sigmoid(gate));
  }

  private static void shrinking(Family family) {
    family
        .shaped(
            "hardshrink(input: tensor, lambd: float = 0.5)",
            "0 between -lambd and lambd, else input.",
            X.abs().lessEqual(A).select(0, X))
        .samples("hardshrink(randn(3))");
    family
        .op("softshrink", "input moved towards 0 by lambd.")
        .way(new Pointwise("softshrink(input: tensor, lambd: float = 0.5)", SOFTSHRINK))
        .inPlace()
        .samples("softshrink(randn(3))")
        .functionOnly();
  }

  // What Java calls directly.

  public static Tensor relu(Tensor x) {
    return RELU.apply(Context.current(), x);
  }

  static Tensor logSigmoid(Tensor x) {
    return LOG_SIGMOID.apply(Context.current(), x);
  }
}
