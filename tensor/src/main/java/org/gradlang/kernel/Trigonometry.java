package org.gradlang.kernel;

/** Sines and their relatives; angles in radians. */
final class Trigonometry {
  private Trigonometry() {}

  static final Primitive SIN =
      Primitive.unary("sin").doubles(Math::sin).gradient((x, y, g) -> g.mul(x.cos()));

  static final Primitive COS =
      Primitive.unary("cos").doubles(Math::cos).gradient((x, y, g) -> g.mul(x.sin().neg()));

  // d/dx tan = 1 + tan^2
  static final Primitive TAN =
      Primitive.unary("tan").doubles(Math::tan).gradient((x, y, g) -> g.mul(y.mul(y).add(1)));

  static final Primitive ASIN =
      Primitive.unary("asin")
          .doubles(Math::asin)
          .gradient((x, y, g) -> g.mul(Formula.constant(1).sub(x.mul(x)).rsqrt()));

  static final Primitive ACOS =
      Primitive.unary("acos")
          .doubles(Math::acos)
          .gradient((x, y, g) -> g.neg().mul(Formula.constant(1).sub(x.mul(x)).rsqrt()));

  static final Primitive ATAN =
      Primitive.unary("atan").doubles(Math::atan).gradient((x, y, g) -> g.div(x.mul(x).add(1)));

  static final Primitive ATAN2 =
      Primitive.binary("atan2")
          .doubles(Math::atan2)
          .gradients(
              (a, b, y, g) -> g.mul(b.div(a.mul(a).add(b.mul(b)))),
              (a, b, y, g) -> g.mul(a.neg().div(a.mul(a).add(b.mul(b)))));
}
