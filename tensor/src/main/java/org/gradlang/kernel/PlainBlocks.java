package org.gradlang.kernel;

import org.gradlang.tensor.Context;

/**
 * Products block by block: rows of b and c are copied into arrays of their own, because the JVM
 * makes SIMD loops by itself where all arrays are read from one index on.
 */
abstract class PlainBlocks {
  /** Columns and rows of a block of b, which stays in the second-level cache. */
  private static final int COLUMNS = 512;

  private static final int INNER = 128;

  /** Row {@code p} of the block of b. */
  abstract Object right(int p);

  /** A row of the block of a. */
  abstract Object left();

  /** A row of the block of c. */
  abstract Object row();

  /** Adds {@code left[p] * right[p]} to the row. */
  abstract void add(int p, int n);

  /** The same for p to p + 3. */
  abstract void addFour(int p, int n);

  /** {@code c += a b}. */
  final void run(Matrix a, Matrix b, Matrix c) {
    Context context = Context.current();
    for (int column = 0; column < c.columns(); column += COLUMNS) {
      int n = Math.min(COLUMNS, c.columns() - column);
      for (int inner = 0; inner < a.columns(); inner += INNER) {
        int length = Math.min(INNER, a.columns() - inner);
        for (int p = 0; p < length; p++) {
          load(b, b.at(inner + p, column), right(p), n);
        }
        for (int i = 0; i < c.rows(); i++) {
          load(a, a.at(i, inner), left(), length);
          load(c, c.at(i, column), row(), n);
          addAll(length, n);
          context.worked(length * n);
          Elements.copy(
              row(), c.dtype(), 0, 1, c.array(), c.dtype(), c.at(i, column), c.columnStride(), n);
        }
      }
    }
  }

  private static void load(Matrix from, int at, Object to, int n) {
    Elements.copy(from.array(), from.dtype(), at, from.columnStride(), to, from.dtype(), 0, 1, n);
  }

  private void addAll(int length, int n) {
    int p = 0;
    for (; p <= length - 4; p += 4) {
      addFour(p, n);
    }
    for (; p < length; p++) {
      add(p, n);
    }
  }

  /** Of float32. */
  static final class Floats extends PlainBlocks {
    private final float[][] right;
    private final float[] left;
    private final float[] row;

    Floats(Matrix b) {
      int inner = Math.min(INNER, b.rows());
      int columns = Math.min(COLUMNS, b.columns());
      right = new float[inner][columns];
      left = new float[inner];
      row = new float[columns];
    }

    @Override
    Object right(int p) {
      return right[p];
    }

    @Override
    Object left() {
      return left;
    }

    @Override
    Object row() {
      return row;
    }

    @Override
    void add(int p, int n) {
      float[] y = row;
      float[] z = right[p];
      float x = left[p];
      for (int j = 0; j < n; j++) {
        y[j] = Math.fma(x, z[j], y[j]);
      }
    }

    @Override
    void addFour(int p, int n) {
      float[] y = row;
      float[] z0 = right[p];
      float[] z1 = right[p + 1];
      float[] z2 = right[p + 2];
      float[] z3 = right[p + 3];
      float x0 = left[p];
      float x1 = left[p + 1];
      float x2 = left[p + 2];
      float x3 = left[p + 3];
      for (int j = 0; j < n; j++) {
        float sum = Math.fma(x1, z1[j], Math.fma(x0, z0[j], y[j]));
        y[j] = Math.fma(x3, z3[j], Math.fma(x2, z2[j], sum));
      }
    }
  }

  /** Of float64. */
  static final class Doubles extends PlainBlocks {
    private final double[][] right;
    private final double[] left;
    private final double[] row;

    Doubles(Matrix b) {
      int inner = Math.min(INNER, b.rows());
      int columns = Math.min(COLUMNS, b.columns());
      right = new double[inner][columns];
      left = new double[inner];
      row = new double[columns];
    }

    @Override
    Object right(int p) {
      return right[p];
    }

    @Override
    Object left() {
      return left;
    }

    @Override
    Object row() {
      return row;
    }

    @Override
    void add(int p, int n) {
      double[] y = row;
      double[] z = right[p];
      double x = left[p];
      for (int j = 0; j < n; j++) {
        y[j] = Math.fma(x, z[j], y[j]);
      }
    }

    @Override
    void addFour(int p, int n) {
      double[] y = row;
      double[] z0 = right[p];
      double[] z1 = right[p + 1];
      double[] z2 = right[p + 2];
      double[] z3 = right[p + 3];
      double x0 = left[p];
      double x1 = left[p + 1];
      double x2 = left[p + 2];
      double x3 = left[p + 3];
      for (int j = 0; j < n; j++) {
        double sum = Math.fma(x1, z1[j], Math.fma(x0, z0[j], y[j]));
        y[j] = Math.fma(x3, z3[j], Math.fma(x2, z2[j], sum));
      }
    }
  }
}
