package org.gradlang.op.pointwise;

import static org.gradlang.kernel.Formula.constant;
import static org.gradlang.kernel.Formula.input;

import org.gradlang.kernel.Formula;
import org.gradlang.op.Overload;
import org.gradlang.op.declare.Branch;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.NodeNames;
import org.gradlang.op.declare.Numbers;
import org.gradlang.op.declare.Pointwise;
import org.gradlang.op.declare.PointwiseFunction;
import org.gradlang.op.declare.PointwiseFunction.DTypeRule;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Operand;
import org.gradlang.tensor.Tensor;

/** Addition, multiplication, division and what is made of them. */
public final class Arithmetic {
  private static final Formula X = input(0);
  private static final Formula Y = input(1);
  private static final Formula Z = input(2);

  static final PointwiseFunction ADD =
      binary("add", "AddBackward0", X.add(Y)).withSettled("alpha", 1L);
  static final PointwiseFunction SUB =
      numeric("sub", "SubBackward0", X.sub(Y)).withSettled("alpha", 1L);
  static final PointwiseFunction RSUB =
      numeric("rsub", "RsubBackward0", Y.sub(X))
          .withPlainNode(1, "RsubBackward1")
          .withSettled("alpha", 1L);
  static final PointwiseFunction MUL = binary("mul", "MulBackward0", X.mul(Y));
  // As PyTorch: the quotient is not saved, so that it may be changed in place.
  static final PointwiseFunction DIV =
      floating("div", "DivBackward0", X.div(Y))
          .withGradient(1, input(3).neg().mul(X.div(Y).div(Y)));
  // With a number that PyTorch's own code puts in: it is no operand, and the node has one edge.
  private static final PointwiseFunction MUL_NUMBER =
      new PointwiseFunction("mul", "MulBackward1", X.mul(Y), 2, 1, DTypeRule.FLOAT)
          .withParameters("self", "other");
  private static final PointwiseFunction DIV_NUMBER =
      new PointwiseFunction("div", "DivBackward1", X.div(Y), 2, 1, DTypeRule.FLOAT)
          .withParameters("self", "other");
  static final PointwiseFunction NEG =
      PointwiseFunction.unary("neg", DTypeRule.NUMERIC, x -> x.neg());
  static final PointwiseFunction FLOOR_DIVIDE =
      numeric("floor_divide", "NotImplemented", X.floorDivide(Y))
          .withoutGradient(0)
          .withoutGradient(1);
  static final PointwiseFunction REMAINDER =
      numeric("remainder", "RemainderBackward1", X.remainder(Y))
          .withPlainNode(1, "RemainderBackward0");

  private static final PointwiseFunction ADD_SCALED =
      new PointwiseFunction("add", "AddBackward0", X.add(Y.mul(Z)), 3, 2, DTypeRule.PROMOTED)
          .withParameters("self", "other", "alpha");
  private static final PointwiseFunction SUB_SCALED =
      new PointwiseFunction("sub", "SubBackward0", X.sub(Y.mul(Z)), 3, 2, DTypeRule.NUMERIC)
          .withParameters("self", "other", "alpha");
  private static final PointwiseFunction RSUB_SCALED =
      new PointwiseFunction("rsub", "RsubBackward0", Y.sub(X.mul(Z)), 3, 2, DTypeRule.NUMERIC)
          .withPlainNode(1, "RsubBackward1")
          .withParameters("self", "other", "alpha");
  private static final PointwiseFunction DIV_FLOOR =
      numeric("div", "DivBackward2", X.floorDivide(Y));
  private static final PointwiseFunction DIV_TRUNC =
      numeric("div", "DivBackward2", X.truncDivide(Y));

  /** From the nearer end, as PyTorch, so that weight 1 gives the end exactly. */
  private static final Formula WEIGHTED =
      Z.abs().less(0.5).select(X.add(Z.mul(Y.sub(X))), Y.sub(Y.sub(X).mul(constant(1).sub(Z))));

  private static final PointwiseFunction LERP =
      new PointwiseFunction("lerp", "LerpBackward1", WEIGHTED, 3, 3, DTypeRule.FLOATING)
          .withGradient(0, input(4).mul(constant(1).sub(Z)))
          .withGradient(1, input(4).mul(Z))
          .withGradient(2, input(4).mul(Y.sub(X)))
          .withParameters("self", "end", "weight");
  private static final PointwiseFunction LERP_NUMBER =
      new PointwiseFunction("lerp", "LerpBackward0", WEIGHTED, 3, 2, DTypeRule.FLOATING)
          .withGradient(0, input(4).mul(constant(1).sub(Z)))
          .withGradient(1, input(4).mul(Z))
          .withParameters("self", "end", "weight");

