package org.gradlang.kernel;

import java.util.Arrays;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.Room;

/**
 * A = Q R by Householder reflections, with LAPACK's signs; A is row-major and stays as it is.
 *
 * <p>Columns are worked on in blocks. The reflections of a block are I - V T Vᵀ together (Schreiber
 * and Van Loan 1989), and what they change of the other columns are products of matrices.
 *
 * @param q rows by {@code columns of q}
 * @param r columns of q by columns of A
 */
public record Qr(double[] q, double[] r) {
  private static final int BLOCK = 32;

  /** Multiplications up to which reflections come one by one. */
  private static final int FEW = 1 << 12;

  /** Squares of numbers between these bounds, many of them, can be added as they are. */
  private static final double LEAST = 0x1p-480;

  private static final double GREATEST = 0x1p480;

  /** Q with {@code width} columns: the rows of A, or the smaller of its sizes. */
  public static Qr of(double[] a, int rows, int columns, int width) {
    Work work = new Work(Room.copy(a), rows, columns);
    for (int from = 0; from < work.steps; from += BLOCK) {
      work.triangulate(from, Math.min(work.steps, from + BLOCK));
    }
    double[] q = Room.doubles(rows * width);
    for (int i = 0; i < width; i++) {
      q[i * width + i] = 1;
    }
    int last = (work.steps - 1) / BLOCK * BLOCK;
    for (int from = last; from >= 0 && work.steps > 0; from -= BLOCK) {
      work.reflect(q, width, from, Math.min(work.steps, from + BLOCK), from, false);
    }
    double[] upper = Room.doubles(width * columns);
    for (int i = 0; i < width; i++) {
      int from = Math.min(i, columns);
      System.arraycopy(work.r, i * columns + from, upper, i * columns + from, columns - from);
    }
    return new Qr(q, upper);
  }

  /** What A becomes: R and the vectors of the reflections I - v vᵀ, which are columns of V. */
  private static final class Work {
    final double[] r;
    final int steps;
    private final int rows;
    private final int columns;
    private final double[] v;
    private final Context context = Context.current();

    Work(double[] r, int rows, int columns) {
      this.r = r;
      this.rows = rows;
      this.columns = columns;
      this.steps = Math.min(rows, columns);
      this.v = Room.doubles(rows * steps);
    }

    /** Makes the columns of a block zero below the diagonal. */
    void triangulate(int from, int to) {
      double[] dots = new double[to - from];
      for (int k = from; k < to; k++) {
        makeReflection(k);
        reflectOnce(r, columns, k, k + 1, to, dots);
      }
      reflect(r, columns, from, to, to, true);
    }

    /** Finds the v that makes column k zero below the diagonal; zeros where it is already. */
    private void makeReflection(int k) {
      double below = length(k);
      if (below == 0) {
        return;
      }
      context.worked(rows - k);
      double head = r[k * columns + k];
      double beta = -Math.copySign(Math.hypot(head, below), head);
      double first = head - beta;
      // |v|^2 = -2 beta first before it is scaled
      double scale = 1 / (Math.sqrt(Math.abs(beta)) * Math.sqrt(Math.abs(first)));
      v[k * steps + k] = first * scale;
      for (int i = k + 1; i < rows; i++) {
        v[i * steps + k] = r[i * columns + k] * scale;
      }
      r[k * columns + k] = beta;
    }

    /** The length of what is below the diagonal in column k. */
    private double length(int k) {
      double greatest = 0;
      for (int i = k + 1; i < rows; i++) {
        greatest = Math.max(greatest, Math.abs(r[i * columns + k]));
      }
      if (greatest == 0 || !(greatest < Double.POSITIVE_INFINITY)) {
        return greatest;
      }
      double unit = greatest > LEAST && greatest < GREATEST ? 1 : greatest;
      double sum = 0;
      for (int i = k + 1; i < rows; i++) {
        double element = r[i * columns + k] / unit;
        sum += element * element;
      }
      return unit * Math.sqrt(sum);
    }

    /** {@code x -= v (vᵀ x)} in some columns, row by row. */
    private void reflectOnce(double[] x, int width, int k, int left, int right, double[] dots) {
      int count = right - left;
      Arrays.fill(dots, 0, count, 0);
      for (int i = k; i < rows; i++) {
        context.worked(count);
        double factor = v[i * steps + k];
        int row = i * width + left;
        for (int j = 0; j < count; j++) {
          dots[j] += factor * x[row + j];
        }
      }
      for (int i = k; i < rows; i++) {
        context.worked(count);
        double factor = v[i * steps + k];
        int row = i * width + left;
        for (int j = 0; j < count; j++) {
          x[row + j] -= factor * dots[j];
        }
      }
    }

    /**
     * Reflects the columns of x from {@code left} on, from row {@code from} on.
     *
     * @param forwards whether the block's first reflection comes first
     */
    void reflect(double[] x, int width, int from, int to, int left, boolean forwards) {
      int count = width - left;
      if (count <= 0) {
        return;
      }
      int size = to - from;
      if ((long) (rows - from) * size * count <= FEW) {
        double[] dots = new double[count];
        for (int step = 0; step < size; step++) {
          int k = forwards ? from + step : to - 1 - step;
          reflectOnce(x, width, k, left, width, dots);
        }
        return;
      }
      Matrix reflections = Matrices.part(v, steps, from, rows, from, to);
      Matrix part = Matrices.part(x, width, from, rows, left, width);
      double[] dots = Room.doubles(size * count);
      Matrix products = Matrices.part(dots, count, 0, size, 0, count);
      Gemm.add(reflections.transposed(), part, products);
      double[] mixed = Room.doubles(size * count);
      double[] t = together(reflections, size);
      Matrix mixing = Matrices.part(t, size, 0, size, 0, size);
      Matrix result = Matrices.part(mixed, count, 0, size, 0, count);
      Gemm.add(forwards ? mixing.transposed() : mixing, products, result);
      Matrices.subtract(reflections, result, part);
    }

    /** T, an upper triangle. */
    private static double[] together(Matrix reflections, int size) {
      double[] products = Room.doubles(size * size);
      Matrix all = Matrices.part(products, size, 0, size, 0, size);
      Gemm.add(reflections.transposed(), reflections, all);
      double[] t = Room.doubles(size * size);
      for (int j = 0; j < size; j++) {
        t[j * size + j] = 1;
        for (int i = 0; i < j; i++) {
          double sum = 0;
          for (int k = i; k < j; k++) {
            sum -= t[i * size + k] * products[k * size + j];
          }
          t[i * size + j] = sum;
        }
      }
      return t;
    }
  }
}
