package org.gradlang.kernel;

import java.util.Arrays;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;

/**
 * Products of a matrix and one column.
 *
 * <p>Where rows of float32 and the column are dense and long, each element of the result is the sum
 * of {@link #LANES} chains of fused multiply-adds that take turns, as many as vectors need. In all
 * other products it is one chain, and some rows run at a time, because a chain waits for itself,
 * and those of different rows do not.
 */
final class MatrixVector {
  /** Rows at a time: what a processor has under way at once. */
  private static final int ROWS = 8;

  /** Elements of a row after which it is looked whether to stop, and lanes are put together. */
  private static final int LONG = 1 << 12;

  /** Elements of a row from which on it is several chains. */
  private static final int LEAST = 64;

  /** The chains of a row. */
  static final int LANES = 16;

  /** Multiply-adds from which on loops over vectors are worth their making. */
  private static final int LARGE = 1 << 13;

  private MatrixVector() {}

  /** Rows that share what is loaded of the column. */
  static final int TOGETHER = 4;

  /** Four rows of float32 that stand densely, as the column does. */
  interface Loop {
    /**
     * The products of {@link #TOGETHER} rows, over {@link #LANES} chains each that start from 0.
     *
     * @param at where the first row begins; the others follow, {@code apart} elements one behind
     *     the other; where that is 0, only the first result is asked for
     * @param right where the column begins
     * @param n elements, a multiple of {@link #LANES}
     * @param sums room for the lanes of all rows; of each, the first eight become sums of halves
     */
    void run(float[] x, int at, int apart, float[] z, int right, int n, float[] sums);
  }

  /** Without the Vector API. */
  static final Loop PLAIN = MatrixVector::plain;

  /** Whether elements of {@code a b}, where b has one column, are several chains each. */
  static boolean isChains(Matrix a, Matrix b) {
    return a.columns() >= LEAST
        && a.columnStride() == 1
        && b.rowStride() == 1
        && a.dtype() == DType.FLOAT32;
  }

  /** {@code c += a b} of float32 or float64, where b and c have one column: one chain each. */
  static void run(Matrix a, Matrix b, Matrix c) {
    boolean isDense = a.columnStride() == 1 && b.rowStride() == 1 && a.rowStride() > 0;
    if (c.dtype() == DType.FLOAT64) {
      doubles(a, b, c, isDense);
    } else {
      floats(a, b, c, isDense);
    }
  }

  /** {@code c += a b}, where {@link #isChains}. */
  static void chains(Matrix a, Matrix b, Matrix c) {
    boolean isLarge = (long) a.rows() * a.columns() >= LARGE;
    chains(a, b, c, isLarge ? SimdKernels.columns() : PLAIN);
  }

  private static void chains(Matrix a, Matrix b, Matrix c, Loop loop) {
    float[] x = (float[]) a.array();
    float[] z = (float[]) b.array();
    float[] y = (float[]) c.array();
    float[] sums = new float[TOGETHER * LANES];
    Context context = Context.current();
    for (int row = 0, next; row < c.rows(); row = next) {
      next = row + (row <= c.rows() - TOGETHER ? TOGETHER : 1);
      int apart = next - row == 1 ? 0 : a.rowStride();
      for (int p = 0; p < a.columns(); p += LONG) {
        int n = Math.min(LONG, a.columns() - p);
        int whole = n - n % LANES;
        int right = b.at(p, 0);
        loop.run(x, a.at(row, p), apart, z, right, whole, sums);
        for (int i = row; i < next; i++) {
          float sum = y[c.at(i, 0)] + joined(sums, (i - row) * LANES);
          int at = a.at(i, p);
          for (int j = whole; j < n; j++) {
            sum = Math.fma(x[at + j], z[right + j], sum);
          }
          y[c.at(i, 0)] = sum;
        }
        context.worked((next - row) * n);
      }
    }
  }

  private static float joined(float[] sums, int i) {
    return sums[i]
        + sums[i + 4]
        + (sums[i + 2] + sums[i + 6])
        + (sums[i + 1] + sums[i + 5] + (sums[i + 3] + sums[i + 7]));
  }

