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
  public void addBlocks(float[] x, int at, int blocks, double[] sums) {
    int end = at + blocks * BLOCK;
    for (int i = at; i < end; i += BLOCK) {
      for (int j = i; j < i + BLOCK_LANES; j++) {
        float first = x[j] + x[j + 8] + (x[j + 16] + x[j + 24]);
        float second = x[j + 32] + x[j + 40] + (x[j + 48] + x[j + 56]);
        sums[j - i] += first + second;
      }
    }
  }

  @Override
  public void addSquares(float[] x, int at, float mean, int blocks, double[] sums) {
    int end = at + blocks * BLOCK;
    for (int i = at; i < end; i += BLOCK) {
      for (int j = i; j < i + BLOCK_LANES; j++) {
        float first = squares(x[j] - mean, x[j + 8] - mean);
        float second = squares(x[j + 16] - mean, x[j + 24] - mean);
        float third = squares(x[j + 32] - mean, x[j + 40] - mean);
        float fourth = squares(x[j + 48] - mean, x[j + 56] - mean);
        sums[j - i] += first + second + (third + fourth);
      }
    }
  }

  private static float squares(float a, float b) {
    return Math.fma(b, b, a * a);
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
  public double products(float[] x, float[] y, int at, int n, double[] lanes) {
    Arrays.fill(lanes, 0, LANES, 0);
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      for (int j = 0; j < LANES; j++) {
        lanes[j] += x[at + i + j] * y[at + i + j];
      }
    }
    return RowLoops.joinProducts(x, y, at + i, n - i, lanes);
  }

  @Override
  public void sums(float[] g, float[] x, int at, double mean, int n, double[] lanes) {
    Arrays.fill(lanes, 0, 2 * LANES, 0);
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      for (int j = 0; j < LANES; j++) {
        lanes[j] += g[at + i + j];
        lanes[LANES + j] += g[at + i + j] * (x[at + i + j] - mean);
      }
    }
    RowLoops.joinSums(g, x, at, null, mean, i, n, lanes);
  }

  @Override
  public void weightedSums(
      float[] g, float[] x, int at, double[] weight, double mean, int n, double[] lanes) {
    Arrays.fill(lanes, 0, 2 * LANES, 0);
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      for (int j = 0; j < LANES; j++) {
        double h = g[at + i + j] * weight[i + j];
        lanes[j] += h;
        lanes[LANES + j] += h * (x[at + i + j] - mean);
      }
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
    for (int i = 0; i < n; i++) {
      double h = g[at + i];
      plain[place + i] += h;
      centred[place + i] += h * ((x[at + i] - mean) * factor);
    }
  }

  @Override
  public void standardise(
      float[] x, float[] y, int at, float mean, float scale, float[] weight, float[] bias, int n) {
    for (int i = 0; i < n; i++) {
      y[at + i] = (x[at + i] - mean) * scale * weight[i] + bias[i];
    }
  }

  @Override
  public float greatest(float[] x, int at, int n) {
    float greatest = x[at];
    for (int i = at + 1; i < at + n; i++) {
      greatest = Math.max(greatest, x[i]);
    }
    return greatest;
  }

  @Override
  public float extreme(float[] x, int at, int n, boolean greatest) {
    return Float.NaN; // the folds' own loops are as good
  }

  @Override
  public int place(float[] x, int at, int n, boolean greatest) {
    int best = at;
    for (int i = at; i < at + n && !Float.isNaN(x[best]); i++) {
      if (greatest ? !(x[i] <= x[best]) : !(x[i] >= x[best])) {
        best = i;
      }
    }
    return best - at;
  }
}
