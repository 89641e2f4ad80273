package org.gradlang.op.pointwise;

import static org.gradlang.kernel.Formula.constant;
import static org.gradlang.kernel.Formula.input;
import static org.gradlang.op.declare.Primitive.reads;

import org.gradlang.kernel.Formula;
import org.gradlang.op.Operations;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.NodeNames;
import org.gradlang.op.declare.Pointwise;
import org.gradlang.op.declare.PointwiseFunction;
import org.gradlang.op.declare.PointwiseFunction.DTypeRule;
import org.gradlang.op.declare.Primitive;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Tensor;

/** Exponentials, logarithms, trigonometry and special functions of one or two tensors. */
public final class Elementary {
  private static final double LN2 = Math.log(2);

  private static final PointwiseFunction EXP = floating("exp", x -> x.exp());
  private static final PointwiseFunction LOG = floating("log", x -> x.log());
  private static final PointwiseFunction TANH = floating("tanh", x -> x.tanh());
  private static final PointwiseFunction SIGMOID = floating("sigmoid", x -> x.sigmoid());
  private static final PointwiseFunction SQRT = floating("sqrt", x -> x.sqrt());
  private static final PointwiseFunction LGAMMA = floating("lgamma", x -> x.lgamma());
  private static final PointwiseFunction DIGAMMA = floating("digamma", x -> x.digamma());
  private static final int[] LAST = {-1};
  private static final Primitive MVLGAMMA =
      Primitive.of("mvlgamma(input: tensor, p: int)", Elementary::mvlgamma)
          .gradient(
              "input",
              reads("input"),
              v -> {
                Tensor terms = shifted(v.tensor("input"), v.integer("p"));
                return v.cotangent().mul(DIGAMMA.apply(Context.current(), terms).sum(LAST, false));
              });
  private static final PointwiseFunction XLOGY = two("xlogy", xlog(Formula::log));

  private Elementary() {}

  private static PointwiseFunction floating(
      String name, java.util.function.Function<Formula, Formula> formula) {
    return PointwiseFunction.unary(name, DTypeRule.FLOAT, formula);
  }

  private static PointwiseFunction two(String name, Formula formula) {
    return new PointwiseFunction(name, NodeNames.of(name), formula, 2, 2, DTypeRule.FLOAT);
  }

  /** x * f(y), 0 where x is 0, and NaN where y is. */
  private static Formula xlog(java.util.function.UnaryOperator<Formula> f) {
    Formula x = input(0);
    Formula y = input(1);
    return x.equal(0).logicalAnd(y.equal(y)).select(0, x.mul(f.apply(y)));
  }

  public static void declare(Family family) {
    exponentials(family);
    trigonometry(family);
    hyperbolic(family);
    special(family);
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

  private static final PointwiseFunction LOGIT =
      floating("logit", x -> x.div(constant(1).sub(x)).log());

  private static Tensor logit(Bound a) {
    Tensor x = a.tensor("input");
    if (a.has("eps")) {
      double eps = a.real("eps");
      x = Selection.clamp(x, eps, 1 - eps);
    }
    return LOGIT.apply(Context.current(), x);
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
    family
        .unary("sinc", "sin(pi * input) / (pi * input), 1 at 0.", Elementary::sinc)
        .samples("sinc(randn(3))");
  }

  /** At 0 the quotient is taken of something else, so that its derivative is finite. */
  private static Formula sinc(Formula x) {
    Formula z = x.equal(0).select(1, x).mul(Math.PI);
    return x.equal(0).select(1, z.sin().div(z));
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

  private static void special(Family family) {
    family.unary("erf", "The error function.", x -> x.erf()).samples("erf(randn(3))");
    family.unary("erfc", "1 - erf(input).", x -> x.erfc()).samples("erfc(randn(3))");
    family.unary("erfinv", "The inverse of erf.", x -> x.erfinv()).samples("erfinv(rand(3) * 0.8)");
    family
        .pointwise(LGAMMA, "The logarithm of the absolute gamma function.")
        .samples("lgamma(rand(3) + 0.5)");
    family.pointwise(DIGAMMA, "The derivative of lgamma.").samples("digamma(rand(3) + 0.5)");
    family
        .op("polygamma", "The n-th derivative of digamma.")
        .samples("polygamma(1, rand(3) + 0.5)")
        .way(
            Composite.of(
                "polygamma(n: int, input: tensor)",
                a -> polygamma(a.integer("n"), a.tensor("input"))));
    family
        .unary(
            "special_entr",
            "-input * log(input), 0 at 0.",
            x ->
                x.equal(0)
                    .select(0, x.less(0).select(Double.NEGATIVE_INFINITY, x.neg().mul(x.log()))))
        .samples("special_entr(rand(3) + 0.5)")
        .functionOnly();
    family
        .unary(
            "special_ndtr",
            "The distribution function of the standard normal.",
            x -> x.mul(-Math.sqrt(0.5)).erfc().mul(0.5))
        .samples("special_ndtr(randn(3))")
        .functionOnly();
    family
        .op("mvlgamma", "The logarithm of the multivariate gamma function of dimension p.")
        .samples("mvlgamma(rand(3) + 2, 2)")
        .way(MVLGAMMA);
  }

  private static Tensor polygamma(int n, Tensor x) {
    return floating("polygamma", f -> n == 0 ? f.digamma() : f.polygamma(n))
        .apply(Context.current(), x);
  }

  /** log of pi^(p(p-1)/4) * product over j below p of gamma(x - j/2). */
  private static Tensor mvlgamma(Bound a) {
    int p = a.integer("p");
    if (p < 1) {
      throw new GradError(ErrorKind.VALUE, "mvlgamma(): p must be at least 1, not " + p);
    }
    Tensor sum = LGAMMA.apply(Context.current(), shifted(a.tensor("input"), p)).sum(LAST, false);
    return sum.add(p * (p - 1.0) / 4 * Math.log(Math.PI));
  }

  /** x - j/2 for all j below p, along a new last dim. */
  private static Tensor shifted(Tensor x, int p) {
    Tensor halves = Operations.tensor("arange", (long) p).mul(0.5);
    return x.unsqueeze(-1).sub(halves.to(x.dtype().isFloating() ? x.dtype() : halves.dtype()));
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
        .pointwise(two("hypot", x.hypot(y)), "sqrt(input ** 2 + other ** 2).")
        .samples("hypot(randn(3), randn(3))");
    family
        .pointwise(two("copysign", x.copysign(y)), "input with the sign of other.")
        .samples("copysign(randn(3), randn(3))");
    family
        .pointwise(XLOGY, "input * log(other), 0 where input is 0.")
        .samples("xlogy(rand(3) + 0.5, rand(3) + 0.5)");
    family
        .pointwise(
            two("special_xlog1py", xlog(Formula::log1p)),
            "input * log1p(other), 0 where input is 0.")
        .samples("special_xlog1py(rand(3) + 0.5, rand(3))");
    family
        .pointwise(two("logaddexp", logaddexp(x, y, 1)), "log(exp(input) + exp(other)).")
        .samples("logaddexp(randn(3), randn(3))");
    family
        .pointwise(two("logaddexp2", logaddexp(x, y, LN2)), "log2(2 ** input + 2 ** other).")
        .samples("logaddexp2(randn(3), randn(3))");
    family
        .pointwise(two("ldexp", x.mul(y.exp2())), "input * 2 ** other.")
        .samples("ldexp(randn(3), tensor([1, 2, 3]))", "ldexp(randn(3), randn(3))");
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
