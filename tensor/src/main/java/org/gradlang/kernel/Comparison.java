package org.gradlang.kernel;

/** Comparisons, which yield 1 or 0, choice by them, and rounding. */
final class Comparison {
  private Comparison() {}

  static final Primitive EQUAL =
      Primitive.binary("equal")
          .floats((a, b) -> a == b ? 1 : 0)
          .doubles((a, b) -> a == b ? 1 : 0)
          .longs((a, b) -> a == b ? 1 : 0)
          .lanes(() -> FloatLanes.EQUAL, () -> DoubleLanes.EQUAL);

  static final Primitive NOT_EQUAL =
      Primitive.binary("notEqual")
          .floats((a, b) -> a != b ? 1 : 0)
          .doubles((a, b) -> a != b ? 1 : 0)
          .longs((a, b) -> a != b ? 1 : 0)
          .lanes(() -> FloatLanes.NOT_EQUAL, () -> DoubleLanes.NOT_EQUAL);

  static final Primitive LESS =
      Primitive.binary("less")
          .floats((a, b) -> a < b ? 1 : 0)
          .doubles((a, b) -> a < b ? 1 : 0)
          .longs((a, b) -> a < b ? 1 : 0)
          .lanes(() -> FloatLanes.LESS, () -> DoubleLanes.LESS);

  static final Primitive LESS_EQUAL =
      Primitive.binary("lessEqual")
          .floats((a, b) -> a <= b ? 1 : 0)
          .doubles((a, b) -> a <= b ? 1 : 0)
          .longs((a, b) -> a <= b ? 1 : 0)
          .lanes(() -> FloatLanes.LESS_EQUAL, () -> DoubleLanes.LESS_EQUAL);

  /** The second argument where the first is not 0, else the third. */
  static final Primitive SELECT =
      new Primitive("select", 3)
          .loops(Comparison::selectFloats, Comparison::selectDoubles, Comparison::selectLongs)
          .lanes(() -> FloatLanes.SELECT, () -> DoubleLanes.SELECT)
          .gradients(
              (x, y, g) -> Formula.constant(0),
              (x, y, g) -> x.getFirst().select(g, Formula.constant(0)),
              (x, y, g) -> x.getFirst().select(Formula.constant(0), g));

  static final Primitive FLOOR =
      Primitive.unary("floor")
          .doubles(Math::floor)
          .longs(x -> x)
          .lanes(() -> FloatLanes.FLOOR, () -> DoubleLanes.FLOOR);

  static final Primitive CEIL =
      Primitive.unary("ceil")
          .doubles(Math::ceil)
          .longs(x -> x)
          .lanes(() -> FloatLanes.CEIL, () -> DoubleLanes.CEIL);

  /** To the nearest, halves to even. */
  static final Primitive ROUND =
      Primitive.unary("round")
          .doubles(Math::rint)
          .longs(x -> x)
          .lanes(() -> FloatLanes.ROUND, () -> DoubleLanes.ROUND);

  static final Primitive TRUNC =
      Primitive.unary("trunc")
          .doubles(Arithmetic::truncate)
          .longs(x -> x)
          .lanes(() -> FloatLanes.TRUNC, () -> DoubleLanes.TRUNC);

  private static void selectFloats(
      Object a, int ai, Object b, int bi, Object c, int ci, Object out, int oi, int n) {
    float[] mask = (float[]) a;
    float[] yes = (float[]) b;
    float[] no = (float[]) c;
    float[] y = (float[]) out;
    for (int i = 0; i < n; i++) {
      y[oi + i] = mask[ai + i] != 0 ? yes[bi + i] : no[ci + i];
    }
  }

  private static void selectDoubles(
      Object a, int ai, Object b, int bi, Object c, int ci, Object out, int oi, int n) {
    double[] mask = (double[]) a;
    double[] yes = (double[]) b;
    double[] no = (double[]) c;
    double[] y = (double[]) out;
    for (int i = 0; i < n; i++) {
      y[oi + i] = mask[ai + i] != 0 ? yes[bi + i] : no[ci + i];
    }
  }

  private static void selectLongs(
      Object a, int ai, Object b, int bi, Object c, int ci, Object out, int oi, int n) {
    long[] mask = (long[]) a;
    long[] yes = (long[]) b;
    long[] no = (long[]) c;
    long[] y = (long[]) out;
    for (int i = 0; i < n; i++) {
      y[oi + i] = mask[ai + i] != 0 ? yes[bi + i] : no[ci + i];
    }
  }
}
