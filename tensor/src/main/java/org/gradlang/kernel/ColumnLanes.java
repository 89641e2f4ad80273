package org.gradlang.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link MatrixVector} on vectors; loaded only where there is the Vector API.
 *
 * <p>Four rows share what is loaded of the column, and no more: rows of a matrix often stand a
 * power of two apart, where a first-level cache has eight places for their lines, and eight chains
 * are what processors have under way at once. A column and 1024 rows of as many elements take 59
 * us, and with two rows of twice the chains 66 to 76; to read the matrix takes 53.
 */
final class ColumnLanes implements MatrixVector.Loop {
  private static final VectorSpecies<Float> EIGHT = FloatVector.SPECIES_256;

  private static final int LANES = MatrixVector.LANES;

  /** What is enough for {@link #rehearse}. */
  static final int ROOM = 4 * 8 * LANES;

  /** Whether vectors of the processor are long enough. */
  static boolean isPossible() {
    return FloatVector.SPECIES_PREFERRED.length() >= EIGHT.length();
  }

  @Override
  public void run(float[] x, int at, int apart, float[] z, int right, int n, float[] sums) {
    FloatVector a = FloatVector.zero(EIGHT);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    FloatVector e = a;
    FloatVector f = a;
    FloatVector g = a;
    FloatVector h = a;
    int at1 = at + apart;
    int at2 = at + 2 * apart;
    int at3 = at + 3 * apart;
    for (int p = 0; p < n; p += LANES) {
      FloatVector u = FloatVector.fromArray(EIGHT, z, right + p);
      FloatVector v = FloatVector.fromArray(EIGHT, z, right + p + 8);
      a = FloatVector.fromArray(EIGHT, x, at + p).fma(u, a);
      b = FloatVector.fromArray(EIGHT, x, at + p + 8).fma(v, b);
      c = FloatVector.fromArray(EIGHT, x, at1 + p).fma(u, c);
      d = FloatVector.fromArray(EIGHT, x, at1 + p + 8).fma(v, d);
      e = FloatVector.fromArray(EIGHT, x, at2 + p).fma(u, e);
      f = FloatVector.fromArray(EIGHT, x, at2 + p + 8).fma(v, f);
      g = FloatVector.fromArray(EIGHT, x, at3 + p).fma(u, g);
      h = FloatVector.fromArray(EIGHT, x, at3 + p + 8).fma(v, h);
    }
    a.add(b).intoArray(sums, 0);
    c.add(d).intoArray(sums, LANES);
    e.add(f).intoArray(sums, 2 * LANES);
    g.add(h).intoArray(sums, 3 * LANES);
  }

  /** The loop over four rows. */
  static void rehearse(MatrixVector.Loop loop, float[] x, float[] sums) {
    loop.run(x, 0, ROOM / 4, x, 0, ROOM / 4, sums);
  }
}