  private static void plain(
      float[] x, int at, int apart, float[] z, int right, int n, float[] sums) {
    int rows = apart == 0 ? 1 : TOGETHER;
    Arrays.fill(sums, 0, rows * LANES, 0);
    for (int row = 0; row < rows; row++) {
      int first = at + row * apart;
      int lane = row * LANES;
      for (int i = 0; i < n; i += LANES) {
        for (int j = 0; j < LANES; j++) {
          sums[lane + j] = Math.fma(x[first + i + j], z[right + i + j], sums[lane + j]);
        }
      }
      for (int j = lane; j < lane + LANES / 2; j++) {
        sums[j] += sums[j + LANES / 2];
      }
    }
  }

  private static void floats(Matrix a, Matrix b, Matrix c, boolean isDense) {
    float[] x = (float[]) a.array();
    float[] z = (float[]) b.array();
    float[] y = (float[]) c.array();
    float[] sums = new float[ROWS];
    Context context = Context.current();
    int apart = a.rowStride();
    int row = 0;
    for (; row <= c.rows() - ROWS; row += ROWS) {
      for (int i = 0; i < ROWS; i++) {
        sums[i] = y[c.at(row + i, 0)];
      }
      for (int p = 0; p < a.columns(); p += LONG) {
        int n = Math.min(LONG, a.columns() - p);
        int at = a.at(row, p);
        if (isDense) {
          dense(x, at, apart, z, b.at(p, 0), n, sums);
        } else {
          strided(x, at, apart, a.columnStride(), z, b.at(p, 0), b.rowStride(), n, sums);
        }
        context.worked(ROWS * n);
      }
      for (int i = 0; i < ROWS; i++) {
        y[c.at(row + i, 0)] = sums[i];
      }
    }
    for (; row < c.rows(); row++) {
      float sum = y[c.at(row, 0)];
      for (int p = 0; p < a.columns(); p++) {
        sum = Math.fma(x[a.at(row, p)], z[b.at(p, 0)], sum);
        context.reached(p);
      }
      context.worked(a.columns());
      y[c.at(row, 0)] = sum;
    }
  }

  private static void dense(
      float[] x, int at, int apart, float[] z, int right, int n, float[] sums) {
    float s0 = sums[0];
    float s1 = sums[1];
    float s2 = sums[2];
    float s3 = sums[3];
    float s4 = sums[4];
    float s5 = sums[5];
    float s6 = sums[6];
    float s7 = sums[7];
    int at1 = at + apart;
    int at2 = at + 2 * apart;
    int at3 = at + 3 * apart;
    int at4 = at + 4 * apart;
    int at5 = at + 5 * apart;
    int at6 = at + 6 * apart;
    int at7 = at + 7 * apart;
    for (int p = 0; p < n; p++) {
      float factor = z[right + p];
      s0 = Math.fma(x[at + p], factor, s0);
      s1 = Math.fma(x[at1 + p], factor, s1);
      s2 = Math.fma(x[at2 + p], factor, s2);
      s3 = Math.fma(x[at3 + p], factor, s3);
      s4 = Math.fma(x[at4 + p], factor, s4);
      s5 = Math.fma(x[at5 + p], factor, s5);
      s6 = Math.fma(x[at6 + p], factor, s6);
      s7 = Math.fma(x[at7 + p], factor, s7);
    }
    sums[0] = s0;
    sums[1] = s1;
    sums[2] = s2;
    sums[3] = s3;
    sums[4] = s4;
    sums[5] = s5;
    sums[6] = s6;
    sums[7] = s7;
  }

  private static void strided(
      float[] x,
      int at,
      int apart,
      int across,
      float[] z,
      int right,
      int down,
      int n,
      float[] sums) {
    float s0 = sums[0];
    float s1 = sums[1];
    float s2 = sums[2];
    float s3 = sums[3];
    float s4 = sums[4];
    float s5 = sums[5];
    float s6 = sums[6];
    float s7 = sums[7];
    int left = at;
    int place = right;
    for (int p = 0; p < n; p++) {
      float factor = z[place];
      s0 = Math.fma(x[left], factor, s0);
      s1 = Math.fma(x[left + apart], factor, s1);
      s2 = Math.fma(x[left + 2 * apart], factor, s2);
      s3 = Math.fma(x[left + 3 * apart], factor, s3);
      s4 = Math.fma(x[left + 4 * apart], factor, s4);
      s5 = Math.fma(x[left + 5 * apart], factor, s5);
      s6 = Math.fma(x[left + 6 * apart], factor, s6);
      s7 = Math.fma(x[left + 7 * apart], factor, s7);
      left += across;
      place += down;
    }
    sums[0] = s0;
    sums[1] = s1;
    sums[2] = s2;
    sums[3] = s3;
    sums[4] = s4;
    sums[5] = s5;
    sums[6] = s6;
    sums[7] = s7;
  }