  private Arithmetic() {}

  private static PointwiseFunction binary(String name, String node, Formula formula) {
    return new PointwiseFunction(name, node, formula, 2, 2, DTypeRule.PROMOTED);
  }

  private static PointwiseFunction numeric(String name, String node, Formula formula) {
    return new PointwiseFunction(name, node, formula, 2, 2, DTypeRule.NUMERIC);
  }

  private static PointwiseFunction floating(String name, String node, Formula formula) {
    return new PointwiseFunction(name, node, formula, 2, 2, DTypeRule.FLOAT);
  }

  public static void declare(Family family) {
    sums(family);
    products(family);
    divisions(family);
    combinations(family);
  }

  private static void sums(Family family) {
    String operands = "(input: operand, other: operand, *, alpha: number = 1)";
    Overload add = new Branch("add" + operands, Arithmetic::chooseAdd).plainly(ADD);
    Overload sub = new Branch("sub" + operands, Arithmetic::chooseSub).plainly(SUB);
    family
        .op("add", "input + alpha * other.")
        .samples("add(randn(2, 3), randn(3))", "add(randn(2, 3), randn(3), alpha=0.5)")
        .way(add)
        .inPlace();
    family
        .op("sub", "input - alpha * other.")
        .samples("sub(randn(2, 3), randn(3))", "sub(randn(2, 3), randn(3), alpha=0.5)")
        .way(sub)
        .inPlace();
    family.alias("subtract", sub).samples("subtract(randn(2, 3), randn(3))").inPlace();
    family
        .op("rsub", "other - alpha * input.")
        .samples("rsub(randn(2, 3), 1.5)", "rsub(randn(3), randn(2, 3), alpha=2)")
        .way(new Branch("rsub" + operands, Arithmetic::chooseReversed));
    family.pointwise(NEG, "-input.").samples("neg(randn(2, 3))");
    family
        .alias("negative", new Pointwise("neg(input: tensor)", NEG))
        .samples("negative(randn(2, 3))")
        .inPlace();
    family
        .op("positive", "input itself.")
        .samples("positive(randn(2))")
        .way(
            Composite.of(
                "positive(input: tensor)",
                a -> DTypeRule.NUMERIC.checked("positive", a.tensor("input"))));
  }

  private static Branch.Choice chooseAdd(Object[] inputs) {
    checkAlpha(inputs);
    return isOne(inputs[2]) ? new Branch.Choice(ADD, 2) : Branch.all(ADD_SCALED);
  }

  private static Branch.Choice chooseReversed(Object[] inputs) {
    checkSub(inputs);
    return isOne(inputs[2]) ? new Branch.Choice(RSUB, 2) : Branch.all(RSUB_SCALED);
  }

  private static Branch.Choice chooseSub(Object[] inputs) {
    checkSub(inputs);
    if (!(inputs[0] instanceof Tensor)) {
      swap(inputs);
      return isOne(inputs[2]) ? new Branch.Choice(RSUB, 2) : Branch.all(RSUB_SCALED);
    }
    return isOne(inputs[2]) ? new Branch.Choice(SUB, 2) : Branch.all(SUB_SCALED);
  }

  private static void checkSub(Object[] inputs) {
    for (int i = 0; i < 2; i++) {
      if (inputs[i] instanceof Boolean
          || (inputs[i] instanceof Tensor tensor && tensor.dtype() == DType.BOOL)) {
        throw new GradError(ErrorKind.TYPE, "bools cannot be subtracted")
            .help("~ turns a mask around, ^ compares two; or convert it first, with .long()");
      }
    }
    checkAlpha(inputs);
  }

  /** Ints cannot be multiplied by a fraction. */
  private static void checkAlpha(Object[] inputs) {
    if (inputs[2] instanceof Double && !isFloating(inputs[0]) && !isFloating(inputs[1])) {
      throw new GradError(ErrorKind.TYPE, "alpha must be an int where both operands are ints");
    }
  }

