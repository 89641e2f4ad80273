package org.gradlang.kernel;

import java.util.function.UnaryOperator;

/** The error function, the gamma function and their relatives. */
final class Special {
  private Special() {}

  private static final double TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);

  // d/dx erf = 2 / sqrt(pi) * exp(-x^2)
  static final Primitive ERF =
      Primitive.unary("erf")
          .floats(FloatMath::erf)
          .doubles(ErrorFunction::erf)
          .lanes(() -> FloatLanes.ERF)
          .gradient((x, y, g) -> g.mul(x.mul(x).neg().exp().mul(TWO_OVER_SQRT_PI)));

  static final Primitive ERFC =
      Primitive.unary("erfc")
          .doubles(ErrorFunction::erfc)
          .gradient((x, y, g) -> g.mul(x.mul(x).neg().exp().mul(-TWO_OVER_SQRT_PI)));

  // d/dx erfinv = sqrt(pi) / 2 * exp(erfinv(x)^2)
  static final Primitive ERFINV =
      Primitive.unary("erfinv")
          .floats(x -> ErrorFunction.inverse(x))
          .doubles(x -> ErrorFunction.inverse(x))
          .gradient((x, y, g) -> g.mul(y.mul(y).exp().mul(1 / TWO_OVER_SQRT_PI)));

  /** The logarithm of the absolute value of the gamma function. */
  static final Primitive LGAMMA =
      Primitive.unary("lgamma")
          .doubles(GammaFunction::logGamma)
          .gradient((x, y, g) -> g.mul(x.digamma()));

  static final Primitive DIGAMMA =
      Primitive.unary("digamma")
          .doubles(GammaFunction::digamma)
          .gradient((x, y, g) -> g.mul(x.polygamma(1)));

  // d/dx erfcx = 2 x erfcx(x) - 2 / sqrt(pi)
  static final Primitive ERFCX =
      Primitive.unary("erfcx")
          .doubles(ErrorFunction::scaledComplement)
          .gradient((x, y, g) -> g.mul(Special.ERFCX_SLOPE.of(x)));

  /** The derivative of erfcx, whose terms cancel for large x. */
  private static final Primitive ERFCX_SLOPE =
      Primitive.unary("erfcxSlope")
          .doubles(ErrorFunction::scaledComplementSlope)
          .gradient((x, y, g) -> g.mul(x.erfcx().add(x.mul(y)).mul(2)));

  // d/dp ndtri = sqrt(2 pi) exp(ndtri(p)^2 / 2)
  static final Primitive NDTRI =
      Primitive.unary("ndtri")
          .doubles(ErrorFunction::normalQuantile)
          .gradient((x, y, g) -> g.mul(y.mul(y).mul(0.5).exp().mul(Math.sqrt(2 * Math.PI))));

  static final Primitive I0 =
      Primitive.unary("i0").doubles(ModifiedBessel::i0).gradient((x, y, g) -> g.mul(x.i1()));

  // d/dx i1 = i0(x) - i1(x) / x, which at 0 is 1/2
  static final Primitive I1 =
      Primitive.unary("i1")
          .doubles(ModifiedBessel::i1)
          .gradient((x, y, g) -> g.mul(unlessZero(x, z -> z.i0().sub(y.div(z)))));

  static final Primitive I0E =
      Primitive.unary("i0e")
          .doubles(ModifiedBessel::i0e)
          .gradient((x, y, g) -> g.mul(x.i1e().sub(x.sign().mul(y))));

  static final Primitive I1E =
      Primitive.unary("i1e")
          .doubles(ModifiedBessel::i1e)
          .gradient((x, y, g) ->
              g.mul(unlessZero(x, z -> z.i0e().sub(y.mul(z.sign().add(z.reciprocal()))))));

  private static Formula unlessZero(Formula x, UnaryOperator<Formula> derivative) {
    Formula small = x.abs().less(1e-30);
    return small.select(0.5, derivative.apply(small.select(1, x)));
  }

  // d/dx P(a, x) = x^(a-1) exp(-x) / gamma(a)
  static final Primitive IGAMMA =
      Primitive.binary("igamma")
          .doubles(IncompleteGamma::lower)
          .gradients(
              (a, x, y, g) -> Formula.constant(0), (a, x, y, g) -> g.mul(gammaDensity(a, x)));

  static final Primitive IGAMMAC =
      Primitive.binary("igammac")
          .doubles(IncompleteGamma::upper)
          .gradients(
              (a, x, y, g) -> Formula.constant(0), (a, x, y, g) -> g.neg().mul(gammaDensity(a, x)));

  private static Formula gammaDensity(Formula a, Formula x) {
    return a.sub(1).mul(x.log()).sub(x).sub(a.lgamma()).exp();
  }

  // d/dq zeta(s, q) = -s zeta(s + 1, q)
  static final Primitive ZETA =
      Primitive.binary("zeta")
          .doubles(GammaFunction::zeta)
          .gradients(
              (s, q, y, g) -> Formula.constant(0),
              (s, q, y, g) -> g.mul(s.neg().mul(s.add(1).zeta(q))));

  /** {@code polygamma(x, n)}: the n-th derivative of digamma; n is a whole number. */
  static final Primitive POLYGAMMA =
      Primitive.binary("polygamma")
          .doubles((x, n) -> GammaFunction.polygamma((int) n, x))
          .gradients(
              (x, n, y, g) -> g.mul(Special.POLYGAMMA.of(x, n.add(1))),
              (x, n, y, g) -> Formula.constant(0));
}
