package org.gradlang.op.pointwise;

import static org.gradlang.kernel.Formula.constant;
import static org.gradlang.kernel.Formula.input;

import org.gradlang.kernel.Formula;
import org.gradlang.op.Overload;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Branch;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Numbers;
import org.gradlang.op.declare.PointwiseFunction;
import org.gradlang.op.declare.PointwiseFunction.DTypeRule;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Tensor;

/** Powers and roots. */
public final class Powers {
  private static final Formula X = input(0);
  private static final Formula Y = input(1);

  private static final PointwiseFunction POW_NUMBER =
      new PointwiseFunction("pow", "PowBackward0", X.pow(Y), 2, 1, DTypeRule.NUMERIC)
          .withParameters("self", "exponent");
  private static final PointwiseFunction SQUARE =
      new PointwiseFunction("pow", "PowBackward0", X.mul(X), 1, 1, DTypeRule.PROMOTED)
          .withSettled("exponent", 2L)
          .stayingInGradients();
  private static final PointwiseFunction CUBE =
      new PointwiseFunction("pow", "PowBackward0", X.mul(X).mul(X), 1, 1, DTypeRule.PROMOTED)
          .withSettled("exponent", 3L)
          .stayingInGradients();
  private static final PointwiseFunction ONE =
      new PointwiseFunction("pow", "PowBackward0", constant(1), 1, 1, DTypeRule.PROMOTED)
          .withSettled("exponent", 0L)
          .withGradient(0, constant(0));

  // the derivative as that of any other power, so that it is recorded with the base
  private static final PointwiseFunction ROOT =
      new PointwiseFunction("pow", "PowBackward0", X.sqrt(), 1, 1, DTypeRule.PROMOTED)
          .withSettled("exponent", 0.5)
          .withGradient(0, input(2).mul(X.rsqrt().mul(0.5)));
  private static final PointwiseFunction POW =
      new PointwiseFunction("pow", "PowBackward1", X.pow(Y), 2, 2, DTypeRule.NUMERIC)
          .withParameters("self", "exponent");

  /** A number to the power of a tensor: where the number is 0, the gradient is chosen as in POW. */
  private static final PointwiseFunction POW_OF_NUMBER =
      new PointwiseFunction("pow", "PowBackward1", X.pow(Y), 2, 2, DTypeRule.NUMERIC)
          .withParameters("self", "exponent")
          .withGradient(1, input(3).mul(input(2).mul(X.log())));

  /** PyTorch takes the base's logarithm in its own float dtype, also where the result is wider. */
  private static final PointwiseFunction POW_OF_SINGLE =
      new PointwiseFunction("pow", "PowBackward1", X.pow(Y), 2, 2, DTypeRule.PROMOTED)
          .withParameters("self", "exponent")
          .withGradient(
              1,
              X.equal(0)
                  .logicalAnd(Y.greaterEqual(0))
                  .select(0, input(3).mul(input(2).mul(X.log().single()))));

  private static final Overload POWER =
      new Branch("pow(input: operand, exponent: operand)", Powers::choosePow);

  private Powers() {}

  public static void declare(Family family) {
    family
        .op("pow", "input to the power of exponent.")
        .samples(
            "pow(rand(2, 3) + 0.5, 3)",
            "pow(rand(2, 3) + 0.5, randn(3))",
            "pow(randn(3), 2)",
            "pow(2, randn(3))")
        .way(POWER)
        .inPlace();
    family
        .op("float_power", "input to the power of exponent, in float64.")
        .samples("float_power(rand(2, 3) + 0.5, 3)", "float_power(rand(2, 3) + 0.5, randn(3))")
        .way(
            Composite.of(
                "float_power(input: operand, exponent: operand)",
                a -> pow(asDouble(a.required("input")), asDouble(a.required("exponent")))));
    family
        .op("float_power_", "In place: input to the power of exponent; input holds float64.")
        .samples(
            "(rand(2, 3) + 0.5).double().float_power_(3)",
            "(rand(3) + 0.5).double().float_power_(randn(3))")
        .way(
            Composite.of(
                "float_power_(input: tensor, exponent: operand)", Powers::floatPowerInPlace));
    family
        .op("square", "input * input.")
        .samples("square(randn(2, 3))")
        .way(Composite.of("square(input: tensor)", a -> a.tensor("input").square()))
        .inPlace();
    family.unary("sqrt", "The square root.", x -> x.sqrt()).samples("sqrt(rand(2, 3) + 0.5)");
    family.unary("rsqrt", "1 / sqrt(input).", x -> x.rsqrt()).samples("rsqrt(rand(2, 3) + 0.5)");
  }

  private static Object floatPowerInPlace(Bound a) {
    Tensor x = a.tensor("input");
    if (x.dtype() != DType.FLOAT64) {
      throw new GradError(
              ErrorKind.TYPE,
              "float_power_() gives float64, and cannot write over a tensor of " + x.dtype())
          .help("use float_power, or pow_");
    }
    Object exponent = asDouble(a.required("exponent"));
    return POWER.applyInPlace(Context.current(), new Object[] {x, exponent});
  }

  private static Object asDouble(Object operand) {
    return operand instanceof Tensor tensor
        ? tensor.to(DType.FLOAT64)
        : (Object) Numbers.real(operand);
  }

  private static Branch.Choice choosePow(Object[] inputs) {
    if (!(inputs[0] instanceof Tensor base)) {
      return Branch.all(Numbers.real(inputs[0]) == 0 ? POW : POW_OF_NUMBER);
    }
    if (inputs[1] instanceof Tensor exponent) {
      DType own = DTypeRule.FLOAT.compute(Context.current(), "pow", base.dtype());
      boolean wider = own == DType.FLOAT32 && exponent.dtype() == DType.FLOAT64;
      return Branch.all(wider ? POW_OF_SINGLE : POW);
    }
    if (inputs[1] instanceof Long exponent) {
      if (exponent < 0 && !base.dtype().isFloating()) {
        throw new GradError(
                ErrorKind.VALUE, "pow(): integers cannot be raised to a negative integer power")
            .help("use a float: x.float() ** " + exponent);
      }
    }
    return base.dtype() == DType.BOOL ? Branch.all(POW_NUMBER) : power(base, inputs[1]);
  }

  /** The powers that are faster, or exact, in another way. */
  private static Branch.Choice power(Tensor base, Object exponent) {
    double number = Numbers.real(exponent);
    boolean whole = base.dtype() == DType.INT64 && exponent instanceof Long;
    if (!whole && !base.dtype().isFloating()) {
      return Branch.all(POW_NUMBER);
    }
    if (number == 0) {
      return new Branch.Choice(ONE, 1);
    }
    if (number == 2) {
      return new Branch.Choice(SQUARE, 1);
    }
    if (number == 3) {
      return new Branch.Choice(CUBE, 1);
    }
    return number == 0.5 ? new Branch.Choice(ROOT, 1) : Branch.all(POW_NUMBER);
  }

  /** {@code a ** b}. */
  public static Tensor pow(Object a, Object b) {
    Object[] inputs = {a, b};
    return choosePow(inputs).apply(Context.current(), inputs);
  }
}
