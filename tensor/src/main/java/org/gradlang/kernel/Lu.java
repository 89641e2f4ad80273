package org.gradlang.kernel;

import java.util.Arrays;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.Room;

/**
 * A matrix of any shape as P L U by Gaussian elimination; L, whose diagonal is 1, stands below U.
 *
 * <p>Columns are worked on in blocks, and what a block takes from the columns behind it is a
 * product of matrices. Within a block products are rounded ({@link Lines}), behind it multiply-adds
 * are fused, in the block's own rows as in those below: of two equal rows, one of which is in the
 * block, zeros are left.
 */
public final class Lu {
  private static final int BLOCK = 32;

  /** Rows and columns up to which elements are worked on where they are. */
  private static final int SMALL = 16;

  private final double[] x;
  private final int start;
  private final long[] pivots;
  private final int first;
  private final int rows;
  private final int columns;

  /**
   * Factors that are there.
   *
   * @param elements of matrices, of which this is the one from {@code start} on
   * @param pivots from {@code first} on for each step the row that was exchanged with the step's
   *     own, counted from 1
   */
  public Lu(double[] elements, int start, long[] pivots, int first, int rows, int columns) {
    this.x = elements;
    this.start = start;
    this.pivots = pivots;
    this.first = first;
    this.rows = rows;
    this.columns = columns;
  }

  /** Of a square matrix, which stays as it is. */
  public static Lu of(double[] a, int n) {
    Lu lu = new Lu(Room.copy(a), 0, new long[n], 0, n, n);
    lu.factor(true);
    return lu;
  }

  /**
   * Puts the factors into the elements, which are the matrix before.
   *
   * @param pivoting whether the greatest element of what is left of a column becomes the pivot
   */
  public void factor(boolean pivoting) {
    int steps = steps();
    if (rows <= SMALL && columns <= SMALL) {
      factorSmall(pivoting);
      return;
    }
    Lines lines = new Lines(Math.min(BLOCK, steps), rows);
    double[] spare = Room.doubles(columns);
    for (int from = 0; from < steps; from += BLOCK) {
      int to = Math.min(steps, from + BLOCK);
      lines.readColumns(x, start + from, columns, from, rows, to - from);
      for (int k = from; k < to; k++) {
        factorColumn(lines, from, k, to, pivoting);
      }
      exchangeRows(from, to, spare);
      lines.writeColumns(x, start + from, columns, from, rows, to - from);
      if (to < columns) {
        eliminate(from, to);
      }
    }
  }

  private int steps() {
    return Math.min(rows, columns);
  }

  private void factorSmall(boolean pivoting) {
    for (int k = 0; k < steps(); k++) {
      int pivot = k;
      for (int i = k + 1; pivoting && i < rows; i++) {
        if (Math.abs(x[at(i, k)]) > Math.abs(x[at(pivot, k)])) {
          pivot = i;
        }
      }
      pivots[first + k] = pivot + 1L;
      for (int j = 0; pivot != k && j < columns; j++) {
        double kept = x[at(k, j)];
        x[at(k, j)] = x[at(pivot, j)];
        x[at(pivot, j)] = kept;
      }
      double head = x[at(k, k)];
      for (int i = k + 1; head != 0 && i < rows; i++) {
        double factor = x[at(i, k)] / head;
        x[at(i, k)] = factor;
        for (int j = k + 1; j < columns; j++) {
          x[at(i, j)] -= factor * x[at(k, j)];
        }
      }
    }
    Context.current().worked(rows * columns);
  }

  /**
   * Column k of the block that begins at {@code from}: what those before it take, and its pivot.
   */
  private void factorColumn(Lines lines, int from, int k, int to, boolean pivoting) {
    double[] y = lines.line(k - from);
    takeBlock(lines, from, k);
    int pivot = k;
    for (int i = k + 1; pivoting && i < rows; i++) {
      if (Math.abs(y[i]) > Math.abs(y[pivot])) {
        pivot = i;
      }
    }
    pivots[first + k] = pivot + 1L;
    for (int j = 0; pivot != k && j < to - from; j++) {
      double[] line = lines.line(j);
      double kept = line[k];
      line[k] = line[pivot];
      line[pivot] = kept;
    }
    if (y[k] != 0) {
      lines.divide(k - from, y[k], k + 1, rows);
    }
    Context.current().worked((rows - k) * (k - from + 1));
  }

