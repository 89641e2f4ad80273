package org.gradlang.op.declare;

/** What becomes of a tensor's history where elements without gradient are written over its own. */
public final class Overwriting {
  /** By random numbers. */
  public static final Primitive REDRAWN = by("UniformBackward0");

  private Overwriting() {}

  /** By what a node of this name gives. */
  static Primitive by(String node) {
    // what was there before has no influence any more
    return Primitive.of("overwriting(input: tensor)", a -> a.tensor("input"))
        .node(node)
        .gradient("input", v -> v.cotangent().zerosLike());
  }
}
