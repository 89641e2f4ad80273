package org.gradlang.op.pointwise;

import static org.gradlang.kernel.Formula.input;

import java.util.function.Function;
import org.gradlang.kernel.Formula;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Branch;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Pointwise;
import org.gradlang.op.declare.PointwiseFunction;
import org.gradlang.op.declare.PointwiseFunction.DTypeRule;
import org.gradlang.op.reduction.Reductions;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Tensor;

/** Comparisons, logic and bits: results without gradient. */
public final class Comparison {
  private static final Formula X = input(0);
  private static final Formula Y = input(1);

  private static final PointwiseFunction EQ = test("eq", X.equal(Y));
  private static final PointwiseFunction NE = test("ne", X.notEqual(Y));
  private static final PointwiseFunction LT = test("lt", X.less(Y));
  private static final PointwiseFunction LE = test("le", X.lessEqual(Y));
  private static final PointwiseFunction GT = test("gt", X.greater(Y));
  private static final PointwiseFunction GE = test("ge", X.greaterEqual(Y));
  private static final PointwiseFunction LOGICAL_NOT =
      PointwiseFunction.unary("logical_not", DTypeRule.LOGIC, x -> x.logicalNot());
  private static final PointwiseFunction BITWISE_NOT =
      PointwiseFunction.unary("bitwise_not", DTypeRule.BITS, x -> x.bitNot());
  private static final PointwiseFunction IS_NAN =
      PointwiseFunction.unary("isnan", DTypeRule.TEST, x -> x.isNan());

  private Comparison() {}

  private static PointwiseFunction test(String name, Formula formula) {
    return new PointwiseFunction(name, "NotImplemented", formula, 2, 2, DTypeRule.TEST);
  }

  private static PointwiseFunction logic(String name, Formula formula) {
    return new PointwiseFunction(name, "NotImplemented", formula, 2, 2, DTypeRule.LOGIC);
  }

  private static PointwiseFunction bits(String name, Formula formula) {
    return new PointwiseFunction(name, "NotImplemented", formula, 2, 2, DTypeRule.BITS);
  }

  public static void declare(Family family) {
    comparisons(family);
    logic(family);
    bits(family);
    kinds(family);
    closeness(family);
  }

  private static void comparisons(Family family) {
    compared(family, EQ, "equal", "input == other");
    compared(family, NE, "not_equal", "input != other");
    compared(family, LT, "less", "input < other");
    compared(family, LE, "less_equal", "input <= other");
    compared(family, GT, "greater", "input > other");
    compared(family, GE, "greater_equal", "input >= other");
  }

  private static void compared(
      Family family, PointwiseFunction function, String other, String meaning) {
    String name = function.name();
    family
        .pointwise(function, "Whether " + meaning + ", elementwise.")
        .samples(name + "(randn(3), randn(3))");
    if (!other.equals("equal")) {
      family
          .alias(other, new Pointwise(name + "(input: operand, other: operand)", function))
          .samples(other + "(randn(3), randn(3))")
          .inPlace();
    }
  }

  private static void logic(Family family) {
    family
        .pointwise(logic("logical_and", X.logicalAnd(Y)), "Whether both are true.")
        .samples("logical_and(tensor([True, False]), tensor([True, True]))");
    family
        .pointwise(logic("logical_or", X.logicalOr(Y)), "Whether one is true.")
        .samples("logical_or(tensor([True, False]), tensor([True, True]))");
    family
        .pointwise(logic("logical_xor", X.logicalXor(Y)), "Whether just one is true.")
        .samples("logical_xor(tensor([True, False]), tensor([True, True]))");
    family
        .pointwise(LOGICAL_NOT, "Whether it is false.")
        .samples("logical_not(tensor([True, False]))");
  }

  private static void bits(Family family) {
    family
        .pointwise(bits("bitwise_and", X.bitAnd(Y)), "Bits that both have.")
        .samples("bitwise_and(tensor([5, 6]), 3)");
    family
        .pointwise(bits("bitwise_or", X.bitOr(Y)), "Bits that one has.")
        .samples("bitwise_or(tensor([5, 6]), 3)");
    family
        .pointwise(bits("bitwise_xor", X.bitXor(Y)), "Bits that just one has.")
        .samples("bitwise_xor(tensor([5, 6]), 3)");
    family
        .op("bitwise_not", "All bits turned around.")
        .samples("bitwise_not(tensor([5, 6]))")
        .way(
            new Branch("bitwise_not(input: tensor)", inputs -> Branch.all(not(inputs[0])))
                .notDifferentiable())
        .inPlace();
  }

  private static PointwiseFunction not(Object input) {
    return input instanceof Tensor tensor && tensor.dtype() == DType.BOOL
        ? LOGICAL_NOT
        : BITWISE_NOT;
  }

