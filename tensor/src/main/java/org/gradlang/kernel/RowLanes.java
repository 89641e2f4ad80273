package org.gradlang.kernel;

import static jdk.incubator.vector.VectorOperators.F2D;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link RowLoops} on vectors; loaded only where there is the Vector API.
 *
 * <p>Elements are loaded and converted where they are used, by the vectors' own methods alone: the
 * JVM always puts those into the loop, while a method of ours that stands between it leaves out
 * once a loop has become long, and what that returns is then allocated for each vector. Elements
 * are added by {@code fma(1, sum)}, which has the bits of an addition: a processor may have other
 * units for it than for conversions, which take longest.
 */
final class RowLanes implements RowLoops {
  private static final VectorSpecies<Double> FULL = DoubleVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Float> HALF =
      VectorSpecies.of(float.class, VectorShape.forBitSize(FULL.vectorBitSize() / 2));
  private static final VectorSpecies<Float> WIDE = FloatVector.SPECIES_PREFERRED;
  private static final int WIDTH = FULL.length();

  /** Lanes of one pass: four vectors, since an addition takes as long as four can begin. */
  private static final int EACH = 4 * WIDTH;

  /** Lanes of one pass over turns: eight vectors, or sixteen where the registers are enough. */
  private static final int EACH_TURN = WIDTH < 8 ? 8 * WIDTH : 16 * WIDTH;

  /** Turns whose elements stay in the first-level cache until all passes are through them. */
  private static final int NEAR = EACH_TURN == Accumulator.LANES ? Integer.MAX_VALUE : 16;

