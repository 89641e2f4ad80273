package org.gradlang.kernel;

import java.util.Arrays;

/** {@link RowLoops} without the Vector API. */
final class PlainRows implements RowLoops {
  static final RowLoops ROWS = new PlainRows();

  private PlainRows() {}

  @Override
  public double sum(float[] x, int at, int n, double[] lanes) {
    Arrays.fill(lanes, 0, LANES, 0);
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      for (int j = 0; j < LANES; j++) {
        lanes[j] += x[at + i + j];
      }
    }
    return RowLoops.join(x, at + i, n - i, lanes);
  }

  @Override
  public void addTurns(float[] x, int at, int turns, double[] sums) {
    int end = turns * Accumulator.LANES;
    for (int i = 0; i < end; i += Accumulator.LANES) {
      FoldLoops.floats(Fold.SUM, x, at + i, sums, Accumulator.LANES);
    }
  }

  @Override
  public double squares(float[] x, int at, double mean, int n, double[] lanes) {
    Arrays.fill(lanes, 0, LANES, 0);
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      for (int j = 0; j < LANES; j++) {
        double centred = x[at + i + j] - mean;
        lanes[j] += centred * centred;
      }
    }
    return RowLoops.joinSquares(x, at + i, mean, n - i, lanes);
  }

  @Override
  public float greatest(float[] x, int at, int n) {
    float greatest = x[at];
    for (int i = at + 1; i < at + n; i++) {
      greatest = Math.max(greatest, x[i]);
    }
    return greatest;
  }
}
