package org.gradlang.kernel;

import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;

/**
 * A triangular matrix, which is a part of an array, and systems of equations with it.
 *
 * @param start where its first element is
 * @param down the step from one row to the next
 * @param across the step from one column to the next
 * @param unit whether the diagonal counts as 1, whatever stands there
 */
public record Triangle(
    double[] elements, int start, int down, int across, int size, boolean upper, boolean unit) {
  /** Rows that are found one by one; what is found already is taken from them by a product. */
  private static final int BLOCK = 32;

  /** Columns of the right side that are worked on together: their rows stay in the cache. */
  private static final int COLUMNS = 128;

  /** Columns up to which each is solved by itself. */
  private static final int FEW = 4;

  /** Elements of the right side up to which they are worked on where they are. */
  private static final int SMALL = 128;

  /** Rows from which what is found is taken at once, for one column. */
  private static final int ROWS = 8;

  /** Rows that are taken at once from what is not found yet, likewise. */
  private static final int TAKEN = 4;

  /** A row-major triangle of n rows, the other part of whose array does not matter. */
  public static Triangle of(double[] elements, int n, boolean upper, boolean unit) {
    return new Triangle(elements, 0, n, 1, n, upper, unit);
  }

  public Triangle turned() {
    return new Triangle(
        elements, start, /* down= */ across, /* across= */ down, size, !upper, unit);
  }

  private double get(int row, int column) {
    return elements[start + row * down + column * across];
  }

  /**
   * Puts X with A X = B into B.
   *
   * @param at where B begins, and {@code width} the step between its rows
   * @param columns of B
   */
  public void solve(double[] b, int at, int width, int columns) {
    if (columns <= FEW) {
      double[] x = new double[size];
      for (int j = 0; j < columns; j++) {
        for (int i = 0; i < size; i++) {
          x[i] = b[at + i * width + j];
        }
        solve(x);
        for (int i = 0; i < size; i++) {
          b[at + i * width + j] = x[i];
        }
      }
    } else if (size * columns <= SMALL) {
      solveSmall(b, at, width, columns);
    } else {
      for (int left = 0; left < columns; left += COLUMNS) {
        solveBlocks(b, at + left, width, Math.min(COLUMNS, columns - left));
      }
    }
  }

  private void solveSmall(double[] b, int at, int width, int columns) {
    for (int step = 0; step < size; step++) {
      int i = upper ? size - 1 - step : step;
      for (int k = upper ? i + 1 : 0; k < (upper ? size : i); k++) {
        double factor = -get(i, k);
        for (int j = 0; j < columns; j++) {
          int to = at + i * width + j;
          b[to] = Math.fma(factor, b[at + k * width + j], b[to]);
        }
      }
      for (int j = 0; !unit && j < columns; j++) {
        b[at + i * width + j] /= get(i, i);
      }
    }
  }

  private void solveBlocks(double[] b, int at, int width, int columns) {
    Lines lines = new Lines(Math.min(BLOCK, size), columns);
    int blocks = (size + BLOCK - 1) / BLOCK;
    for (int step = 0; step < blocks; step++) {
      int top = (upper ? blocks - 1 - step : step) * BLOCK;
      int bottom = Math.min(size, top + BLOCK);
      int from = upper ? bottom : 0; // the rows that are found already
      int to = upper ? size : top;
      if (from < to) {
        int first = start + top * down + from * across;
        Matrices.subtract(
            new Matrix(DType.FLOAT64, elements, first, bottom - top, to - from, down, across),
            Matrices.part(b, at, width, from, to, 0, columns),
            Matrices.part(b, at, width, top, bottom, 0, columns));
      }
      lines.readRows(b, at + top * width, width, bottom - top, columns);
      for (int row = top; row < bottom; row++) {
        solveRow(lines, top, bottom, upper ? bottom - 1 - (row - top) : row, columns);
      }
      lines.writeRows(b, at + top * width, width, bottom - top, columns);
    }
  }

  /** Row i of a block, from which the rows of other blocks are taken already. */
  private void solveRow(Lines lines, int top, int bottom, int i, int columns) {
    int k = upper ? i + 1 : top;
    int end = upper ? bottom : i;
    int row = i - top;
    Context.current().worked((end - k + 1) * columns);
    for (; k <= end - 4; k += 4) {
      lines.fuseFour(row, get(i, k), get(i, k + 1), get(i, k + 2), get(i, k + 3), k - top, columns);
    }
    for (; k < end; k++) {
      lines.fuse(row, get(i, k), k - top, columns);
    }
    if (!unit) {
      lines.divide(row, get(i, i), 0, columns);
    }
  }

  /** One column: by rows or by columns of the triangle, whichever lie in one piece. */
  private void solve(double[] x) {
    int width = across == 1 ? ROWS : TAKEN;
    int groups = (size + width - 1) / width;
    Context context = Context.current();
    for (int step = 0; step < groups; step++) {
      int top = (upper ? groups - 1 - step : step) * width;
      int bottom = Math.min(size, top + width);
      if (across == 1) {
        takeFound(x, top, bottom);
      }
      solveGroup(x, top, bottom);
      if (across != 1) {
        spread(x, top, bottom);
      }
      context.worked(width * (upper == (across == 1) ? size - top : bottom));
    }
  }

  /** Some rows from which all others are taken that count. */
  private void solveGroup(double[] x, int top, int bottom) {
    for (int n = top; n < bottom; n++) {
      int i = upper ? bottom - 1 - (n - top) : n;
      double sum = x[i];
      for (int k = upper ? i + 1 : top; k < (upper ? bottom : i); k++) {
        sum = Math.fma(get(i, k), -x[k], sum);
      }
      x[i] = unit ? sum : sum / get(i, i);
    }
  }

  /** Takes from some rows what is found already: several at once, as each is a chain of sums. */
  private void takeFound(double[] x, int top, int bottom) {
    int from = upper ? bottom : 0;
    int to = upper ? size : top;
    if (bottom - top == ROWS) {
      takeFromRows(x, top, from, to);
      return;
    }
    for (int i = top; i < bottom; i++) {
      int row = start + i * down;
      double sum = x[i];
      for (int k = from; k < to; k++) {
        sum = Math.fma(elements[row + k], -x[k], sum);
      }
      x[i] = sum;
    }
  }

  private void takeFromRows(double[] x, int top, int from, int to) {
    double[] a = elements;
    int row = start + top * down;
    double s0 = x[top];
    double s1 = x[top + 1];
    double s2 = x[top + 2];
    double s3 = x[top + 3];
    double s4 = x[top + 4];
    double s5 = x[top + 5];
    double s6 = x[top + 6];
    double s7 = x[top + 7];
    for (int k = from; k < to; k++) {
      double factor = -x[k];
      int at = row + k;
      s0 = Math.fma(a[at], factor, s0);
      s1 = Math.fma(a[at + down], factor, s1);
      s2 = Math.fma(a[at + 2 * down], factor, s2);
      s3 = Math.fma(a[at + 3 * down], factor, s3);
      s4 = Math.fma(a[at + 4 * down], factor, s4);
      s5 = Math.fma(a[at + 5 * down], factor, s5);
      s6 = Math.fma(a[at + 6 * down], factor, s6);
      s7 = Math.fma(a[at + 7 * down], factor, s7);
    }
    x[top] = s0;
    x[top + 1] = s1;
    x[top + 2] = s2;
    x[top + 3] = s3;
    x[top + 4] = s4;
    x[top + 5] = s5;
    x[top + 6] = s6;
    x[top + 7] = s7;
  }

  /** Takes some rows, which are found, from those that are not. */
  private void spread(double[] x, int top, int bottom) {
    int from = upper ? 0 : bottom;
    int to = upper ? top : size;
    double[] a = elements;
    if (bottom - top == TAKEN && down == 1) {
      double p = -x[top];
      double q = -x[top + 1];
      double r = -x[top + 2];
      double s = -x[top + 3];
      int at = start + top * across;
      for (int i = from; i < to; i++) {
        double sum = Math.fma(a[at + across + i], q, Math.fma(a[at + i], p, x[i]));
        x[i] = Math.fma(a[at + 3 * across + i], s, Math.fma(a[at + 2 * across + i], r, sum));
      }
      return;
    }
    for (int k = top; k < bottom; k++) {
      for (int i = from; i < to; i++) {
        x[i] = Math.fma(get(i, k), -x[k], x[i]);
      }
    }
  }
}