  private static boolean isFloating(Object operand) {
    return operand instanceof Tensor tensor
        ? tensor.dtype().isFloating()
        : operand instanceof Double;
  }

  private static void swap(Object[] inputs) {
    Object first = inputs[0];
    inputs[0] = inputs[1];
    inputs[1] = first;
  }

  private static boolean isOne(Object number) {
    return Numbers.real(number) == 1;
  }

  private static void products(Family family) {
    family.pointwise(MUL, "input * other.").samples("mul(randn(2, 3), randn(3))");
    family
        .alias("multiply", new Pointwise("mul(input: operand, other: operand)", MUL))
        .samples("multiply(randn(2, 3), randn(3))")
        .inPlace();
    String three = "(input: operand, tensor1: operand, tensor2: operand, *, value: number = 1)";
    family
        .op("addcmul", "input + value * tensor1 * tensor2.")
        .samples("addcmul(randn(2, 3), randn(2, 3), randn(3), value=0.5)")
        .way(new Pointwise("addcmul" + three, four("addcmul", X.add(input(3).mul(Y).mul(Z)))))
        .inPlace();
    family
        .op("addcdiv", "input + value * tensor1 / tensor2.")
        .samples("addcdiv(randn(2, 3), randn(2, 3), rand(3) + 0.5, value=0.5)")
        .way(
            new Branch(
                "addcdiv" + three,
                inputs -> {
                  if (!isFloating(inputs[1]) && !isFloating(inputs[2])) {
                    throw new GradError(ErrorKind.TYPE, "addcdiv() does not divide ints by ints")
                        .help("convert one of them first, with .float(); or use floor_divide");
                  }
                  return Branch.all(ADDCDIV);
                }))
        .inPlace();
  }

  private static final PointwiseFunction ADDCDIV =
      new PointwiseFunction(
          "addcdiv", "AddcdivBackward0", X.add(input(3).mul(Y).div(Z)), 4, 3, DTypeRule.FLOAT);

  private static PointwiseFunction four(String name, Formula formula) {
    return new PointwiseFunction(name, NodeNames.of(name), formula, 4, 3, DTypeRule.NUMERIC);
  }

  private static void divisions(Family family) {
    String operands = "(input: operand, other: operand, *, rounding_mode: str? = None)";
    for (String name : new String[] {"div", "divide"}) {
      family
          .op(name, "input / other; rounding_mode is \"floor\" or \"trunc\".")
          .samples(
              name + "(randn(2, 3), rand(3) + 0.5)",
              name + "(randn(2, 3), 0.3, rounding_mode=\"floor\")")
          .way(new Rounded(name + operands))
          .inPlace();
    }
    family
        .alias("true_divide", new Pointwise("div(input: operand, other: operand)", DIV))
        .samples("true_divide(randn(2, 3), rand(3) + 0.5)")
        .inPlace();
    family
        .pointwise(FLOOR_DIVIDE, "input / other, rounded down.")
        .samples("floor_divide(tensor([5.5, -7.25]), 0.3)");
    family
        .pointwise(REMAINDER, "What floor_divide leaves; it has the sign of other.")
        .samples("remainder(randn(2, 3), 0.7)", "remainder(randn(2, 3), rand(3) + 0.5)");
    family
        .pointwise(
            numeric("fmod", "FmodBackward1", X.fmod(Y)).withPlainNode(1, "FmodBackward0"),
            "What a division rounded towards zero leaves; it has the sign of input.")
        .samples("fmod(randn(2, 3), 0.7)", "fmod(randn(2, 3), rand(3) + 0.5)");
    family
        .op("reciprocal", "1 / input.")
        .samples("reciprocal(rand(2, 3) + 0.5)")
        .way(new Pointwise("reciprocal(input: tensor)", RECIPROCAL))
        .inPlace();
  }

  private static final PointwiseFunction RECIPROCAL =
      PointwiseFunction.unary("reciprocal", DTypeRule.FLOAT, x -> x.reciprocal());

  /** Division with its rounding modes. */
  private static final class Rounded extends Overload {
    Rounded(String signature) {
      super(signature);
    }

    private static PointwiseFunction function(String mode) {
      return switch (mode) {
        case "floor" -> DIV_FLOOR;
        case "trunc" -> DIV_TRUNC;
        default ->
            throw new GradError(
                ErrorKind.VALUE,
                "div(): rounding_mode is None, \"trunc\" or \"floor\", not \"" + mode + "\"");
      };
    }

