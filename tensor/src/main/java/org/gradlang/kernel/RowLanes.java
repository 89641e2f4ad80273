package org.gradlang.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** {@link RowLoops} on vectors; loaded only where there is the Vector API. */
final class RowLanes implements RowLoops {
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Float> FLOATS =
      VectorSpecies.of(float.class, VectorShape.forBitSize(DOUBLES.vectorBitSize() / 2));
  private static final VectorSpecies<Float> WIDE = FloatVector.SPECIES_PREFERRED;
  private static final int WIDTH = DOUBLES.length();

  /** Lanes of one pass: four vectors, since an addition takes as long as four can begin. */
  private static final int EACH = 4 * WIDTH;

  /**
   * Lanes of one pass of {@link #addTurns}: eight vectors. Of sixteen, the JVM sometimes allocates
   * one in each round, and sums of a million elements take 190 us in place of 150.
   */
  private static final int EACH_TURN = 8 * WIDTH;

  /** Turns whose elements stay in the first-level cache until all passes are through them. */
  private static final int NEAR = 16;

  @Override
  public double sum(float[] x, int at, int n, double[] lanes) {
    int end = n - LANES;
    int i = 0;
    for (int part = 0; part < LANES; part += EACH) {
      DoubleVector a = DoubleVector.zero(DOUBLES);
      DoubleVector b = a;
      DoubleVector c = a;
      DoubleVector d = a;
      int from = at + part;
      for (i = 0; i <= end; i += LANES) {
        a = a.add(load(x, from + i));
        b = b.add(load(x, from + i + WIDTH));
        c = c.add(load(x, from + i + 2 * WIDTH));
        d = d.add(load(x, from + i + 3 * WIDTH));
      }
      a.intoArray(lanes, part);
      b.intoArray(lanes, part + WIDTH);
      c.intoArray(lanes, part + 2 * WIDTH);
      d.intoArray(lanes, part + 3 * WIDTH);
    }
    return RowLoops.join(x, at + i, n - i, lanes);
  }

  @Override
  public void addTurns(float[] x, int at, int turns, double[] sums) {
    for (int first = 0; first < turns; first += NEAR) {
      int n = Math.min(NEAR, turns - first) * Accumulator.LANES;
      for (int part = 0; part < Accumulator.LANES; part += EACH_TURN) {
        addPart(x, at + first * Accumulator.LANES + part, n, sums, part);
      }
    }
  }

  private static void addPart(float[] x, int at, int n, double[] sums, int part) {
    DoubleVector a = DoubleVector.fromArray(DOUBLES, sums, part);
    DoubleVector b = DoubleVector.fromArray(DOUBLES, sums, part + WIDTH);
    DoubleVector c = DoubleVector.fromArray(DOUBLES, sums, part + 2 * WIDTH);
    DoubleVector d = DoubleVector.fromArray(DOUBLES, sums, part + 3 * WIDTH);
    DoubleVector e = DoubleVector.fromArray(DOUBLES, sums, part + 4 * WIDTH);
    DoubleVector f = DoubleVector.fromArray(DOUBLES, sums, part + 5 * WIDTH);
    DoubleVector g = DoubleVector.fromArray(DOUBLES, sums, part + 6 * WIDTH);
    DoubleVector h = DoubleVector.fromArray(DOUBLES, sums, part + 7 * WIDTH);
    for (int i = 0; i < n; i += Accumulator.LANES) {
      a = a.add(load(x, at + i));
      b = b.add(load(x, at + i + WIDTH));
      c = c.add(load(x, at + i + 2 * WIDTH));
      d = d.add(load(x, at + i + 3 * WIDTH));
      e = e.add(load(x, at + i + 4 * WIDTH));
      f = f.add(load(x, at + i + 5 * WIDTH));
      g = g.add(load(x, at + i + 6 * WIDTH));
      h = h.add(load(x, at + i + 7 * WIDTH));
    }
    a.intoArray(sums, part);
    b.intoArray(sums, part + WIDTH);
    c.intoArray(sums, part + 2 * WIDTH);
    d.intoArray(sums, part + 3 * WIDTH);
    e.intoArray(sums, part + 4 * WIDTH);
    f.intoArray(sums, part + 5 * WIDTH);
    g.intoArray(sums, part + 6 * WIDTH);
    h.intoArray(sums, part + 7 * WIDTH);
  }

  @Override
  public double squares(float[] x, int at, double mean, int n, double[] lanes) {
    DoubleVector means = DoubleVector.broadcast(DOUBLES, mean);
    int end = n - LANES;
    int i = 0;
    for (int part = 0; part < LANES; part += EACH) {
      DoubleVector a = DoubleVector.zero(DOUBLES);
      DoubleVector b = a;
      DoubleVector c = a;
      DoubleVector d = a;
      int from = at + part;
      for (i = 0; i <= end; i += LANES) {
        DoubleVector p = load(x, from + i).sub(means);
        DoubleVector q = load(x, from + i + WIDTH).sub(means);
        DoubleVector r = load(x, from + i + 2 * WIDTH).sub(means);
        DoubleVector s = load(x, from + i + 3 * WIDTH).sub(means);
        a = a.add(p.mul(p));
        b = b.add(q.mul(q));
        c = c.add(r.mul(r));
        d = d.add(s.mul(s));
      }
      a.intoArray(lanes, part);
      b.intoArray(lanes, part + WIDTH);
      c.intoArray(lanes, part + 2 * WIDTH);
      d.intoArray(lanes, part + 3 * WIDTH);
    }
    return RowLoops.joinSquares(x, at + i, mean, n - i, lanes);
  }

  /** By comparisons: the vectors' own max is six instructions, for nan and zeros. */
  @Override
  public float greatest(float[] x, int at, int n) {
    int width = WIDE.length();
    FloatVector a = FloatVector.broadcast(WIDE, Float.NEGATIVE_INFINITY);
    FloatVector b = a;
    int i = 0;
    for (; i <= n - 2 * width; i += 2 * width) {
      FloatVector p = FloatVector.fromArray(WIDE, x, at + i);
      FloatVector q = FloatVector.fromArray(WIDE, x, at + i + width);
      a = a.blend(p, p.compare(VectorOperators.GT, a));
      b = b.blend(q, q.compare(VectorOperators.GT, b));
    }
    float greatest = a.max(b).reduceLanes(VectorOperators.MAX);
    for (; i < n; i++) {
      greatest = Math.max(greatest, x[at + i]);
    }
    return greatest;
  }

  private static DoubleVector load(float[] x, int at) {
    return (DoubleVector)
        FloatVector.fromArray(FLOATS, x, at).convertShape(VectorOperators.F2D, DOUBLES, 0);
  }

  /** All loops over a row with a rest. */
  static void rehearse(RowLoops rows, float[] x, double[] lanes) {
    rows.addTurns(x, 0, x.length / Accumulator.LANES, lanes);
    double sum = rows.sum(x, 0, x.length, lanes) + rows.squares(x, 0, 1, x.length, lanes);
    x[0] = rows.greatest(x, 0, x.length) > sum ? 1 : 0; // so that nothing of it is left out
  }
}
