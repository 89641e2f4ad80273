package org.gradlang.kernel;

import static jdk.incubator.vector.VectorOperators.F2D;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
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
  public void addBlocks(float[] x, int at, int blocks, double[] sums) {
    if (WIDTH == BLOCK_LANES) {
      addWhole(x, at, blocks * BLOCK, sums);
    } else {
      for (int part = 0; part < BLOCK_LANES; part += 2 * WIDTH) {
        addParts(x, at + part, blocks * BLOCK, sums, part);
      }
    }
  }

  /**
   * Half vectors of floats, although whole ones would do: that came nearer to what memory gives.
   */
  private static void addWhole(float[] x, int at, int n, double[] sums) {
    DoubleVector sum = DoubleVector.fromArray(FULL, sums, 0);
    for (int i = at; i < at + n; i += BLOCK) {
      var p =
          FloatVector.fromArray(HALF, x, i)
              .add(FloatVector.fromArray(HALF, x, i + 8))
              .add(
                  FloatVector.fromArray(HALF, x, i + 16)
                      .add(FloatVector.fromArray(HALF, x, i + 24)))
              .add(
                  FloatVector.fromArray(HALF, x, i + 32)
                      .add(FloatVector.fromArray(HALF, x, i + 40))
                      .add(
                          FloatVector.fromArray(HALF, x, i + 48)
                              .add(FloatVector.fromArray(HALF, x, i + 56))));
      sum = sum.add(p.convertShape(F2D, FULL, 0));
    }
    sum.intoArray(sums, 0);
  }

  /** Lanes of one vector of floats, of which two of doubles are made. */
  private static void addParts(float[] x, int at, int n, double[] sums, int part) {
    DoubleVector low = DoubleVector.fromArray(FULL, sums, part);
    DoubleVector high = DoubleVector.fromArray(FULL, sums, part + WIDTH);
    for (int i = at; i < at + n; i += BLOCK) {
      var p =
          FloatVector.fromArray(WIDE, x, i)
              .add(FloatVector.fromArray(WIDE, x, i + 8))
              .add(
                  FloatVector.fromArray(WIDE, x, i + 16)
                      .add(FloatVector.fromArray(WIDE, x, i + 24)))
              .add(
                  FloatVector.fromArray(WIDE, x, i + 32)
                      .add(FloatVector.fromArray(WIDE, x, i + 40))
                      .add(
                          FloatVector.fromArray(WIDE, x, i + 48)
                              .add(FloatVector.fromArray(WIDE, x, i + 56))));
      low = low.add(p.convertShape(F2D, FULL, 0));
      high = high.add(p.convertShape(F2D, FULL, 1));
    }
    low.intoArray(sums, part);
    high.intoArray(sums, part + WIDTH);
  }

  @Override
  public void addSquares(float[] x, int at, float mean, int blocks, double[] sums) {
    if (WIDTH == BLOCK_LANES) {
      addWholeSquares(x, at, mean, blocks * BLOCK, sums);
    } else {
      for (int part = 0; part < BLOCK_LANES; part += 2 * WIDTH) {
        addPartsOfSquares(x, at + part, mean, blocks * BLOCK, sums, part);
      }
    }
  }

  private static void addWholeSquares(float[] x, int at, float mean, int n, double[] sums) {
    FloatVector means = FloatVector.broadcast(HALF, mean);
    DoubleVector sum = DoubleVector.fromArray(FULL, sums, 0);
    for (int i = at; i < at + n; i += BLOCK) {
      var a = FloatVector.fromArray(HALF, x, i).sub(means);
      var b = FloatVector.fromArray(HALF, x, i + 8).sub(means);
      var c = FloatVector.fromArray(HALF, x, i + 16).sub(means);
      var d = FloatVector.fromArray(HALF, x, i + 24).sub(means);
      var e = FloatVector.fromArray(HALF, x, i + 32).sub(means);
      var f = FloatVector.fromArray(HALF, x, i + 40).sub(means);
      var g = FloatVector.fromArray(HALF, x, i + 48).sub(means);
      var h = FloatVector.fromArray(HALF, x, i + 56).sub(means);
      var p =
          b.fma(b, a.mul(a))
              .add(d.fma(d, c.mul(c)))
              .add(f.fma(f, e.mul(e)).add(h.fma(h, g.mul(g))));
      sum = sum.add(p.convertShape(F2D, FULL, 0));
    }
    sum.intoArray(sums, 0);
  }

  private static void addPartsOfSquares(
      float[] x, int at, float mean, int n, double[] sums, int part) {
    FloatVector means = FloatVector.broadcast(WIDE, mean);
    DoubleVector low = DoubleVector.fromArray(FULL, sums, part);
    DoubleVector high = DoubleVector.fromArray(FULL, sums, part + WIDTH);
    for (int i = at; i < at + n; i += BLOCK) {
      var a = FloatVector.fromArray(WIDE, x, i).sub(means);
      var b = FloatVector.fromArray(WIDE, x, i + 8).sub(means);
      var c = FloatVector.fromArray(WIDE, x, i + 16).sub(means);
      var d = FloatVector.fromArray(WIDE, x, i + 24).sub(means);
      var e = FloatVector.fromArray(WIDE, x, i + 32).sub(means);
      var f = FloatVector.fromArray(WIDE, x, i + 40).sub(means);
      var g = FloatVector.fromArray(WIDE, x, i + 48).sub(means);
      var h = FloatVector.fromArray(WIDE, x, i + 56).sub(means);
      var p =
          b.fma(b, a.mul(a))
              .add(d.fma(d, c.mul(c)))
              .add(f.fma(f, e.mul(e)).add(h.fma(h, g.mul(g))));
      low = low.add(p.convertShape(F2D, FULL, 0));
      high = high.add(p.convertShape(F2D, FULL, 1));
    }
    low.intoArray(sums, part);
    high.intoArray(sums, part + WIDTH);
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

  /** The JVM makes no SIMD of a loop over arrays from several places on, as they may overlap. */
  @Override
  public void standardise(
      float[] x, float[] y, int at, float mean, float scale, float[] weight, float[] bias, int n) {
    FloatVector means = FloatVector.broadcast(WIDE, mean);
    FloatVector scales = FloatVector.broadcast(WIDE, scale);
    int whole = n - n % WIDE.length();
    for (int i = 0; i < whole; i += WIDE.length()) {
      FloatVector.fromArray(WIDE, x, at + i)
          .sub(means)
          .mul(scales)
          .mul(FloatVector.fromArray(WIDE, weight, i))
          .add(FloatVector.fromArray(WIDE, bias, i))
          .intoArray(y, at + i);
    }
    for (int i = whole; i < n; i++) {
      y[at + i] = (x[at + i] - mean) * scale * weight[i] + bias[i];
    }
  }

  /** By comparisons: the vectors' own max is six instructions, for nan and zeros. */
  @Override
  public float greatest(float[] x, int at, int n) {
    int width = WIDE.length();
    FloatVector a = FloatVector.broadcast(WIDE, Float.NEGATIVE_INFINITY);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    int i = 0;
    for (; i <= n - 4 * width; i += 4 * width) {
      FloatVector p = FloatVector.fromArray(WIDE, x, at + i);
      FloatVector q = FloatVector.fromArray(WIDE, x, at + i + width);
      FloatVector r = FloatVector.fromArray(WIDE, x, at + i + 2 * width);
      FloatVector s = FloatVector.fromArray(WIDE, x, at + i + 3 * width);
      a = a.blend(p, p.compare(VectorOperators.GT, a));
      b = b.blend(q, q.compare(VectorOperators.GT, b));
      c = c.blend(r, r.compare(VectorOperators.GT, c));
      d = d.blend(s, s.compare(VectorOperators.GT, d));
    }
    float greatest = a.max(b).max(c.max(d)).reduceLanes(VectorOperators.MAX);
    for (; i < n; i++) {
      greatest = Math.max(greatest, x[at + i]);
    }
    return greatest;
  }

  @Override
  public float extreme(float[] x, int at, int n, boolean greatest) {
    float sign = greatest ? 1 : -1;
    return sign * greatestOrNan(x, sign, at, n);
  }

  /** The number itself first, and then its place, while the row is in the first-level cache. */
  @Override
  public int place(float[] x, int at, int n, boolean greatest) {
    float sign = greatest ? 1 : -1; // one loop for both: the JVM left vectors of two on the heap
    float wanted = sign * greatestOrNan(x, sign, at, n);
    if (Float.isNaN(wanted)) {
      return PlainRows.ROWS.place(x, at, n, greatest);
    }
    int width = WIDE.length();
    int i = 0;
    for (; i <= n - width; i += width) {
      VectorMask<Float> found =
          FloatVector.fromArray(WIDE, x, at + i).compare(VectorOperators.EQ, wanted);
      if (found.anyTrue()) {
        return i + found.firstTrue();
      }
    }
    while (x[at + i] != wanted) {
      i++;
    }
    return i;
  }

  /**
   * The greatest number times the sign; nan where one of them is, and maybe where both infinities
   * are: a sum keeps it, as choices do not.
   */
  private static float greatestOrNan(float[] x, float sign, int at, int n) {
    int width = WIDE.length();
    FloatVector a = FloatVector.broadcast(WIDE, Float.NEGATIVE_INFINITY);
    FloatVector b = a;
    FloatVector c = FloatVector.zero(WIDE);
    FloatVector d = c;
    int i = at;
    for (; i <= at + n - 2 * width; i += 2 * width) {
      FloatVector p = FloatVector.fromArray(WIDE, x, i).mul(sign);
      FloatVector q = FloatVector.fromArray(WIDE, x, i + width).mul(sign);
      a = a.blend(p, p.compare(VectorOperators.GT, a));
      b = b.blend(q, q.compare(VectorOperators.GT, b));
      c = c.add(p);
      d = d.add(q);
    }
    float greatest = a.max(b).reduceLanes(VectorOperators.MAX);
    float sum = c.add(d).reduceLanes(VectorOperators.ADD);
    for (; i < at + n; i++) {
      greatest = Math.max(greatest, sign * x[i]);
    }
    return Float.isNaN(sum) ? sum : greatest;
  }

  /** All loops over a row with a rest. */
  static void rehearse(RowLoops rows, float[] x, double[] lanes) {
    int n = x.length;
    rows.addBlocks(x, 0, n / BLOCK, lanes);
    rows.addSquares(x, 0, 1, n / BLOCK, lanes);
    double sum = rows.sum(x, 0, n, lanes) + rows.squares(x, 0, 1, n, lanes);
    sum += rows.products(x, x, 0, n, lanes);
    rows.sums(x, x, 0, 1, n, lanes);
    rows.weightedSums(x, x, 0, lanes, 1, Accumulator.LANES, lanes);
    rows.addToPlaces(x, x, 0, 1, 2, Accumulator.LANES - 1, lanes, lanes, 0);
    rows.standardise(x, x, 0, 0.5f, 0.5f, x, x, n);
    x[n - 9] = 3;
    x[n - 8] = -3;
    sum += rows.place(x, 0, n, true) + rows.place(x, 0, n, false);
    x[0] = rows.greatest(x, 0, n) > sum ? 1 : 0; // so that nothing of it is left out
  }
}