    @Override
    public boolean isPointwise() {
      return true;
    }

    @Override
    public Object apply(Context context, Object[] bound) {
      return bound[2] == null
          ? div(bound[0], bound[1])
          : function((String) bound[2]).apply(context, bound[0], bound[1]);
    }

    @Override
    public Tensor applyToTwo(Context context, Tensor a, Tensor b) {
      return div(a, b);
    }

    @Override
    public Object applyInPlace(Context context, Object[] bound) {
      PointwiseFunction function = bound[2] == null ? DIV : function((String) bound[2]);
      return function.applyInPlace(context, new Object[] {bound[0], bound[1]});
    }

    @Override
    public boolean isDifferentiable() {
      return true;
    }
  }

  private static void combinations(Family family) {
    family
        .op("lerp", "Between input and end: input + weight * (end - input).")
        .samples("lerp(randn(2, 3), randn(2, 3), 0.3)", "lerp(randn(3), randn(3), rand(3))")
        .way(
            new Branch("lerp(input: tensor, end: tensor, weight: operand)", Arithmetic::chooseLerp))
        .inPlace();
  }

  private static Branch.Choice chooseLerp(Object[] inputs) {
    DType dtype = ((Tensor) inputs[0]).dtype();
    for (Object input : inputs) {
      if (input instanceof Tensor tensor && tensor.dtype() != dtype) {
        throw new GradError(
                ErrorKind.TYPE, "lerp() of " + dtype + " cannot take a tensor of " + tensor.dtype())
            .help("convert it first, with .to(" + dtype + ")");
      }
    }
    return Branch.all(inputs[2] instanceof Tensor ? LERP : LERP_NUMBER);
  }

  // What Java calls directly.

  /** {@code a + b} of tensors and numbers, one of them a tensor. */
  public static Tensor add(Object a, Object b) {
    return ADD.apply(Context.current(), a, b);
  }

  /** {@code a - b}; a number on the left is what PyTorch calls rsub. */
  public static Tensor sub(Object a, Object b) {
    return a instanceof Tensor
        ? SUB.apply(Context.current(), a, b)
        : RSUB.apply(Context.current(), b, a);
  }

  /** {@code a * b}. */
  public static Tensor mul(Object a, Object b) {
    return MUL.apply(Context.current(), a, b);
  }

  /** A tensor of floats times a number that is no operand of the program's. */
  public static Tensor scaled(Tensor a, double factor) {
    return MUL_NUMBER.apply(Context.current(), a, factor);
  }

  /** A tensor of floats over a number that is no operand of the program's. */
  public static Tensor divided(Tensor a, double divisor) {
    return DIV_NUMBER.apply(Context.current(), a, divisor);
  }

  /** {@code a / b}; a number on the left is multiplied with the reciprocal, as in PyTorch. */
  public static Tensor div(Object a, Object b) {
    Context context = Context.current();
    return a instanceof Tensor
        ? DIV.apply(context, a, b)
        : MUL.apply(context, RECIPROCAL.apply(context, b), a);
  }

  /** {@code a // b}. */
  public static Tensor floorDivide(Object a, Object b) {
    return FLOOR_DIVIDE.apply(Context.current(), a, b);
  }

  /** {@code a % b}. */
  public static Tensor remainder(Object a, Object b) {
    return REMAINDER.apply(Context.current(), a, b);
  }

  /** {@code -a}. */
  public static Tensor neg(Tensor a) {
    return NEG.apply(Context.current(), a);
  }

  /** {@code a += b}. */
  public static Tensor addInPlace(Tensor a, Object b) {
    Object[] operands = b instanceof Tensor other ? new Operand[] {a, other} : new Object[] {a, b};
    return ADD.applyInPlace(Context.current(), operands);
  }

  /** {@code a -= b}. */
  public static Tensor subInPlace(Tensor a, Object b) {
    return SUB.applyInPlace(Context.current(), new Object[] {a, b});
  }

  /** {@code a *= b}. */
  public static Tensor mulInPlace(Tensor a, Object b) {
    return MUL.applyInPlace(Context.current(), new Object[] {a, b});
  }

  /** {@code a /= b}. */
  public static Tensor divInPlace(Tensor a, Object b) {
    return DIV.applyInPlace(Context.current(), new Object[] {a, b});
  }
}