  @Override
  public double sum(float[] x, int at, int n, double[] lanes) {
    DoubleVector one = DoubleVector.broadcast(FULL, 1);
    int end = n - LANES;
    int i = 0;
    for (int part = 0; part < LANES; part += EACH) {
      DoubleVector a = DoubleVector.zero(FULL);
      DoubleVector b = a;
      DoubleVector c = a;
      DoubleVector d = a;
      int from = at + part;
      for (i = 0; i <= end; i += LANES) {
        a = one.fma(FloatVector.fromArray(HALF, x, from + i).convertShape(F2D, FULL, 0), a);
        b = one.fma(FloatVector.fromArray(HALF, x, from + i + WIDTH).convertShape(F2D, FULL, 0), b);
        c =
            one.fma(
                FloatVector.fromArray(HALF, x, from + i + 2 * WIDTH).convertShape(F2D, FULL, 0), c);
        d =
            one.fma(
                FloatVector.fromArray(HALF, x, from + i + 3 * WIDTH).convertShape(F2D, FULL, 0), d);
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
    for (int first = 0; first < turns; first += Math.min(NEAR, turns - first)) {
      int n = Math.min(NEAR, turns - first) * Accumulator.LANES;
      for (int part = 0; part < Accumulator.LANES; part += EACH_TURN) {
        if (EACH_TURN == 16 * WIDTH) {
          addSixteen(x, at + first * Accumulator.LANES + part, n, sums, part);
        } else {
          addEight(x, at + first * Accumulator.LANES + part, n, sums, part);
        }
      }
    }
  }

  @Override
  public double total(float[] x, int at, int n, double[] lanes) {
    int turns = n / Accumulator.LANES;
    int whole = turns * Accumulator.LANES;
    Arrays.fill(lanes, 0, Accumulator.LANES, 0);
    addTurns(x, at, turns, lanes);
    for (int i = whole; i < n; i++) {
      lanes[i - whole] += x[at + i];
    }
    for (int half = Accumulator.LANES / 2; half > LANES / 2; half /= 2) {
      for (int j = 0; j < half; j += WIDTH) {
        DoubleVector low = DoubleVector.fromArray(FULL, lanes, j);
        low.add(DoubleVector.fromArray(FULL, lanes, j + half)).intoArray(lanes, j);
      }
    }
    return RowLoops.joined(lanes, 0);
  }

  private static void addEight(float[] x, int at, int n, double[] sums, int part) {
    DoubleVector one = DoubleVector.broadcast(FULL, 1);
    DoubleVector s0 = DoubleVector.fromArray(FULL, sums, part);
    DoubleVector s1 = DoubleVector.fromArray(FULL, sums, part + WIDTH);
    DoubleVector s2 = DoubleVector.fromArray(FULL, sums, part + 2 * WIDTH);
    DoubleVector s3 = DoubleVector.fromArray(FULL, sums, part + 3 * WIDTH);
    DoubleVector s4 = DoubleVector.fromArray(FULL, sums, part + 4 * WIDTH);
    DoubleVector s5 = DoubleVector.fromArray(FULL, sums, part + 5 * WIDTH);
    DoubleVector s6 = DoubleVector.fromArray(FULL, sums, part + 6 * WIDTH);
    DoubleVector s7 = DoubleVector.fromArray(FULL, sums, part + 7 * WIDTH);
    for (int i = at; i < at + n; i += Accumulator.LANES) {
      s0 = one.fma(FloatVector.fromArray(HALF, x, i).convertShape(F2D, FULL, 0), s0);
      s1 = one.fma(FloatVector.fromArray(HALF, x, i + WIDTH).convertShape(F2D, FULL, 0), s1);
      s2 = one.fma(FloatVector.fromArray(HALF, x, i + 2 * WIDTH).convertShape(F2D, FULL, 0), s2);
      s3 = one.fma(FloatVector.fromArray(HALF, x, i + 3 * WIDTH).convertShape(F2D, FULL, 0), s3);
      s4 = one.fma(FloatVector.fromArray(HALF, x, i + 4 * WIDTH).convertShape(F2D, FULL, 0), s4);
      s5 = one.fma(FloatVector.fromArray(HALF, x, i + 5 * WIDTH).convertShape(F2D, FULL, 0), s5);
      s6 = one.fma(FloatVector.fromArray(HALF, x, i + 6 * WIDTH).convertShape(F2D, FULL, 0), s6);
      s7 = one.fma(FloatVector.fromArray(HALF, x, i + 7 * WIDTH).convertShape(F2D, FULL, 0), s7);
    }
    s0.intoArray(sums, part);
    s1.intoArray(sums, part + WIDTH);
    s2.intoArray(sums, part + 2 * WIDTH);
    s3.intoArray(sums, part + 3 * WIDTH);
    s4.intoArray(sums, part + 4 * WIDTH);
    s5.intoArray(sums, part + 5 * WIDTH);
    s6.intoArray(sums, part + 6 * WIDTH);
    s7.intoArray(sums, part + 7 * WIDTH);
  }

  private static void addSixteen(float[] x, int at, int n, double[] sums, int part) {
    DoubleVector one = DoubleVector.broadcast(FULL, 1);
    DoubleVector s0 = DoubleVector.fromArray(FULL, sums, part);
    DoubleVector s1 = DoubleVector.fromArray(FULL, sums, part + WIDTH);
    DoubleVector s2 = DoubleVector.fromArray(FULL, sums, part + 2 * WIDTH);
    DoubleVector s3 = DoubleVector.fromArray(FULL, sums, part + 3 * WIDTH);
    DoubleVector s4 = DoubleVector.fromArray(FULL, sums, part + 4 * WIDTH);
    DoubleVector s5 = DoubleVector.fromArray(FULL, sums, part + 5 * WIDTH);
    DoubleVector s6 = DoubleVector.fromArray(FULL, sums, part + 6 * WIDTH);
    DoubleVector s7 = DoubleVector.fromArray(FULL, sums, part + 7 * WIDTH);
    DoubleVector s8 = DoubleVector.fromArray(FULL, sums, part + 8 * WIDTH);
    DoubleVector s9 = DoubleVector.fromArray(FULL, sums, part + 9 * WIDTH);
    DoubleVector s10 = DoubleVector.fromArray(FULL, sums, part + 10 * WIDTH);
    DoubleVector s11 = DoubleVector.fromArray(FULL, sums, part + 11 * WIDTH);
    DoubleVector s12 = DoubleVector.fromArray(FULL, sums, part + 12 * WIDTH);
    DoubleVector s13 = DoubleVector.fromArray(FULL, sums, part + 13 * WIDTH);
    DoubleVector s14 = DoubleVector.fromArray(FULL, sums, part + 14 * WIDTH);
    DoubleVector s15 = DoubleVector.fromArray(FULL, sums, part + 15 * WIDTH);
    for (int i = at; i < at + n; i += Accumulator.LANES) {
      s0 = one.fma(FloatVector.fromArray(HALF, x, i).convertShape(F2D, FULL, 0), s0);
      s1 = one.fma(FloatVector.fromArray(HALF, x, i + WIDTH).convertShape(F2D, FULL, 0), s1);
      s2 = one.fma(FloatVector.fromArray(HALF, x, i + 2 * WIDTH).convertShape(F2D, FULL, 0), s2);
      s3 = one.fma(FloatVector.fromArray(HALF, x, i + 3 * WIDTH).convertShape(F2D, FULL, 0), s3);
      s4 = one.fma(FloatVector.fromArray(HALF, x, i + 4 * WIDTH).convertShape(F2D, FULL, 0), s4);
      s5 = one.fma(FloatVector.fromArray(HALF, x, i + 5 * WIDTH).convertShape(F2D, FULL, 0), s5);
      s6 = one.fma(FloatVector.fromArray(HALF, x, i + 6 * WIDTH).convertShape(F2D, FULL, 0), s6);
      s7 = one.fma(FloatVector.fromArray(HALF, x, i + 7 * WIDTH).convertShape(F2D, FULL, 0), s7);
      s8 = one.fma(FloatVector.fromArray(HALF, x, i + 8 * WIDTH).convertShape(F2D, FULL, 0), s8);
      s9 = one.fma(FloatVector.fromArray(HALF, x, i + 9 * WIDTH).convertShape(F2D, FULL, 0), s9);
      s10 = one.fma(FloatVector.fromArray(HALF, x, i + 10 * WIDTH).convertShape(F2D, FULL, 0), s10);
      s11 = one.fma(FloatVector.fromArray(HALF, x, i + 11 * WIDTH).convertShape(F2D, FULL, 0), s11);
      s12 = one.fma(FloatVector.fromArray(HALF, x, i + 12 * WIDTH).convertShape(F2D, FULL, 0), s12);
      s13 = one.fma(FloatVector.fromArray(HALF, x, i + 13 * WIDTH).convertShape(F2D, FULL, 0), s13);
      s14 = one.fma(FloatVector.fromArray(HALF, x, i + 14 * WIDTH).convertShape(F2D, FULL, 0), s14);
      s15 = one.fma(FloatVector.fromArray(HALF, x, i + 15 * WIDTH).convertShape(F2D, FULL, 0), s15);
    }
    s0.intoArray(sums, part);
    s1.intoArray(sums, part + WIDTH);
    s2.intoArray(sums, part + 2 * WIDTH);
    s3.intoArray(sums, part + 3 * WIDTH);
    s4.intoArray(sums, part + 4 * WIDTH);
    s5.intoArray(sums, part + 5 * WIDTH);
    s6.intoArray(sums, part + 6 * WIDTH);
    s7.intoArray(sums, part + 7 * WIDTH);
    s8.intoArray(sums, part + 8 * WIDTH);
    s9.intoArray(sums, part + 9 * WIDTH);
    s10.intoArray(sums, part + 10 * WIDTH);
    s11.intoArray(sums, part + 11 * WIDTH);
    s12.intoArray(sums, part + 12 * WIDTH);
    s13.intoArray(sums, part + 13 * WIDTH);
    s14.intoArray(sums, part + 14 * WIDTH);
    s15.intoArray(sums, part + 15 * WIDTH);
  }

  @Override
  public double squares(float[] x, int at, double mean, int n, double[] lanes) {
    DoubleVector means = DoubleVector.broadcast(FULL, mean);
    int end = n - LANES;
    int i = 0;
    for (int part = 0; part < LANES; part += EACH) {
      DoubleVector a = DoubleVector.zero(FULL);
      DoubleVector b = a;
      DoubleVector c = a;
      DoubleVector d = a;
      int from = at + part;
      for (i = 0; i <= end; i += LANES) {
        var p = (DoubleVector) FloatVector.fromArray(HALF, x, from + i).convertShape(F2D, FULL, 0);
        var q =
            (DoubleVector)
                FloatVector.fromArray(HALF, x, from + i + WIDTH).convertShape(F2D, FULL, 0);
        var r =
            (DoubleVector)
                FloatVector.fromArray(HALF, x, from + i + 2 * WIDTH).convertShape(F2D, FULL, 0);
        var s =
            (DoubleVector)
                FloatVector.fromArray(HALF, x, from + i + 3 * WIDTH).convertShape(F2D, FULL, 0);
        p = p.sub(means);
        q = q.sub(means);
        r = r.sub(means);
        s = s.sub(means);
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

  @Override
  public void sums(float[] g, float[] x, int at, double mean, int n, double[] lanes) {
    DoubleVector means = DoubleVector.broadcast(FULL, mean);
    int end = n - LANES;
    int i = 0;
    for (int part = 0; part < LANES; part += 2 * WIDTH) {
      DoubleVector a = DoubleVector.zero(FULL);
      DoubleVector b = a;
      DoubleVector c = a;
      DoubleVector d = a;
      int from = at + part;
      for (i = 0; i <= end; i += LANES) {
        var p = (DoubleVector) FloatVector.fromArray(HALF, g, from + i).convertShape(F2D, FULL, 0);
        var q =
            (DoubleVector)
                FloatVector.fromArray(HALF, g, from + i + WIDTH).convertShape(F2D, FULL, 0);
        var r = (DoubleVector) FloatVector.fromArray(HALF, x, from + i).convertShape(F2D, FULL, 0);
        var s =
            (DoubleVector)
                FloatVector.fromArray(HALF, x, from + i + WIDTH).convertShape(F2D, FULL, 0);
        a = a.add(p);
        b = b.add(q);
        c = c.add(p.mul(r.sub(means)));
        d = d.add(q.mul(s.sub(means)));
      }
      a.intoArray(lanes, part);
      b.intoArray(lanes, part + WIDTH);
      c.intoArray(lanes, LANES + part);
      d.intoArray(lanes, LANES + part + WIDTH);
    }
    RowLoops.joinSums(g, x, at, null, mean, i, n, lanes);
  }

  @Override
  public void weightedSums(
      float[] g, float[] x, int at, double[] weight, double mean, int n, double[] lanes) {
    DoubleVector means = DoubleVector.broadcast(FULL, mean);
    int end = n - LANES;
    int i = 0;
    for (int part = 0; part < LANES; part += 2 * WIDTH) {
      DoubleVector a = DoubleVector.zero(FULL);
      DoubleVector b = a;
      DoubleVector c = a;
      DoubleVector d = a;
      int from = at + part;
      for (i = 0; i <= end; i += LANES) {
        var p = (DoubleVector) FloatVector.fromArray(HALF, g, from + i).convertShape(F2D, FULL, 0);
        var q =
            (DoubleVector)
                FloatVector.fromArray(HALF, g, from + i + WIDTH).convertShape(F2D, FULL, 0);
        p = p.mul(DoubleVector.fromArray(FULL, weight, part + i));
        q = q.mul(DoubleVector.fromArray(FULL, weight, part + i + WIDTH));
        var r = (DoubleVector) FloatVector.fromArray(HALF, x, from + i).convertShape(F2D, FULL, 0);
        var s =
            (DoubleVector)
                FloatVector.fromArray(HALF, x, from + i + WIDTH).convertShape(F2D, FULL, 0);
        a = a.add(p);
        b = b.add(q);
        c = c.add(p.mul(r.sub(means)));
        d = d.add(q.mul(s.sub(means)));
      }
      a.intoArray(lanes, part);
      b.intoArray(lanes, part + WIDTH);
      c.intoArray(lanes, LANES + part);
      d.intoArray(lanes, LANES + part + WIDTH);
    }
    RowLoops.joinSums(g, x, at, weight, mean, i, n, lanes);
  }

  @Override
  public void addToPlaces(
      float[] g,
      float[] x,
      int at,
      double mean,
      double factor,
      int n,
      double[] plain,
      double[] centred,
      int place) {
    DoubleVector means = DoubleVector.broadcast(FULL, mean);
    DoubleVector factors = DoubleVector.broadcast(FULL, factor);
    int i = 0;
    for (; i <= n - WIDTH; i += WIDTH) {
      var p = (DoubleVector) FloatVector.fromArray(HALF, g, at + i).convertShape(F2D, FULL, 0);
      var q = (DoubleVector) FloatVector.fromArray(HALF, x, at + i).convertShape(F2D, FULL, 0);
      DoubleVector.fromArray(FULL, plain, place + i).add(p).intoArray(plain, place + i);
      DoubleVector.fromArray(FULL, centred, place + i)
          .add(p.mul(q.sub(means).mul(factors)))
          .intoArray(centred, place + i);
    }
    PlainRows.ROWS.addToPlaces(g, x, at + i, mean, factor, n - i, plain, centred, place + i);
  }

  @Override
  public double products(float[] x, float[] y, int at, int n, double[] lanes) {
    DoubleVector one = DoubleVector.broadcast(FULL, 1);
    int end = n - LANES;
    int i = 0;
    for (int part = 0; part < LANES; part += EACH) {
      DoubleVector a = DoubleVector.zero(FULL);
      DoubleVector b = a;
      DoubleVector c = a;
      DoubleVector d = a;
      int from = at + part;
      for (i = 0; i <= end; i += LANES) {
        a =
            one.fma(
                FloatVector.fromArray(HALF, x, from + i)
                    .mul(FloatVector.fromArray(HALF, y, from + i))
                    .convertShape(F2D, FULL, 0),
                a);
        b =
            one.fma(
                FloatVector.fromArray(HALF, x, from + i + WIDTH)
                    .mul(FloatVector.fromArray(HALF, y, from + i + WIDTH))
                    .convertShape(F2D, FULL, 0),
                b);
        c =
            one.fma(
                FloatVector.fromArray(HALF, x, from + i + 2 * WIDTH)
                    .mul(FloatVector.fromArray(HALF, y, from + i + 2 * WIDTH))
                    .convertShape(F2D, FULL, 0),
                c);
        d =
            one.fma(
                FloatVector.fromArray(HALF, x, from + i + 3 * WIDTH)
                    .mul(FloatVector.fromArray(HALF, y, from + i + 3 * WIDTH))
                    .convertShape(F2D, FULL, 0),
                d);
      }
      a.intoArray(lanes, part);
      b.intoArray(lanes, part + WIDTH);
      c.intoArray(lanes, part + 2 * WIDTH);
      d.intoArray(lanes, part + 3 * WIDTH);
    }
    return RowLoops.joinProducts(x, y, at + i, n - i, lanes);
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

  /** All loops over a row with a rest. */
  static void rehearse(RowLoops rows, float[] x, double[] lanes) {
    int n = x.length;
    rows.addTurns(x, 0, n / Accumulator.LANES, lanes);
    double sum = rows.sum(x, 0, n, lanes) + rows.squares(x, 0, 1, n, lanes);
    sum += rows.products(x, x, 0, n, lanes) + rows.total(x, 0, n, lanes);
    rows.sums(x, x, 0, 1, n, lanes);
    rows.weightedSums(x, x, 0, lanes, 1, Accumulator.LANES, lanes);
    rows.addToPlaces(x, x, 0, 1, 2, Accumulator.LANES - 1, lanes, lanes, 0);
    x[0] = rows.greatest(x, 0, n) > sum ? 1 : 0; // so that nothing of it is left out
  }
}