  /** Takes from column k what the columns before it in its block make of it. */
  private void takeBlock(Lines lines, int from, int k) {
    double[] y = lines.line(k - from);
    int done = from;
    for (; done <= k - 4; done += 4) {
      // the first elements one by one, as each is a factor of the next column
      for (int i = done + 1; i < done + 4; i++) {
        for (int j = done; j < i; j++) {
          y[i] -= y[j] * lines.line(j - from)[i];
        }
      }
      double a = y[done];
      lines.subtractFour(
          k - from, a, y[done + 1], y[done + 2], y[done + 3], done - from, done + 4, rows);
    }
    for (; done < k; done++) {
      lines.subtract(k - from, y[done], done - from, done + 1, rows);
    }
  }

  /** Exchanges whole rows, as a block's own columns were. */
  private void exchangeRows(int from, int to, double[] spare) {
    for (int k = from; k < to; k++) {
      int pivot = (int) pivots[first + k] - 1;
      if (pivot != k) {
        System.arraycopy(x, at(k, 0), spare, 0, columns);
        System.arraycopy(x, at(pivot, 0), x, at(k, 0), columns);
        System.arraycopy(spare, 0, x, at(pivot, 0), columns);
      }
    }
  }

  /** What rows and columns of a block, whose own are done, take from the columns behind it. */
  private void eliminate(int from, int to) {
    Triangle own = new Triangle(x, at(from, from), columns, 1, to - from, false, true);
    own.solve(x, at(from, to), columns, columns - to);
    if (to < rows) {
      Matrices.subtract(
          part(to, rows, from, to), part(from, to, to, columns), part(to, rows, to, columns));
    }
  }

  private Matrix part(int top, int bottom, int left, int right) {
    return Matrices.part(x, start, columns, top, bottom, left, right);
  }

  private int at(int row, int column) {
    return start + row * columns + column;
  }

  /** Element i of U's diagonal. */
  public double pivot(int i) {
    return x[at(i, i)];
  }

  /** The first step, counted from 1, whose pivot is 0; or 0. */
  public int failure() {
    for (int i = 0; i < steps(); i++) {
      if (pivot(i) == 0) {
        return i + 1;
      }
    }
    return 0;
  }

  public boolean isSingular() {
    return failure() != 0;
  }

  /** Of the permutation: 1, or -1 for an odd number of exchanges. */
  public int sign() {
    int sign = 1;
    for (int k = 0; k < steps(); k++) {
      sign = pivots[first + k] == k + 1L ? sign : -sign;
    }
    return sign;
  }

  /** Which row of the matrix each row of L U is. */
  public int[] order() {
    int[] order = new int[rows];
    Arrays.setAll(order, i -> i);
    for (int k = 0; k < steps(); k++) {
      int other = (int) pivots[first + k] - 1;
      int kept = order[k];
      order[k] = order[other];
      order[other] = kept;
    }
    return order;
  }

  private Triangle lower() {
    return new Triangle(x, start, columns, 1, steps(), false, true);
  }

  private Triangle upper() {
    return new Triangle(x, start, columns, 1, steps(), true, false);
  }

  /**
   * Puts X with A X = B, or Aᵀ X = B, into {@code to}; A is square and not singular.
   *
   * @param b of {@code width} columns, from {@code from} on
   */
  public void solve(double[] b, int from, int width, double[] to, int at, boolean turned) {
    int[] order = order();
    if (!turned) {
      for (int i = 0; i < rows; i++) {
        System.arraycopy(b, from + order[i] * width, to, at + i * width, width);
      }
      lower().solve(to, at, width, width);
      upper().solve(to, at, width, width);
      return;
    }
    double[] y = Room.copy(b, from, from + rows * width);
    upper().turned().solve(y, 0, width, width);
    lower().turned().solve(y, 0, width, width);
    for (int i = 0; i < rows; i++) {
      System.arraycopy(y, i * width, to, at + order[i] * width, width);
    }
  }
}
