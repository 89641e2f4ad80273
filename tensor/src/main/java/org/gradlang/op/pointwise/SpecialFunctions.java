package org.gradlang.op.pointwise;

import static org.gradlang.kernel.Formula.input;
import static org.gradlang.op.declare.Primitive.reads;

import java.util.function.Function;
import org.gradlang.kernel.Formula;
import org.gradlang.op.Operations;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Declaration;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Pointwise;
import org.gradlang.op.declare.PointwiseFunction;
import org.gradlang.op.declare.PointwiseFunction.DTypeRule;
import org.gradlang.op.declare.Primitive;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Tensor;

/** Error functions, gamma functions, Bessel functions of the kind that has gradients. */
public final class SpecialFunctions {
  private static final Formula X = input(0);
  private static final Formula Y = input(1);
  private static final double SQRT_HALF = Math.sqrt(0.5);

  private static final PointwiseFunction LGAMMA = floating("lgamma", x -> x.lgamma());
  private static final PointwiseFunction DIGAMMA = floating("digamma", x -> x.digamma());
  private static final int[] LAST = {-1};
  private static final Primitive MVLGAMMA =
      Primitive.of("mvlgamma(input: tensor, p: int)", SpecialFunctions::mvlgamma)
          .gradient(
              "input",
              reads("input"),
              v -> {
                Tensor terms = shifted(v.tensor("input"), v.integer("p"));
                return v.cotangent().mul(DIGAMMA.apply(Context.current(), terms).sum(LAST, false));
              });

  private SpecialFunctions() {}

  public static void declare(Family family) {
    errorFunctions(family);
    normal(family);
    gamma(family);
    incompleteGamma(family);
    bessel(family);
  }

  private static PointwiseFunction floating(String name, Function<Formula, Formula> formula) {
    return PointwiseFunction.unary(name, DTypeRule.FLOAT, formula);
  }

  private static void errorFunctions(Family family) {
    family.unary("erf", "The error function.", x -> x.erf()).samples("erf(randn(3))");
    family.unary("erfc", "1 - erf(input).", x -> x.erfc()).samples("erfc(randn(3))");
    family.unary("erfinv", "The inverse of erf.", x -> x.erfinv()).samples("erfinv(rand(3) * 0.8)");
    named(family, "erfcx", "exp(input ** 2) * erfc(input), without overflow.", x -> x.erfcx())
        .samples("special.erfcx(randn(3))");
    family
        .op("special_entr", "-input * log(input), 0 at 0.")
        .samples("special.entr(rand(3) + 0.5)")
        .functionOnly()
        .way(new Pointwise("special_entr(input: tensor)", ENTR));
  }

  /** A function of the namespace {@code special} that is found nowhere else. */
  private static Declaration named(
      Family family, String name, String text, Function<Formula, Formula> formula) {
    return family.unary("special_" + name, text, formula).functionOnly();
  }

  // d/dx -x log(x) = -log(x) - 1
  private static final PointwiseFunction ENTR =
      floating(
              "special_entr",
              x ->
                  x.equal(0)
                      .select(0, x.less(0).select(Double.NEGATIVE_INFINITY, x.neg().mul(x.log()))))
          .withGradient(0, input(2).mul(X.log().neg().sub(1)));

  private static void normal(Family family) {
    // the name of the last step in which PyTorch computes it
    family
        .pointwise(
            new PointwiseFunction(
                "special_ndtr",
                "MulBackward1",
                X.mul(-SQRT_HALF).erfc().mul(0.5),
                1,
                1,
                DTypeRule.FLOAT),
            "The distribution function of the standard normal.")
        .functionOnly()
        .samples("special.ndtr(randn(3))");
    named(family, "ndtri", "The inverse of ndtr.", x -> x.ndtri())
        .samples("special.ndtri(rand(3) * 0.8 + 0.1)");
    family
        .op("special_log_ndtr", "The logarithm of ndtr, exact far below 0.")
        .samples("special.log_ndtr(randn(3))")
        .functionOnly()
        .way(new Pointwise("special_log_ndtr(input: tensor)", LOG_NDTR));
  }

  private static final PointwiseFunction LOG_NDTR =
      floating("special_log_ndtr", SpecialFunctions::logNdtr)
          .withGradient(0, input(2).mul(Math.sqrt(2 / Math.PI)).mul(hazard(X)));

  private static Formula logNdtr(Formula x) {
    Formula z = x.mul(-SQRT_HALF);
    return x.less(-1)
        .select(z.erfcx().mul(0.5).log().sub(z.mul(z)), z.neg().erfc().mul(-0.5).log1p());
  }

  // The density divided by the probability is sqrt(2 / pi) / erfcx(z) with z = -x / sqrt(2). Far
  // above 0, where erfcx overflows, it is sqrt(2 / pi) * exp(-z^2) / erfc(z).
  private static Formula hazard(Formula x) {
    Formula z = x.mul(-SQRT_HALF);
    Formula above = z.less(0).select(z, 0);
    Formula below = z.less(0).select(0, z);
    return z.less(0)
        .select(above.mul(above).neg().exp().div(above.erfc()), below.erfcx().reciprocal());
  }

  private static void gamma(Family family) {
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
                a -> polygamma(a.integer("n"), a.tensor("input"))))
        .inPlace("polygamma_(1, rand(3) + 0.5)");
    family
        .op("mvlgamma", "The logarithm of the multivariate gamma function of dimension p.")
        .samples("mvlgamma(rand(3) + 2, 2)")
        .way(MVLGAMMA)
        .inPlace();
  }

  private static Tensor polygamma(int n, Tensor x) {
    if (n < 0) {
      throw new GradError(ErrorKind.VALUE, "polygamma(): n is " + n + ", and cannot be negative");
    }
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

  private static void incompleteGamma(Family family) {
    family
        .pointwise(
            two("igamma", "IgammaBackward0", X.igamma(Y), DTypeRule.FLOATING),
            "The regularised lower incomplete gamma function P(input, other).")
        .samples("igamma(tensor([0.5, 2.0]), rand(2) + 0.5)");
    family
        .pointwise(
            two("igammac", "IgammacBackward0", X.igammac(Y), DTypeRule.FLOATING),
            "The regularised upper incomplete gamma function Q(input, other).")
        .samples("igammac(tensor([0.5, 2.0]), rand(2) + 0.5)");
    family
        .op("special_zeta", "Hurwitz's zeta function: the sum of (other + k) ** -input, k >= 0.")
        .samples("special.zeta(2, rand(3) + 0.5)")
        .functionOnly()
        .way(
            new Pointwise(
                "special_zeta(input: operand, other: operand)",
                two("special_zeta", "SpecialZetaBackward0", X.zeta(Y), DTypeRule.FLOAT)));
  }

  /** A function of two operands without a derivative by the first. */
  private static PointwiseFunction two(String name, String node, Formula formula, DTypeRule rule) {
    return new PointwiseFunction(name, node, formula, 2, 2, rule).withoutGradient(0);
  }

  private static void bessel(Family family) {
    family
        .unary("i0", "The modified Bessel function of the first kind, of order 0.", x -> x.i0())
        .samples("i0(randn(3))");
    named(family, "i0e", "exp(-|input|) * i0(input).", x -> x.i0e())
        .samples("special.i0e(randn(3))");
    named(family, "i1", "The modified Bessel function of the first kind, of order 1.", x -> x.i1())
        .samples("special.i1(randn(3))");
    named(family, "i1e", "exp(-|input|) * i1(input).", x -> x.i1e())
        .samples("special.i1e(randn(3))");
  }
}