  private static void kinds(Family family) {
    tested(family, "isnan", "Whether it is nan.", x -> x.isNan());
    tested(family, "isinf", "Whether it is infinite.", x -> x.isInfinite());
    tested(family, "isfinite", "Whether it is neither nan nor infinite.", x -> x.isFinite());
    tested(family, "isposinf", "Whether it is inf.", x -> x.equal(Double.POSITIVE_INFINITY));
    tested(family, "isneginf", "Whether it is -inf.", x -> x.equal(Double.NEGATIVE_INFINITY));
    tested(
        family,
        "isreal",
        "Whether it is a real number: always.",
        x -> x.mul(0).equal(x.mul(0)).logicalOr(x.notEqual(x)).logicalOr(x.isInfinite()));
    // -0.0 has its sign bit set: 1 with its sign is below 0
    tested(
        family,
        "signbit",
        "Whether the sign is minus.",
        x -> x.equal(0).select(Formula.constant(1).copysign(x), x).less(0));
  }

  private static void tested(
      Family family, String name, String text, Function<Formula, Formula> formula) {
    PointwiseFunction floats = PointwiseFunction.unary(name, DTypeRule.TEST, formula);
    family
        .op(name, text)
        .samples(name + "(randn(3))")
        .way(
            Composite.of(
                    name + "(input: tensor)",
                    a ->
                        floats.apply(
                            Context.current(),
                            a.tensor("input").dtype().isFloating()
                                ? a.tensor("input")
                                : a.tensor("input").to(DType.FLOAT64)))
                .notDifferentiable());
  }

  private static void closeness(Family family) {
    String tolerances = "rtol: float = 1e-05, atol: float = 1e-08, equal_nan: bool = False)";
    family
        .op("isclose", "Whether |input - other| <= atol + rtol * |other|, elementwise.")
        .samples("isclose(randn(3), randn(3))")
        .way(
            Composite.of("isclose(input: tensor, other: tensor, " + tolerances, Comparison::isClose)
                .notDifferentiable());
    family
        .op("allclose", "Whether isclose holds for all elements.")
        .samples("allclose(randn(3), randn(3))")
        .way(
            Composite.of(
                    "allclose(input: tensor, other: tensor, " + tolerances,
                    a -> Reductions.isAll(isClose(a)))
                .notDifferentiable());
    family
        .op("equal", "Whether two tensors have the same shape and elements.")
        .samples("equal(randn(3), randn(3))")
        .way(
            Composite.of(
                    "equal(input: tensor, other: tensor)",
                    a -> isEqual(a.tensor("input"), a.tensor("other")))
                .notDifferentiable());
  }

  private static final PointwiseFunction CLOSE =
      new PointwiseFunction(
          "isclose",
          "NotImplemented",
          X.equal(Y)
              .logicalOr(
                  X.isFinite()
                      .logicalAnd(Y.isFinite())
                      .logicalAnd(X.sub(Y).abs().lessEqual(input(3).add(input(2).mul(Y.abs())))))
              .logicalOr(input(4).logicalAnd(X.isNan()).logicalAnd(Y.isNan())),
          5,
          2,
          DTypeRule.TEST);

  private static Tensor isClose(Bound a) {
    Tensor x = a.tensor("input");
    Tensor y = a.tensor("other");
    if (x.dtype() != y.dtype()) {
      throw new GradError(
          ErrorKind.TYPE,
          a.operation() + "(): the dtypes " + x.dtype() + " and " + y.dtype() + " differ");
    }
    Object[] inputs = {
      x.to(DType.FLOAT64), y.to(DType.FLOAT64), a.real("rtol"), a.real("atol"), a.flag("equal_nan")
    };
    return CLOSE.apply(Context.current(), inputs);
  }

  static boolean isEqual(Tensor x, Tensor y) {
    return x.layout().sameSizes(y.layout()) && x.dtype() == y.dtype() && Reductions.isAll(eq(x, y));
  }

  // What Java calls directly.

  public static Tensor eq(Object a, Object b) {
    return EQ.apply(Context.current(), a, b);
  }

  public static Tensor ne(Object a, Object b) {
    return NE.apply(Context.current(), a, b);
  }

  public static Tensor lt(Object a, Object b) {
    return LT.apply(Context.current(), a, b);
  }

  public static Tensor le(Object a, Object b) {
    return LE.apply(Context.current(), a, b);
  }

  public static Tensor gt(Object a, Object b) {
    return GT.apply(Context.current(), a, b);
  }

  public static Tensor ge(Object a, Object b) {
    return GE.apply(Context.current(), a, b);
  }

  public static Tensor logicalNot(Tensor a) {
    return LOGICAL_NOT.apply(Context.current(), a);
  }

  public static Tensor isNan(Tensor a) {
    return IS_NAN.apply(Context.current(), a);
  }
}
