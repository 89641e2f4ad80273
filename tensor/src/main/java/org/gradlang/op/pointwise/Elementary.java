package org.gradlang.op.pointwise;

import static org.gradlang.kernel.Formula.constant;
import static org.gradlang.kernel.Formula.input;

import java.util.function.UnaryOperator;
import org.gradlang.kernel.Formula;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.NodeNames;
import org.gradlang.op.declare.Pointwise;
import org.gradlang.op.declare.PointwiseFunction;
import org.gradlang.op.declare.PointwiseFunction.DTypeRule;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.Tensor;

/** Exponentials, logarithms, trigonometry and special functions of one or two tensors. */
public final class Elementary {
  private static final double LN2 = Math.log(2);

  private static final PointwiseFunction EXP = floating("exp", x -> x.exp());
  private static final PointwiseFunction LOG = floating("log", x -> x.log());
  private static final PointwiseFunction TANH = floating("tanh", x -> x.tanh());
  private static final PointwiseFunction SIGMOID = floating("sigmoid", x -> x.sigmoid());
  private static final PointwiseFunction SQRT = floating("sqrt", x -> x.sqrt());
  private static final PointwiseFunction XLOGY =
      timesLog("xlogy", Formula::log, 0, input(1).reciprocal())
          .withPlainNode(0, "XlogyBackward1")
          .withPlainNode(1, "XlogyBackward2");

  private Elementary() {}

  private static PointwiseFunction floating(
      String name, java.util.function.Function<Formula, Formula> formula) {
    return PointwiseFunction.unary(name, DTypeRule.FLOAT, formula);
  }

  private static PointwiseFunction two(String name, Formula formula) {
    return new PointwiseFunction(name, NodeNames.of(name), formula, 2, 2, DTypeRule.FLOAT);
  }

  /**
   * x * f(y), 0 where x is 0, and NaN where y is. The gradient by x is f(y), but 0 where x is 0 and
   * f(y) has no finite value; that by y is x * slope.
   */
  private static PointwiseFunction timesLog(
      String name, UnaryOperator<Formula> f, double edge, Formula slope) {
    Formula x = input(0);
    Formula y = input(1);
    Formula g = input(3);
    Formula zero = x.equal(0).logicalAnd(y.lessEqual(edge));
    return two(name, x.equal(0).logicalAnd(y.equal(y)).select(0, x.mul(f.apply(y))))
        .withGradient(0, zero.select(0, g.mul(f.apply(y))))
        .withGradient(1, g.mul(x).mul(slope));
  }

  public static void declare(Family family) {
    exponentials(family);
    trigonometry(family);
    hyperbolic(family);
    ofTwo(family);
  }

  private static void exponentials(Family family) {
    family.pointwise(EXP, "e to the power of input.").samples("exp(randn(2, 3))");
    family.unary("exp2", "2 to the power of input.", x -> x.exp2()).samples("exp2(randn(3))");
    family
        .unary("expm1", "exp(input) - 1, exact near 0.", x -> x.expm1())
        .samples("expm1(randn(3))");
    family.pointwise(LOG, "The natural logarithm.").samples("log(rand(2, 3) + 0.5)");
    family
        .unary("log1p", "log(1 + input), exact near 0.", x -> x.log1p())
        .samples("log1p(rand(3))");
    family.unary("log2", "The logarithm to base 2.", x -> x.log2()).samples("log2(rand(3) + 0.5)");
    family
        .unary("log10", "The logarithm to base 10.", x -> x.log10())
        .samples("log10(rand(3) + 0.5)");
    family.pointwise(SIGMOID, "1 / (1 + exp(-input)).").samples("sigmoid(randn(2, 3))");

    family
        .op("logit", "log(input / (1 - input)); with eps, input is clamped to [eps, 1 - eps].")
        .samples("logit(rand(3) * 0.8 + 0.1)")
        .way(Composite.of("logit(input: tensor, eps: float? = None)", Elementary::logit))
        .inPlace();
  }

  // d/dx = 1 / (x (1 - x)), nan outside 0..1
  private static final PointwiseFunction LOGIT =
      floating("logit", Elementary::logit)
          .withGradient(0, slopeOfLogit(input(0), constant(0), constant(1), Double.NaN, input(2)));

