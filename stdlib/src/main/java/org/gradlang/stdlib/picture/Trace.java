package org.gradlang.stdlib.picture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import org.gradlang.stdlib.picture.Series.Curve;

/** A stretch of a curve without gaps, in pixels. */
@SuppressWarnings("ArrayRecordComponent") // made once, read only, never compared
record Trace(double[] x, double[] y) {
  /** Far outside of every picture; what is farther would only lose precision. */
  private static final double FAR = 1e6;

  /** Shorter traces are drawn point by point. */
  private static final int FEW = 2000;

  /** Of the way between two points so many places are looked at. */
  private static final int PARTS = 8;

  /** The stretches between the gaps. */
  static List<Trace> of(Curve curve, DoubleUnaryOperator toX, DoubleUnaryOperator toY) {
    List<Trace> traces = new ArrayList<>();
    int n = curve.x().length;
    double[] xs = new double[n];
    double[] ys = new double[n];
    int size = 0;
    for (int i = 0; i <= n; i++) {
      double x = i == n ? Double.NaN : toX.applyAsDouble(curve.x()[i]);
      double y = i == n ? Double.NaN : toY.applyAsDouble(curve.y()[i]);
      if (!Double.isNaN(x) && !Double.isNaN(y)) {
        xs[size] = Math.clamp(x, -FAR, FAR);
        ys[size++] = Math.clamp(y, -FAR, FAR);
      } else if (size > 0) {
        traces.add(new Trace(Arrays.copyOf(xs, size), Arrays.copyOf(ys, size)));
        size = 0;
      }
    }
    return traces;
  }

  /**
   * The trace with at most four points in each run of points that share a column of pixels: the
   * first, the lowest, the highest and the last. It looks the same.
   */
  Trace thinned() {
    if (x.length <= FEW) {
      return this;
    }
    double[] xs = new double[x.length];
    double[] ys = new double[x.length];
    int size = 0;
    int start = 0;
    while (start < x.length) {
      int end = start + 1;
      while (end < x.length && Math.floor(x[end]) == Math.floor(x[start])) {
        end++;
      }
      int low = start;
      int high = start;
      for (int i = start; i < end; i++) {
        low = y[i] < y[low] ? i : low;
        high = y[i] > y[high] ? i : high;
      }
      int[] kept = {start, Math.min(low, high), Math.max(low, high), end - 1};
      for (int k = 0; k < kept.length; k++) {
        if (k == 0 || kept[k] != kept[k - 1]) {
          xs[size] = x[kept[k]];
          ys[size++] = y[kept[k]];
        }
      }
      start = end;
    }
    return new Trace(Arrays.copyOf(xs, size), Arrays.copyOf(ys, size));
  }

  /** The trace without points that lie, to half a pixel, where another one is drawn. */
  Trace distinct() {
    if (x.length <= FEW) {
      return this;
    }
    Set<Long> seen = new HashSet<>();
    double[] xs = new double[x.length];
    double[] ys = new double[x.length];
    int size = 0;
    for (int i = 0; i < x.length; i++) {
      if (seen.add((Math.round(2 * x[i]) << 32) ^ (Math.round(2 * y[i]) & 0xffffffffL))) {
        xs[size] = x[i];
        ys[size++] = y[i];
      }
    }
    return new Trace(Arrays.copyOf(xs, size), Arrays.copyOf(ys, size));
  }

  /**
   * How many of the points lie in a rectangle, and of those on the way between two of them if they
   * are joined. Of many points only some are asked.
   */
  int within(double left, double top, double width, double height, boolean joined) {
    int stride = 1 + x.length / FEW;
    int parts = joined && stride == 1 ? PARTS : 1;
    int inside = 0;
    for (int i = 0; i < x.length; i += stride) {
      int from = Math.max(0, i - 1);
      for (int part = 1; part <= parts; part++) {
        double t = (double) part / parts;
        double px = x[from] + (x[i] - x[from]) * t;
        double py = y[from] + (y[i] - y[from]) * t;
        boolean within = px >= left && px <= left + width && py >= top && py <= top + height;
        inside += within ? stride : 0;
      }
    }
    return inside;
  }
}
