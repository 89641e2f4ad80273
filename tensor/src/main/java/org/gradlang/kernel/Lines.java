package org.gradlang.kernel;

import org.gradlang.tensor.Room;

/**
 * Some rows or columns of a row-major matrix, each in an array of its own: the JVM makes SIMD of
 * loops that read all arrays from one index on.
 *
 * <p>Products are rounded before they are subtracted: of whole numbers that depend on each other
 * more often nothing is left than with fused multiply-adds, so that a singular matrix is found to
 * be one.
 */
final class Lines {
  private final double[][] lines;

  /** So many lines, of so many elements each. */
  Lines(int count, int length) {
    lines = new double[count][];
    for (int k = 0; k < count; k++) {
      lines[k] = Room.doubles(length);
    }
  }

  double[] line(int k) {
    return lines[k];
  }

  /** Reads columns: element i of line k is element i, from {@code top} on, of the k-th of them. */
  void readColumns(double[] x, int at, int width, int top, int bottom, int count) {
    int k = 0;
    for (; k <= count - 4; k += 4) {
      double[] p = lines[k];
      double[] q = lines[k + 1];
      double[] r = lines[k + 2];
      double[] s = lines[k + 3];
      for (int i = top; i < bottom; i++) {
        int from = at + i * width + k;
        p[i] = x[from];
        q[i] = x[from + 1];
        r[i] = x[from + 2];
        s[i] = x[from + 3];
      }
    }
    for (; k < count; k++) {
      for (int i = top; i < bottom; i++) {
        lines[k][i] = x[at + i * width + k];
      }
    }
  }

  /** Writes columns, likewise. */
  void writeColumns(double[] x, int at, int width, int top, int bottom, int count) {
    int k = 0;
    for (; k <= count - 4; k += 4) {
      double[] p = lines[k];
      double[] q = lines[k + 1];
      double[] r = lines[k + 2];
      double[] s = lines[k + 3];
      for (int i = top; i < bottom; i++) {
        int to = at + i * width + k;
        x[to] = p[i];
        x[to + 1] = q[i];
        x[to + 2] = r[i];
        x[to + 3] = s[i];
      }
    }
    for (; k < count; k++) {
      for (int i = top; i < bottom; i++) {
        x[at + i * width + k] = lines[k][i];
      }
    }
  }

  /** Reads the first {@code length} elements of rows. */
  void readRows(double[] x, int at, int width, int count, int length) {
    for (int k = 0; k < count; k++) {
      System.arraycopy(x, at + k * width, lines[k], 0, length);
    }
  }

  /** Writes them. */
  void writeRows(double[] x, int at, int width, int count, int length) {
    for (int k = 0; k < count; k++) {
      System.arraycopy(lines[k], 0, x, at + k * width, length);
    }
  }

  /** {@code line k -= factor * other line}, for elements from {@code from} to before {@code to}. */
  void subtract(int k, double factor, int other, int from, int to) {
    double[] y = lines[k];
    double[] z = lines[other];
    for (int i = from; i < to; i++) {
      y[i] -= factor * z[i];
    }
  }

  /** The same for four other lines, one after the other. */
  void subtractFour(int k, double a, double b, double c, double d, int others, int from, int to) {
    double[] y = lines[k];
    double[] z0 = lines[others];
    double[] z1 = lines[others + 1];
    double[] z2 = lines[others + 2];
    double[] z3 = lines[others + 3];
    for (int i = from; i < to; i++) {
      y[i] = y[i] - a * z0[i] - b * z1[i] - c * z2[i] - d * z3[i];
    }
  }

  /** {@code line k -= factor * other line}, its first elements, with fused multiply-adds. */
  void fuse(int k, double factor, int other, int length) {
    double[] y = lines[k];
    double[] z = lines[other];
    double f = -factor;
    for (int i = 0; i < length; i++) {
      y[i] = Math.fma(f, z[i], y[i]);
    }
  }

  /** The same for four other lines, one after the other. */
  void fuseFour(int k, double a, double b, double c, double d, int others, int length) {
    double[] y = lines[k];
    double[] z0 = lines[others];
    double[] z1 = lines[others + 1];
    double[] z2 = lines[others + 2];
    double[] z3 = lines[others + 3];
    double f0 = -a;
    double f1 = -b;
    double f2 = -c;
    double f3 = -d;
    for (int i = 0; i < length; i++) {
      double sum = Math.fma(f1, z1[i], Math.fma(f0, z0[i], y[i]));
      y[i] = Math.fma(f3, z3[i], Math.fma(f2, z2[i], sum));
    }
  }

  /** Divides elements of a line. */
  void divide(int k, double by, int from, int to) {
    double[] y = lines[k];
    for (int i = from; i < to; i++) {
      y[i] /= by;
    }
  }
}
