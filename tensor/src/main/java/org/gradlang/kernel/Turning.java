package org.gradlang.kernel;

/**
 * Rows of memory turned into columns of a panel, eight at a time: in a loop over a single row every
 * store would be checked against the array's end, for its stride is not known (3.2 cycles for an
 * element; eight in a row share their checks).
 */
final class Turning {
  /** Rows that are turned at once. */
  static final int ROWS = 8;

  /** The same of fewer: tall kernels have twelve rows. */
  private static final int HALF = 4;

  private Turning() {}

  /**
   * Sets {@code to[out + p * stride + q] = from[at + q * apart + p]} for p from 0 to {@code n} and
   * q from 0 to {@code rows}.
   *
   * @param from of float32 or float64, as is {@code to}
   */
  static void turn(
      Object from, int at, int apart, Object to, int out, int stride, int n, int rows) {
    int q = 0;
    for (; q <= rows - ROWS; q += ROWS) {
      if (from instanceof double[] doubles) {
        eight(doubles, at + q * apart, apart, (double[]) to, out + q, stride, n);
      } else {
        eight((float[]) from, at + q * apart, apart, (float[]) to, out + q, stride, n);
      }
    }
    if (q <= rows - HALF) {
      if (from instanceof double[] doubles) {
        half(doubles, at + q * apart, apart, (double[]) to, out + q, stride, n);
      } else {
        half((float[]) from, at + q * apart, apart, (float[]) to, out + q, stride, n);
      }
      q += HALF;
    }
    for (; q < rows; q++) {
      if (from instanceof double[] doubles) {
        one(doubles, at + q * apart, (double[]) to, out + q, stride, n);
      } else {
        one((float[]) from, at + q * apart, (float[]) to, out + q, stride, n);
      }
    }
  }

  /**
   * Sets {@code to[out + p * stride + q] = from[at + p * apart + q]} for the same: rows so short
   * that the JVM's copies take longer to begin than to end.
   */
  static void copyShort(
      Object from, int at, int apart, Object to, int out, int stride, int n, int columns) {
    int q = 0;
    for (; q <= columns - 4; q += 4) {
      if (from instanceof double[] doubles) {
        four(doubles, at + q, apart, (double[]) to, out + q, stride, n);
      } else {
        four((float[]) from, at + q, apart, (float[]) to, out + q, stride, n);
      }
    }
    for (; q < columns; q++) {
      if (from instanceof double[] doubles) {
        single(doubles, at + q, apart, (double[]) to, out + q, stride, n);
      } else {
        single((float[]) from, at + q, apart, (float[]) to, out + q, stride, n);
      }
    }
  }

  private static void eight(
      float[] from, int at, int apart, float[] to, int out, int stride, int n) {
    int b = at + apart;
    int c = b + apart;
    int d = c + apart;
    int e = d + apart;
    int f = e + apart;
    int g = f + apart;
    int h = g + apart;
    int o = out;
    for (int p = 0; p < n; p++) {
      to[o] = from[at + p];
      to[o + 1] = from[b + p];
      to[o + 2] = from[c + p];
      to[o + 3] = from[d + p];
      to[o + 4] = from[e + p];
      to[o + 5] = from[f + p];
      to[o + 6] = from[g + p];
      to[o + 7] = from[h + p];
      o += stride;
    }
  }

  private static void eight(
      double[] from, int at, int apart, double[] to, int out, int stride, int n) {
    int b = at + apart;
    int c = b + apart;
    int d = c + apart;
    int e = d + apart;
    int f = e + apart;
    int g = f + apart;
    int h = g + apart;
    int o = out;
    for (int p = 0; p < n; p++) {
      to[o] = from[at + p];
      to[o + 1] = from[b + p];
      to[o + 2] = from[c + p];
      to[o + 3] = from[d + p];
      to[o + 4] = from[e + p];
      to[o + 5] = from[f + p];
      to[o + 6] = from[g + p];
      to[o + 7] = from[h + p];
      o += stride;
    }
  }

  private static void half(
      float[] from, int at, int apart, float[] to, int out, int stride, int n) {
    int b = at + apart;
    int c = b + apart;
    int d = c + apart;
    int o = out;
    for (int p = 0; p < n; p++) {
      to[o] = from[at + p];
      to[o + 1] = from[b + p];
      to[o + 2] = from[c + p];
      to[o + 3] = from[d + p];
      o += stride;
    }
  }

  private static void half(
      double[] from, int at, int apart, double[] to, int out, int stride, int n) {
    int b = at + apart;
    int c = b + apart;
    int d = c + apart;
    int o = out;
    for (int p = 0; p < n; p++) {
      to[o] = from[at + p];
      to[o + 1] = from[b + p];
      to[o + 2] = from[c + p];
      to[o + 3] = from[d + p];
      o += stride;
    }
  }

  private static void one(float[] from, int at, float[] to, int out, int stride, int n) {
    for (int p = 0; p < n; p++) {
      to[out + p * stride] = from[at + p];
    }
  }

  private static void one(double[] from, int at, double[] to, int out, int stride, int n) {
    for (int p = 0; p < n; p++) {
      to[out + p * stride] = from[at + p];
    }
  }

  private static void four(
      float[] from, int at, int apart, float[] to, int out, int stride, int n) {
    int i = at;
    int o = out;
    for (int p = 0; p < n; p++) {
      to[o] = from[i];
      to[o + 1] = from[i + 1];
      to[o + 2] = from[i + 2];
      to[o + 3] = from[i + 3];
      i += apart;
      o += stride;
    }
  }

  private static void four(
      double[] from, int at, int apart, double[] to, int out, int stride, int n) {
    int i = at;
    int o = out;
    for (int p = 0; p < n; p++) {
      to[o] = from[i];
      to[o + 1] = from[i + 1];
      to[o + 2] = from[i + 2];
      to[o + 3] = from[i + 3];
      i += apart;
      o += stride;
    }
  }

  private static void single(
      float[] from, int at, int apart, float[] to, int out, int stride, int n) {
    for (int p = 0; p < n; p++) {
      to[out + p * stride] = from[at + p * apart];
    }
  }

  private static void single(
      double[] from, int at, int apart, double[] to, int out, int stride, int n) {
    for (int p = 0; p < n; p++) {
      to[out + p * stride] = from[at + p * apart];
    }
  }
}
