package org.gradlang.kernel;

/**
 * Logic on what is zero or not, and bits of int64. Both arguments are looked at: a branch on random
 * numbers is guessed wrong as often as not.
 */
final class Logic {
  private Logic() {}

  static final Primitive AND =
      Primitive.binary("logicalAnd")
          .floats((a, b) -> (a != 0 ? 1 : 0) & (b != 0 ? 1 : 0))
          .doubles((a, b) -> (a != 0 ? 1 : 0) & (b != 0 ? 1 : 0))
          .longs((a, b) -> (a != 0 ? 1 : 0) & (b != 0 ? 1 : 0))
          .lanes(() -> FloatLanes.AND, () -> DoubleLanes.AND);

  static final Primitive OR =
      Primitive.binary("logicalOr")
          .floats((a, b) -> (a != 0 ? 1 : 0) | (b != 0 ? 1 : 0))
          .doubles((a, b) -> (a != 0 ? 1 : 0) | (b != 0 ? 1 : 0))
          .longs((a, b) -> (a != 0 ? 1 : 0) | (b != 0 ? 1 : 0))
          .lanes(() -> FloatLanes.OR, () -> DoubleLanes.OR);

  static final Primitive XOR =
      Primitive.binary("logicalXor")
          .floats((a, b) -> (a != 0 ? 1 : 0) ^ (b != 0 ? 1 : 0))
          .doubles((a, b) -> (a != 0 ? 1 : 0) ^ (b != 0 ? 1 : 0))
          .longs((a, b) -> (a != 0 ? 1 : 0) ^ (b != 0 ? 1 : 0));

  static final Primitive NOT =
      Primitive.unary("logicalNot")
          .floats(x -> x == 0 ? 1 : 0)
          .doubles(x -> x == 0 ? 1 : 0)
          .longs(x -> x == 0 ? 1 : 0)
          .lanes(() -> FloatLanes.NOT, () -> DoubleLanes.NOT);

  static final Primitive BIT_AND = Primitive.binary("bitAnd").longs((a, b) -> a & b);

  static final Primitive BIT_OR = Primitive.binary("bitOr").longs((a, b) -> a | b);

  static final Primitive BIT_XOR = Primitive.binary("bitXor").longs((a, b) -> a ^ b);

  static final Primitive BIT_NOT = Primitive.unary("bitNot").longs(x -> ~x);
}
