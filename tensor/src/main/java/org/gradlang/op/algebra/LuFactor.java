package org.gradlang.op.algebra;

import org.gradlang.tensor.Context;
import org.gradlang.tensor.Room;

/**
 * A matrix of any shape as P @ L @ U by Gaussian elimination, both factors in one array.
 *
 * @param elements U in the upper triangle, L below it; its diagonal of ones is left out
 * @param pivots for each step the row that was exchanged with the step's own, counted from 1
 * @param info the first step, counted from 1, whose pivot is 0; or 0
 */
record LuFactor(double[] elements, long[] pivots, int info) {
  static LuFactor of(double[] matrix, int rows, int columns, boolean pivoting) {
    double[] x = matrix.clone();
    int steps = Math.min(rows, columns);
    long[] pivots = new long[steps];
    int info = 0;
    for (int k = 0; k < steps; k++) {
      int pivot = pivoting ? greatest(x, rows, columns, k) : k;
      pivots[k] = pivot + 1L;
      exchange(x, columns, k, pivot);
      if (x[k * columns + k] == 0) {
        info = info == 0 ? k + 1 : info;
      } else {
        eliminate(x, rows, columns, k);
      }
    }
    return new LuFactor(x, pivots, info);
  }

  private static int greatest(double[] x, int rows, int columns, int k) {
    int found = k;
    for (int i = k + 1; i < rows; i++) {
      if (Math.abs(x[i * columns + k]) > Math.abs(x[found * columns + k])) {
        found = i;
      }
    }
    return found;
  }

  private static void exchange(double[] x, int columns, int a, int b) {
    for (int j = 0; a != b && j < columns; j++) {
      double kept = x[a * columns + j];
      x[a * columns + j] = x[b * columns + j];
      x[b * columns + j] = kept;
    }
  }

  private static void eliminate(double[] x, int rows, int columns, int k) {
    Context context = Context.current();
    for (int i = k + 1; i < rows; i++) {
      context.worked(columns - k);
      double factor = x[i * columns + k] / x[k * columns + k];
      x[i * columns + k] = factor;
      for (int j = k + 1; j < columns; j++) {
        x[i * columns + j] -= factor * x[k * columns + j];
      }
    }
  }

  /** The matrix P of exchanges, with a 1 in each row. */
  static double[] permutation(long[] pivots, int rows) {
    int[] order = new int[rows];
    java.util.Arrays.setAll(order, i -> i);
    for (int k = 0; k < pivots.length; k++) {
      int other = (int) pivots[k] - 1;
      int kept = order[k];
      order[k] = order[other];
      order[other] = kept;
    }
    double[] p = Room.doubles(rows * rows);
    for (int k = 0; k < rows; k++) {
      p[order[k] * rows + k] = 1;
    }
    return p;
  }
}