  // d/dx = 1 / (x (1 - x)), 0 where x is clamped
  private static final PointwiseFunction LOGIT_CLAMPED =
      new PointwiseFunction("logit", "LogitBackward0", clampedLogit(), 3, 1, DTypeRule.FLOAT)
          .withGradient(0, slopeOfLogit(input(0), input(1), input(2), 0, input(4)));

  private static Formula logit(Formula x) {
    return x.div(constant(1).sub(x)).log();
  }

  private static Formula clampedLogit() {
    Formula x = input(0);
    Formula lowered = x.greater(input(2)).select(input(2), x);
    return logit(x.less(input(1)).select(input(1), lowered));
  }

  private static Formula slopeOfLogit(
      Formula x, Formula low, Formula high, double outside, Formula g) {
    Formula slope = g.div(x.mul(constant(1).sub(x)));
    return x.less(low).logicalOr(x.greater(high)).select(outside, slope);
  }

  private static Tensor logit(Bound a) {
    Context context = Context.current();
    Tensor x = a.tensor("input");
    if (!a.has("eps")) {
      return LOGIT.apply(context, x);
    }
    double eps = a.real("eps");
    return LOGIT_CLAMPED.apply(context, x, eps, 1 - eps);
  }

  private static void trigonometry(Family family) {
    family.unary("sin", "The sine.", x -> x.sin()).samples("sin(randn(2, 3))");
    family.unary("cos", "The cosine.", x -> x.cos()).samples("cos(randn(2, 3))");
    family.unary("tan", "The tangent.", x -> x.tan()).samples("tan(rand(3))");
    for (String name : new String[] {"asin", "arcsin"}) {
      family.unary(name, "The inverse sine.", x -> x.asin()).samples(name + "(rand(3) * 0.8)");
    }
    for (String name : new String[] {"acos", "arccos"}) {
      family.unary(name, "The inverse cosine.", x -> x.acos()).samples(name + "(rand(3) * 0.8)");
    }
    for (String name : new String[] {"atan", "arctan"}) {
      family.unary(name, "The inverse tangent.", x -> x.atan()).samples(name + "(randn(3))");
    }
    family
        .unary("deg2rad", "Degrees to radians.", x -> x.mul(Math.PI / 180))
        .samples("deg2rad(randn(3))");
    family
        .unary("rad2deg", "Radians to degrees.", x -> x.mul(180 / Math.PI))
        .samples("rad2deg(randn(3))");
    family.pointwise(SINC, "sin(pi * input) / (pi * input), 1 at 0.").samples("sinc(randn(3))");
  }

  private static final PointwiseFunction SINC =
      floating("sinc", Elementary::sinc)
          .withGradient(0, input(2).mul(slopeOfSinc(input(0)).mul(Math.PI)));

  private static Formula sinc(Formula x) {
    Formula z = x.mul(Math.PI);
    return x.equal(0).select(1, z.sin().div(z));
  }

  /**
   * d/dz sin(z) / z = (cos(z) - sin(z) / z) / z. Near 0, where the terms cancel, it is the sum of
   * {@code (-1)^k 2k z^(2k-1) / (2k+1)!}; the quotient is then taken of something else.
   */
  private static Formula slopeOfSinc(Formula x) {
    Formula near = x.abs().less(0.15);
    Formula z = near.select(1, x).mul(Math.PI);
    Formula quotient = z.cos().sub(z.sin().div(z)).div(z);
    Formula small = near.select(x, 0).mul(Math.PI);
    Formula square = small.mul(small);
    Formula sum = constant(0);
    for (int k = 7; k >= 1; k--) {
      sum = sum.mul(square).add((k % 2 == 0 ? 2.0 : -2.0) * k / factorial(2 * k + 1));
    }
    return near.select(small.mul(sum), quotient);
  }

  private static double factorial(int n) {
    return n < 2 ? 1 : n * factorial(n - 1);
  }

  private static void hyperbolic(Family family) {
    family.unary("sinh", "The hyperbolic sine.", x -> x.sinh()).samples("sinh(randn(3))");
    family.unary("cosh", "The hyperbolic cosine.", x -> x.cosh()).samples("cosh(randn(3))");
    family.pointwise(TANH, "The hyperbolic tangent.").samples("tanh(randn(2, 3))");
    for (String name : new String[] {"asinh", "arcsinh"}) {
      family
          .unary(name, "The inverse hyperbolic sine.", x -> x.asinh())
          .samples(name + "(randn(3))");
    }
    for (String name : new String[] {"acosh", "arccosh"}) {
      family
          .unary(name, "The inverse hyperbolic cosine.", x -> x.acosh())
          .samples(name + "(rand(3) + 1.5)");
    }
    for (String name : new String[] {"atanh", "arctanh"}) {
      family
          .unary(name, "The inverse hyperbolic tangent.", x -> x.atanh())
          .samples(name + "(rand(3) * 0.8)");
    }
  }

