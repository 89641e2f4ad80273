package org.gradlang.kernel;

import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;

/**
 * Products of a matrix and one column: some rows at a time, because each element of the result is a
 * chain of multiply-adds that wait for each other, and those of different rows do not.
 */
final class MatrixVector {
  /** Rows at a time: what a processor has under way at once. */
  private static final int ROWS = 8;

  private MatrixVector() {}

  /** {@code c += a b} of float32 or float64, where b and c have one column. */
  static void run(Matrix a, Matrix b, Matrix c) {
    Context.current()
        .stretches(
            a.columns(), c.rows(), (from, to) -> add(a.columns(from, to), b.rows(from, to), c));
  }

  private static void add(Matrix a, Matrix b, Matrix c) {
    boolean dense = a.columnStride() == 1 && b.rowStride() == 1;
    int row = 0;
    for (; row <= c.rows() - ROWS; row += ROWS) {
      if (c.dtype() == DType.FLOAT64) {
        if (dense) {
          denseDoubles(a, b, c, row);
        } else {
          doubles(a, b, c, row);
        }
      } else if (dense) {
        denseFloats(a, b, c, row);
      } else {
        floats(a, b, c, row);
      }
    }
    for (; row < c.rows(); row++) {
      if (c.dtype() == DType.FLOAT64) {
        doubleRow(a, b, c, row);
      } else {
        floatRow(a, b, c, row);
      }
    }
  }

  private static void floats(Matrix a, Matrix b, Matrix c, int row) {
    float[] x = (float[]) a.array();
    float[] z = (float[]) b.array();
    float[] y = (float[]) c.array();
    int rows = a.rowStride();
    int to = c.at(row, 0);
    int stride = c.rowStride();
    float s0 = y[to];
    float s1 = y[to + stride];
    float s2 = y[to + 2 * stride];
    float s3 = y[to + 3 * stride];
    float s4 = y[to + 4 * stride];
    float s5 = y[to + 5 * stride];
    float s6 = y[to + 6 * stride];
    float s7 = y[to + 7 * stride];
    int at = a.at(row, 0);
    int right = b.offset();
    for (int p = 0; p < a.columns(); p++) {
      float factor = z[right];
      s0 = Math.fma(x[at], factor, s0);
      s1 = Math.fma(x[at + rows], factor, s1);
      s2 = Math.fma(x[at + 2 * rows], factor, s2);
      s3 = Math.fma(x[at + 3 * rows], factor, s3);
      s4 = Math.fma(x[at + 4 * rows], factor, s4);
      s5 = Math.fma(x[at + 5 * rows], factor, s5);
      s6 = Math.fma(x[at + 6 * rows], factor, s6);
      s7 = Math.fma(x[at + 7 * rows], factor, s7);
      at += a.columnStride();
      right += b.rowStride();
    }
    y[to] = s0;
    y[to + stride] = s1;
    y[to + 2 * stride] = s2;
    y[to + 3 * stride] = s3;
    y[to + 4 * stride] = s4;
    y[to + 5 * stride] = s5;
    y[to + 6 * stride] = s6;
    y[to + 7 * stride] = s7;
  }

  /** The same where rows, and the column, stand densely: their indices are checked once. */
  private static void denseFloats(Matrix a, Matrix b, Matrix c, int row) {
    float[] x = (float[]) a.array();
    float[] z = (float[]) b.array();
    float[] y = (float[]) c.array();
    int to = c.at(row, 0);
    int stride = c.rowStride();
    float s0 = y[to];
    float s1 = y[to + stride];
    float s2 = y[to + 2 * stride];
    float s3 = y[to + 3 * stride];
    float s4 = y[to + 4 * stride];
    float s5 = y[to + 5 * stride];
    float s6 = y[to + 6 * stride];
    float s7 = y[to + 7 * stride];
    int at0 = a.at(row, 0);
    int at1 = a.at(row + 1, 0);
    int at2 = a.at(row + 2, 0);
    int at3 = a.at(row + 3, 0);
    int at4 = a.at(row + 4, 0);
    int at5 = a.at(row + 5, 0);
    int at6 = a.at(row + 6, 0);
    int at7 = a.at(row + 7, 0);
    int right = b.offset();
    int n = a.columns();
    for (int p = 0; p < n; p++) {
      float factor = z[right + p];
      s0 = Math.fma(x[at0 + p], factor, s0);
      s1 = Math.fma(x[at1 + p], factor, s1);
      s2 = Math.fma(x[at2 + p], factor, s2);
      s3 = Math.fma(x[at3 + p], factor, s3);
      s4 = Math.fma(x[at4 + p], factor, s4);
      s5 = Math.fma(x[at5 + p], factor, s5);
      s6 = Math.fma(x[at6 + p], factor, s6);
      s7 = Math.fma(x[at7 + p], factor, s7);
    }
    y[to] = s0;
    y[to + stride] = s1;
    y[to + 2 * stride] = s2;
    y[to + 3 * stride] = s3;
    y[to + 4 * stride] = s4;
    y[to + 5 * stride] = s5;
    y[to + 6 * stride] = s6;
    y[to + 7 * stride] = s7;
  }

