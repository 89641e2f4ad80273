package org.gradlang.kernel;

/** Exponentials, logarithms and hyperbolic functions. */
final class Exponential {
  private Exponential() {}

  private static final double LN2 = 0.6931471805599453;
  private static final double LN10 = 2.302585092994046;

  static final Primitive EXP =
      Primitive.unary("exp")
          .floats(FloatMath::exp)
          .doubles(Math::exp)
          .gradient((x, y, g) -> g.mul(y))
          .lanes(() -> FloatLanes.EXP);

  /** {@code exp(a - b)} for kernels; no formula has it, so that it needs no gradient. */
  static final Primitive EXP_OF_DIFFERENCE =
      Primitive.binary("expOfDifference")
          .floats((a, b) -> FloatMath.exp(a - b))
          .doubles((a, b) -> Math.exp(a - b))
          .lanes(() -> FloatLanes.EXP_OF_DIFFERENCE);

  static final Primitive EXP2 =
      Primitive.unary("exp2")
          .floats(FloatMath::exp2)
          .doubles(x -> Math.pow(2, x))
          .lanes(() -> FloatLanes.EXP2)
          .gradient((x, y, g) -> g.mul(y).mul(LN2));

  static final Primitive EXPM1 =
      Primitive.unary("expm1")
          .floats(FloatMath::expm1)
          .doubles(Math::expm1)
          .lanes(() -> FloatLanes.EXPM1)
          .gradient((x, y, g) -> g.mul(y.add(1)));

  static final Primitive LOG =
      Primitive.unary("log")
          .floats(FloatMath::log)
          .doubles(Math::log)
          .gradient((x, y, g) -> g.div(x))
          .lanes(() -> FloatLanes.LOG);

  static final Primitive LOG1P =
      Primitive.unary("log1p")
          .floats(FloatMath::log1p)
          .doubles(Math::log1p)
          .lanes(() -> FloatLanes.LOG1P)
          .gradient((x, y, g) -> g.div(x.add(1)));

  static final Primitive LOG2 =
      Primitive.unary("log2")
          .floats(FloatMath::log2)
          .doubles(Exponential::log2)
          .lanes(() -> FloatLanes.LOG2)
          .gradient((x, y, g) -> g.div(x.mul(LN2)));

  static final Primitive LOG10 =
      Primitive.unary("log10")
          .floats(FloatPowers::log10)
          .doubles(Math::log10)
          .lanes(() -> PowerLanes.LOG10)
          .gradient((x, y, g) -> g.div(x.mul(LN10)));

  // d/dx tanh = 1 - tanh^2
  static final Primitive TANH =
      Primitive.unary("tanh")
          .floats(FloatMath::tanh)
          .doubles(Math::tanh)
          .lanes(() -> FloatLanes.TANH)
          .gradient((x, y, g) -> g.mul(Formula.constant(1).sub(y.mul(y))));

  static final Primitive SIGMOID =
      Primitive.unary("sigmoid")
          .floats(FloatMath::sigmoid)
          .doubles(x -> 1 / (1 + Math.exp(-x)))
          .lanes(() -> FloatLanes.SIGMOID)
          .gradient((x, y, g) -> g.mul(Formula.constant(1).sub(y)).mul(y));

  static final Primitive SINH =
      Primitive.unary("sinh")
          .floats(FloatPowers::sinh)
          .doubles(Math::sinh)
          .lanes(() -> PowerLanes.SINH)
          .gradient((x, y, g) -> g.mul(x.cosh()));

  static final Primitive COSH =
      Primitive.unary("cosh")
          .floats(FloatPowers::cosh)
          .doubles(Math::cosh)
          .lanes(() -> PowerLanes.COSH)
          .gradient((x, y, g) -> g.mul(x.sinh()));

  static final Primitive ASINH =
      Primitive.unary("asinh")
          .floats(FloatPowers::asinh)
          .doubles(Exponential::asinh)
          .lanes(() -> PowerLanes.ASINH)
          .gradient((x, y, g) -> g.mul(x.mul(x).add(1).rsqrt()));

  static final Primitive ACOSH =
      Primitive.unary("acosh")
          .floats(FloatPowers::acosh)
          .doubles(x -> Math.log(x + Math.sqrt(x - 1) * Math.sqrt(x + 1)))
          .lanes(() -> PowerLanes.ACOSH)
          .gradient((x, y, g) -> g.mul(x.mul(x).sub(1).rsqrt()));

  static final Primitive ATANH =
      Primitive.unary("atanh")
          .floats(FloatPowers::atanh)
          .doubles(x -> 0.5 * (Math.log1p(x) - Math.log1p(-x)))
          .lanes(() -> PowerLanes.ATANH)
          .gradient((x, y, g) -> g.div(Formula.constant(1).sub(x.mul(x))));

  private static double log2(double x) {
    // exact for powers of two, which log(x) / log(2) is not
    int exponent = Math.getExponent(x);
    boolean power = x > 0 && exponent <= Double.MAX_EXPONENT && x == Math.scalb(1.0, exponent);
    return power ? exponent : Math.log(x) / LN2;
  }

  private static double asinh(double x) {
    double a = Math.abs(x);
    // log1p keeps the digits of small x: asinh(a) = log(1 + a + (sqrt(a^2 + 1) - 1))
    double y = a > 1e8 ? Math.log(a) + LN2 : Math.log1p(a + a * a / (1 + Math.sqrt(a * a + 1)));
    return Math.copySign(y, x);
  }
}
