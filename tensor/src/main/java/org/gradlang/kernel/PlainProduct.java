package org.gradlang.kernel;

import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;

/** Products without SIMD: for small matrices, for int64, and until the SIMD kernels are ready. */
final class PlainProduct {
  /** Multiply-adds below which blocks cost more than they save. */
  private static final int SMALL = 1 << 12;

  private PlainProduct() {}

  /** {@code c += a b} of float32 or float64. */
  static void run(Matrix a, Matrix b, Matrix c) {
    if ((long) c.rows() * c.columns() * a.columns() < SMALL) {
      direct(a, b, c);
    } else if (c.rows() < 4) {
      Context.current()
          .stretches(
              a.columns(),
              c.rows() * c.columns(),
              (i, j) -> direct(a.columns(i, j), b.rows(i, j), c));
    } else if (c.dtype() == DType.FLOAT64) {
      new PlainBlocks.Doubles(b).run(a, b, c);
    } else {
      new PlainBlocks.Floats(b).run(a, b, c);
    }
  }

  private static void direct(Matrix a, Matrix b, Matrix c) {
    if (c.dtype() == DType.FLOAT64) {
      doubles(a, b, c);
    } else {
      floats(a, b, c);
    }
  }

  private static void floats(Matrix a, Matrix b, Matrix c) {
    float[] x = (float[]) a.array();
    float[] z = (float[]) b.array();
    float[] y = (float[]) c.array();
    int step = b.columnStride();
    int stride = c.columnStride();
    for (int i = 0; i < c.rows(); i++) {
      for (int p = 0; p < a.columns(); p++) {
        float factor = x[a.at(i, p)];
        int from = b.at(p, 0);
        int to = c.at(i, 0);
        for (int j = 0; j < c.columns(); j++) {
          y[to + j * stride] = Math.fma(factor, z[from + j * step], y[to + j * stride]);
        }
      }
    }
  }

  private static void doubles(Matrix a, Matrix b, Matrix c) {
    double[] x = (double[]) a.array();
    double[] z = (double[]) b.array();
    double[] y = (double[]) c.array();
    int step = b.columnStride();
    int stride = c.columnStride();
    for (int i = 0; i < c.rows(); i++) {
      for (int p = 0; p < a.columns(); p++) {
        double factor = x[a.at(i, p)];
        int from = b.at(p, 0);
        int to = c.at(i, 0);
        for (int j = 0; j < c.columns(); j++) {
          y[to + j * stride] = Math.fma(factor, z[from + j * step], y[to + j * stride]);
        }
      }
    }
  }

  /** {@code c += a b} of int64, which wraps around. */
  static void longs(Matrix a, Matrix b, Matrix c) {
    long[] x = (long[]) a.array();
    long[] z = (long[]) b.array();
    long[] y = (long[]) c.array();
    Context context = Context.current();
    for (int i = 0; i < c.rows(); i++) {
      for (int p = 0; p < a.columns(); p++) {
        long factor = x[a.at(i, p)];
        for (int j = 0; j < c.columns(); j++) {
          y[c.at(i, j)] += factor * z[b.at(p, j)];
        }
        context.worked(c.columns());
      }
    }
  }
}
