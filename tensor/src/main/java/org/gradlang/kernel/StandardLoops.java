package org.gradlang.kernel;

import org.gradlang.tensor.DType;
import org.gradlang.tensor.Storage;

/**
 * The loops of {@link Standardisation}: over elements next to each other, with numbers for each of
 * them. They compute in float64, and the JVM makes SIMD of them.
 */
final class StandardLoops {
  private StandardLoops() {}

  static void sum(Storage x, int at, double[] lanes, int n) {
    if (x.dtype() == DType.FLOAT64) {
      FoldLoops.doubles(Fold.SUM, x.doubles(), at, lanes, 0, n);
    } else {
      FoldLoops.floats(Fold.SUM, x.floats(), at, lanes, n);
    }
  }

  static void squares(Storage x, int at, double[] mean, double[] lanes, int n) {
    if (x.dtype() == DType.FLOAT64) {
      squares(x.doubles(), at, mean, lanes, n);
    } else {
      squares(x.floats(), at, mean, lanes, n);
    }
  }

  static void values(
      Storage x,
      Storage y,
      int at,
      double[] mean,
      double[] scale,
      int firstScale,
      double[] shift,
      int firstShift,
      int n) {
    if (x.dtype() == DType.FLOAT64) {
      values(x.doubles(), y.doubles(), at, mean, scale, firstScale, shift, firstShift, n);
    } else {
      values(x.floats(), y.floats(), at, mean, scale, firstScale, shift, firstShift, n);
    }
  }

  static void sums(
      Storage cotangent,
      Storage x,
      int at,
      double[] mean,
      double[] weight,
      int firstWeight,
      double[] plain,
      double[] centred,
      int n) {
    if (x.dtype() == DType.FLOAT64) {
      sums(cotangent.doubles(), x.doubles(), at, mean, weight, firstWeight, plain, centred, n);
    } else {
      sums(cotangent.floats(), x.floats(), at, mean, weight, firstWeight, plain, centred, n);
    }
  }

  static void gradient(
      Storage cotangent,
      Storage x,
      Storage y,
      int at,
      double[] mean,
      double[] scale,
      int firstScale,
      double[] slope,
      double[] shift,
      int n) {
    if (x.dtype() == DType.FLOAT64) {
      gradient(
          cotangent.doubles(),
          x.doubles(),
          y.doubles(),
          at,
          mean,
          scale,
          firstScale,
          slope,
          shift,
          n);
    } else {
      gradient(
          cotangent.floats(), x.floats(), y.floats(), at, mean, scale, firstScale, slope, shift, n);
    }
  }

  /** Float32 by the loops given. */
  static void sumsOfPlaces(
      RowLoops loops,
      Storage cotangent,
      Storage x,
      int at,
      double mean,
      double factor,
      double[] plain,
      double[] centred,
      int place,
      int n) {
    if (x.dtype() == DType.FLOAT64) {
      sumsOfPlaces(cotangent.doubles(), x.doubles(), at, mean, factor, plain, centred, place, n);
    } else {
      loops.addToPlaces(cotangent.floats(), x.floats(), at, mean, factor, n, plain, centred, place);
    }
  }

  // float32.

  private static void squares(float[] x, int at, double[] mean, double[] lanes, int n) {
    for (int i = 0; i < n; i++) {
      double centred = x[at + i] - mean[i];
      lanes[i] += centred * centred;
    }
  }

  private static void values(
      float[] x,
      float[] y,
      int at,
      double[] mean,
      double[] scale,
      int firstScale,
      double[] shift,
      int firstShift,
      int n) {
    for (int i = 0; i < n; i++) {
      y[at + i] = (float) ((x[at + i] - mean[i]) * scale[firstScale + i] + shift[firstShift + i]);
    }
  }

  /**
   * A row of one group: {@code values} in float32, with one number of each for all of it. In
   * float64 a million elements took 170 us, and take 60.
   */
  static void row(float[] x, float[] y, int at, float mean, float scale, float shift, int n) {
    for (int i = at; i < at + n; i++) {
      y[i] = (x[i] - mean) * scale + shift;
    }
  }

  private static void sums(
      float[] g,
      float[] x,
      int at,
      double[] mean,
      double[] weight,
      int firstWeight,
      double[] plain,
      double[] centred,
      int n) {
    for (int i = 0; i < n; i++) {
      double h = g[at + i] * weight[firstWeight + i];
      plain[i] += h;
      centred[i] += h * (x[at + i] - mean[i]);
    }
  }

  private static void gradient(
      float[] g,
      float[] x,
      float[] y,
      int at,
      double[] mean,
      double[] scale,
      int firstScale,
      double[] slope,
      double[] shift,
      int n) {
    for (int i = 0; i < n; i++) {
      double h = g[at + i] * scale[firstScale + i];
      y[at + i] = (float) (h + ((x[at + i] - mean[i]) * slope[i] + shift[i]));
    }
  }

  /** A row of one group: {@code gradient} with one number of each for all of it. */
  static void gradientRow(
      float[] g,
      float[] x,
      float[] y,
      int at,
      double mean,
      double scale,
      double slope,
      double shift,
      int n) {
    for (int i = 0; i < n; i++) {
      double h = g[at + i] * scale;
      y[at + i] = (float) (h + ((x[at + i] - mean) * slope + shift));
    }
  }

  /** The same with a weight for each place. */
  static void gradientRow(
      float[] g,
      float[] x,
      float[] y,
      int at,
      double mean,
      double scale,
      double[] weight,
      double slope,
      double shift,
      int n) {
    for (int i = 0; i < n; i++) {
      double h = g[at + i] * (scale * weight[i]);
      y[at + i] = (float) (h + ((x[at + i] - mean) * slope + shift));
    }
  }

  // float64.

  private static void squares(double[] x, int at, double[] mean, double[] lanes, int n) {
    for (int i = 0; i < n; i++) {
      double centred = x[at + i] - mean[i];
      lanes[i] += centred * centred;
    }
  }

  private static void values(
      double[] x,
      double[] y,
      int at,
      double[] mean,
      double[] scale,
      int firstScale,
      double[] shift,
      int firstShift,
      int n) {
    for (int i = 0; i < n; i++) {
      y[at + i] = ((x[at + i] - mean[i]) * scale[firstScale + i] + shift[firstShift + i]);
    }
  }

  private static void sums(
      double[] g,
      double[] x,
      int at,
      double[] mean,
      double[] weight,
      int firstWeight,
      double[] plain,
      double[] centred,
      int n) {
    for (int i = 0; i < n; i++) {
      double h = g[at + i] * weight[firstWeight + i];
      plain[i] += h;
      centred[i] += h * (x[at + i] - mean[i]);
    }
  }

  private static void gradient(
      double[] g,
      double[] x,
      double[] y,
      int at,
      double[] mean,
      double[] scale,
      int firstScale,
      double[] slope,
      double[] shift,
      int n) {
    for (int i = 0; i < n; i++) {
      double h = g[at + i] * scale[firstScale + i];
      y[at + i] = (h + ((x[at + i] - mean[i]) * slope[i] + shift[i]));
    }
  }

  private static void sumsOfPlaces(
      double[] g,
      double[] x,
      int at,
      double mean,
      double factor,
      double[] plain,
      double[] centred,
      int place,
      int n) {
    for (int i = 0; i < n; i++) {
      double h = g[at + i];
      plain[place + i] += h;
      centred[place + i] += h * ((x[at + i] - mean) * factor);
    }
  }
}
