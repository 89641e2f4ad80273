package org.gradlang.kernel;

/** Sines and their relatives; angles in radians. */
final class Trigonometry {
  private Trigonometry() {}

  static final Primitive SIN =
      Primitive.unary("sin")
          .floats(FloatAngles::sin)
          .doubles(Math::sin)
          .lanes(() -> AngleLanes.SIN)
          .gradient((x, y, g) -> g.mul(x.cos()));

  static final Primitive COS =
      Primitive.unary("cos")
          .floats(FloatAngles::cos)
          .doubles(Math::cos)
          .lanes(() -> AngleLanes.COS)
          .gradient((x, y, g) -> g.mul(x.sin().neg()));

  // d/dx tan = 1 + tan^2
  static final Primitive TAN =
      Primitive.unary("tan")
          .floats(FloatAngles::tan)
          .doubles(Math::tan)
          .lanes(() -> AngleLanes.TAN)
          .gradient((x, y, g) -> g.mul(y.mul(y).add(1)));

  static final Primitive ASIN =
      Primitive.unary("asin")
          .floats(FloatAngles::asin)
          .doubles(Math::asin)
          .lanes(() -> AngleLanes.ASIN)
          .gradient((x, y, g) -> g.mul(Formula.constant(1).sub(x.mul(x)).rsqrt()));

  static final Primitive ACOS =
      Primitive.unary("acos")
          .floats(FloatAngles::acos)
          .doubles(Math::acos)
          .lanes(() -> AngleLanes.ACOS)
          .gradient((x, y, g) -> g.neg().mul(Formula.constant(1).sub(x.mul(x)).rsqrt()));

  static final Primitive ATAN =
      Primitive.unary("atan")
          .floats(FloatAngles::atan)
          .doubles(Math::atan)
          .lanes(() -> AngleLanes.ATAN)
          .gradient((x, y, g) -> g.div(x.mul(x).add(1)));

  static final Primitive ATAN2 =
      Primitive.binary("atan2")
          .floats(FloatAngles::atan2)
          .doubles(Math::atan2)
          .lanes(() -> AngleLanes.ATAN2)
          .gradients(
              (a, b, y, g) -> g.mul(b.div(a.mul(a).add(b.mul(b)))),
              (a, b, y, g) -> g.mul(a.neg().div(a.mul(a).add(b.mul(b)))));
}
