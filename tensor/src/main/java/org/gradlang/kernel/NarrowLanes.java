package org.gradlang.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** {@link NarrowProduct} on vectors; loaded only where there is the Vector API. */
final class NarrowLanes implements NarrowProduct.Loop {
  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;

  /**
   * Rows at a time: as many multiply-adds as one unit of a processor has under way. With eight, or
   * six, C1 gives the method up where it is to be profiled ("out of virtual registers"), and then
   * C2 may never compile it.
   */
  private static final int ROWS = 4;

  @Override
  public void add(
      float[] a,
      int at,
      int down,
      int across,
      float[] b,
      int right,
      int apart,
      float[] c,
      int to,
      int stride,
      int rows,
      int length,
      int columns) {
    for (int j = 0; j < columns; j += LANES.length()) {
      VectorMask<Float> mask = LANES.indexInRange(j, columns);
      int i = 0;
      for (; i <= rows - ROWS; i += ROWS) {
        int from = at + i * down;
        four(
            a,
            from,
            down,
            across,
            b,
            right + j,
            apart,
            c,
            to + i * stride + j,
            stride,
            length,
            mask);
      }
      for (; i < rows; i++) {
        one(a, at + i * down, across, b, right + j, apart, c, to + i * stride + j, length, mask);
      }
    }
  }

  private static void four(
      float[] a,
      int at,
      int down,
      int across,
      float[] b,
      int right,
      int apart,
      float[] c,
      int to,
      int stride,
      int length,
      VectorMask<Float> mask) {
    FloatVector s0 = FloatVector.fromArray(LANES, c, to, mask);
    FloatVector s1 = FloatVector.fromArray(LANES, c, to + stride, mask);
    FloatVector s2 = FloatVector.fromArray(LANES, c, to + 2 * stride, mask);
    FloatVector s3 = FloatVector.fromArray(LANES, c, to + 3 * stride, mask);
    int from = at;
    int row = right;
    for (int p = 0; p < length; p++) {
      FloatVector v = FloatVector.fromArray(LANES, b, row, mask);
      s0 = v.fma(FloatVector.broadcast(LANES, a[from]), s0);
      s1 = v.fma(FloatVector.broadcast(LANES, a[from + down]), s1);
      s2 = v.fma(FloatVector.broadcast(LANES, a[from + 2 * down]), s2);
      s3 = v.fma(FloatVector.broadcast(LANES, a[from + 3 * down]), s3);
      from += across;
      row += apart;
    }
    s0.intoArray(c, to, mask);
    s1.intoArray(c, to + stride, mask);
    s2.intoArray(c, to + 2 * stride, mask);
    s3.intoArray(c, to + 3 * stride, mask);
  }

  private static void one(
      float[] a,
      int at,
      int across,
      float[] b,
      int right,
      int apart,
      float[] c,
      int to,
      int length,
      VectorMask<Float> mask) {
    FloatVector sum = FloatVector.fromArray(LANES, c, to, mask);
    int from = at;
    int row = right;
    for (int p = 0; p < length; p++) {
      FloatVector v = FloatVector.fromArray(LANES, b, row, mask);
      sum = v.fma(FloatVector.broadcast(LANES, a[from]), sum);
      from += across;
      row += apart;
    }
    sum.intoArray(c, to, mask);
  }

  /** Rows in fours and alone, and columns that fill vectors and do not. */
  static void rehearse(NarrowProduct.Loop loop, float[] x) {
    int columns = LANES.length() + LANES.length() / 2;
    loop.add(x, 0, 3, 1, x, 0, columns, x, 0, columns, ROWS + 1, 3, columns);
  }

  /** How long the array for {@link #rehearse} is: just so long that the last vectors overhang. */
  static int room() {
    return (ROWS + 1) * (LANES.length() + LANES.length() / 2);
  }
}