  private static void ofTwo(Family family) {
    Formula x = input(0);
    Formula y = input(1);
    family
        .pointwise(two("atan2", x.atan2(y)), "The angle of the point (other, input).")
        .samples("atan2(randn(3), randn(3))");
    family
        .alias(
            "arctan2",
            new Pointwise("atan2(input: operand, other: operand)", two("atan2", x.atan2(y))))
        .samples("arctan2(randn(3), randn(3))")
        .inPlace();
    family
        .pointwise(
            new PointwiseFunction("hypot", "HypotBackward0", x.hypot(y), 2, 2, DTypeRule.FLOATING),
            "sqrt(input ** 2 + other ** 2).")
        .samples("hypot(randn(3), randn(3))");
    family
        .pointwise(
            two("copysign", x.copysign(y)).withPlainNode(1, "CopysignBackward1"),
            "input with the sign of other.")
        .samples("copysign(randn(3), randn(3))");
    family
        .pointwise(XLOGY, "input * log(other), 0 where input is 0.")
        .samples("xlogy(rand(3) + 0.5, rand(3) + 0.5)");
    family
        .pointwise(
            timesLog("special_xlog1py", Formula::log1p, -1, y.add(1).reciprocal())
                .withPlainNode(0, "SpecialXlog1PyBackward1")
                .withPlainNode(1, "SpecialXlog1PyBackward2"),
            "input * log1p(other), 0 where input is 0.")
        .samples("special.xlog1py(rand(3) + 0.5, rand(3))")
        .functionOnly();
    sumsOfPowers(family);
  }

  private static void sumsOfPowers(Family family) {
    Formula x = input(0);
    Formula y = input(1);
    family
        .pointwise(
            new PointwiseFunction(
                "logaddexp",
                NodeNames.of("logaddexp"),
                logaddexp(x, y, 1),
                2,
                2,
                DTypeRule.FLOATING),
            "log(exp(input) + exp(other)).")
        .samples("logaddexp(randn(3), randn(3))");
    family
        .pointwise(
            new PointwiseFunction(
                "logaddexp2",
                NodeNames.of("logaddexp2"),
                logaddexp(x, y, LN2),
                2,
                2,
                DTypeRule.FLOATING),
            "log2(2 ** input + 2 ** other).")
        .samples("logaddexp2(randn(3), randn(3))");
    family
        .op("ldexp", "input * 2 ** other.")
        .samples("ldexp(randn(3), tensor([1, 2, 3]))", "ldexp(randn(3), randn(3))")
        .way(
            Composite.of(
                "ldexp(input: tensor, other: tensor)",
                a -> Arithmetic.mul(a.tensor("input"), Powers.pow(2.0, a.tensor("other")))))
        .inPlace();
  }

  /** max + log(1 + exp(-|x - y|)), in units of {@code unit}; of equal infinities, themselves. */
  private static Formula logaddexp(Formula x, Formula y, double unit) {
    Formula difference = x.sub(y).abs().mul(-unit);
    Formula sum = x.max(y).add(difference.exp().log1p().div(unit));
    return x.equal(y).logicalAnd(x.isInfinite()).select(x, sum);
  }

  // What Java calls directly.

  public static Tensor exp(Tensor x) {
    return EXP.apply(Context.current(), x);
  }

  public static Tensor log(Tensor x) {
    return LOG.apply(Context.current(), x);
  }

  public static Tensor tanh(Tensor x) {
    return TANH.apply(Context.current(), x);
  }

  public static Tensor sigmoid(Tensor x) {
    return SIGMOID.apply(Context.current(), x);
  }

  public static Tensor sqrt(Tensor x) {
    return SQRT.apply(Context.current(), x);
  }

  public static Tensor xlogy(Object x, Object y) {
    return XLOGY.apply(Context.current(), x, y);
  }
}