  private static void doubles(Matrix a, Matrix b, Matrix c, boolean isDense) {
    double[] x = (double[]) a.array();
    double[] z = (double[]) b.array();
    double[] y = (double[]) c.array();
    double[] sums = new double[ROWS];
    Context context = Context.current();
    int apart = a.rowStride();
    int row = 0;
    for (; row <= c.rows() - ROWS; row += ROWS) {
      for (int i = 0; i < ROWS; i++) {
        sums[i] = y[c.at(row + i, 0)];
      }
      for (int p = 0; p < a.columns(); p += LONG) {
        int n = Math.min(LONG, a.columns() - p);
        int at = a.at(row, p);
        if (isDense) {
          dense(x, at, apart, z, b.at(p, 0), n, sums);
        } else {
          strided(x, at, apart, a.columnStride(), z, b.at(p, 0), b.rowStride(), n, sums);
        }
        context.worked(ROWS * n);
      }
      for (int i = 0; i < ROWS; i++) {
        y[c.at(row + i, 0)] = sums[i];
      }
    }
    for (; row < c.rows(); row++) {
      double sum = y[c.at(row, 0)];
      for (int p = 0; p < a.columns(); p++) {
        sum = Math.fma(x[a.at(row, p)], z[b.at(p, 0)], sum);
        context.reached(p);
      }
      context.worked(a.columns());
      y[c.at(row, 0)] = sum;
    }
  }

  private static void dense(
      double[] x, int at, int apart, double[] z, int right, int n, double[] sums) {
    double s0 = sums[0];
    double s1 = sums[1];
    double s2 = sums[2];
    double s3 = sums[3];
    double s4 = sums[4];
    double s5 = sums[5];
    double s6 = sums[6];
    double s7 = sums[7];
    int at1 = at + apart;
    int at2 = at + 2 * apart;
    int at3 = at + 3 * apart;
    int at4 = at + 4 * apart;
    int at5 = at + 5 * apart;
    int at6 = at + 6 * apart;
    int at7 = at + 7 * apart;
    for (int p = 0; p < n; p++) {
      double factor = z[right + p];
      s0 = Math.fma(x[at + p], factor, s0);
      s1 = Math.fma(x[at1 + p], factor, s1);
      s2 = Math.fma(x[at2 + p], factor, s2);
      s3 = Math.fma(x[at3 + p], factor, s3);
      s4 = Math.fma(x[at4 + p], factor, s4);
      s5 = Math.fma(x[at5 + p], factor, s5);
      s6 = Math.fma(x[at6 + p], factor, s6);
      s7 = Math.fma(x[at7 + p], factor, s7);
    }
    sums[0] = s0;
    sums[1] = s1;
    sums[2] = s2;
    sums[3] = s3;
    sums[4] = s4;
    sums[5] = s5;
    sums[6] = s6;
    sums[7] = s7;
  }

  private static void strided(
      double[] x,
      int at,
      int apart,
      int across,
      double[] z,
      int right,
      int down,
      int n,
      double[] sums) {
    double s0 = sums[0];
    double s1 = sums[1];
    double s2 = sums[2];
    double s3 = sums[3];
    double s4 = sums[4];
    double s5 = sums[5];
    double s6 = sums[6];
    double s7 = sums[7];
    int left = at;
    int place = right;
    for (int p = 0; p < n; p++) {
      double factor = z[place];
      s0 = Math.fma(x[left], factor, s0);
      s1 = Math.fma(x[left + apart], factor, s1);
      s2 = Math.fma(x[left + 2 * apart], factor, s2);
      s3 = Math.fma(x[left + 3 * apart], factor, s3);
      s4 = Math.fma(x[left + 4 * apart], factor, s4);
      s5 = Math.fma(x[left + 5 * apart], factor, s5);
      s6 = Math.fma(x[left + 6 * apart], factor, s6);
      s7 = Math.fma(x[left + 7 * apart], factor, s7);
      left += across;
      place += down;
    }
    sums[0] = s0;
    sums[1] = s1;
    sums[2] = s2;
    sums[3] = s3;
    sums[4] = s4;
    sums[5] = s5;
    sums[6] = s6;
    sums[7] = s7;
  }
}
