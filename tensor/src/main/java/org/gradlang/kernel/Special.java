package org.gradlang.kernel;

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
          .doubles(ErrorFunction::inverse)
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

  /** {@code polygamma(x, n)}: the n-th derivative of digamma; n is a whole number. */
  static final Primitive POLYGAMMA =
      Primitive.binary("polygamma")
          .doubles((x, n) -> GammaFunction.polygamma((int) n, x))
          .gradients(
              (x, n, y, g) -> g.mul(Special.POLYGAMMA.of(x, n.add(1))),
              (x, n, y, g) -> Formula.constant(0));
}