  private static void floatRow(Matrix a, Matrix b, Matrix c, int row) {
    float[] x = (float[]) a.array();
    float[] z = (float[]) b.array();
    float[] y = (float[]) c.array();
    float sum = y[c.at(row, 0)];
    for (int p = 0; p < a.columns(); p++) {
      sum = Math.fma(x[a.at(row, p)], z[b.at(p, 0)], sum);
    }
    y[c.at(row, 0)] = sum;
  }

  private static void doubles(Matrix a, Matrix b, Matrix c, int row) {
    double[] x = (double[]) a.array();
    double[] z = (double[]) b.array();
    double[] y = (double[]) c.array();
    int rows = a.rowStride();
    int to = c.at(row, 0);
    int stride = c.rowStride();
    double s0 = y[to];
    double s1 = y[to + stride];
    double s2 = y[to + 2 * stride];
    double s3 = y[to + 3 * stride];
    double s4 = y[to + 4 * stride];
    double s5 = y[to + 5 * stride];
    double s6 = y[to + 6 * stride];
    double s7 = y[to + 7 * stride];
    int at = a.at(row, 0);
    int right = b.offset();
    for (int p = 0; p < a.columns(); p++) {
      double factor = z[right];
      s0 = Math.fma(x[at], factor, s0);
      s1 = Math.fma(x[at + rows], factor, s1);
      s2 = Math.fma(x[at + 2 * rows], factor, s2);
      s3 = Math.fma(x[at + 3 * rows], factor, s3);
      s4 = Math.fma(x[at + 4 * rows], factor, s4);
      s5 = Math.fma(x[at + 5 * rows], factor, s5);
      s6 = Math.fma(x[at + 6 * rows], factor, s6);
      s7 = Math.fma(x[at + 7 * rows], factor, s7);
      at += a.columnStride();
      right += b.rowStride();
    }
    y[to] = s0;
    y[to + stride] = s1;
    y[to + 2 * stride] = s2;
    y[to + 3 * stride] = s3;
    y[to + 4 * stride] = s4;
    y[to + 5 * stride] = s5;
    y[to + 6 * stride] = s6;
    y[to + 7 * stride] = s7;
  }

  /** The same where rows, and the column, stand densely: their indices are checked once. */
  private static void denseDoubles(Matrix a, Matrix b, Matrix c, int row) {
    double[] x = (double[]) a.array();
    double[] z = (double[]) b.array();
    double[] y = (double[]) c.array();
    int to = c.at(row, 0);
    int stride = c.rowStride();
    double s0 = y[to];
    double s1 = y[to + stride];
    double s2 = y[to + 2 * stride];
    double s3 = y[to + 3 * stride];
    double s4 = y[to + 4 * stride];
    double s5 = y[to + 5 * stride];
    double s6 = y[to + 6 * stride];
    double s7 = y[to + 7 * stride];
    int at0 = a.at(row, 0);
    int at1 = a.at(row + 1, 0);
    int at2 = a.at(row + 2, 0);
    int at3 = a.at(row + 3, 0);
    int at4 = a.at(row + 4, 0);
    int at5 = a.at(row + 5, 0);
    int at6 = a.at(row + 6, 0);
    int at7 = a.at(row + 7, 0);
    int right = b.offset();
    int n = a.columns();
    for (int p = 0; p < n; p++) {
      double factor = z[right + p];
      s0 = Math.fma(x[at0 + p], factor, s0);
      s1 = Math.fma(x[at1 + p], factor, s1);
      s2 = Math.fma(x[at2 + p], factor, s2);
      s3 = Math.fma(x[at3 + p], factor, s3);
      s4 = Math.fma(x[at4 + p], factor, s4);
      s5 = Math.fma(x[at5 + p], factor, s5);
      s6 = Math.fma(x[at6 + p], factor, s6);
      s7 = Math.fma(x[at7 + p], factor, s7);
    }
    y[to] = s0;
    y[to + stride] = s1;
    y[to + 2 * stride] = s2;
    y[to + 3 * stride] = s3;
    y[to + 4 * stride] = s4;
    y[to + 5 * stride] = s5;
    y[to + 6 * stride] = s6;
    y[to + 7 * stride] = s7;
  }

  private static void doubleRow(Matrix a, Matrix b, Matrix c, int row) {
    double[] x = (double[]) a.array();
    double[] z = (double[]) b.array();
    double[] y = (double[]) c.array();
    double sum = y[c.at(row, 0)];
    for (int p = 0; p < a.columns(); p++) {
      sum = Math.fma(x[a.at(row, p)], z[b.at(p, 0)], sum);
    }
    y[c.at(row, 0)] = sum;
  }
}
