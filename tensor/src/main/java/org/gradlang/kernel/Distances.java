package org.gradlang.kernel;

import java.util.Arrays;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Storage;

/**
 * Euclidean distances of all pairs of rows of float32, and their gradient, without the differences
 * of all pairs in memory.
 *
 * <p>Differences are squared and added up, in float64, as they are: the form with a product of
 * matrices takes large numbers from each other and has few digits left where rows are close. Sums
 * stand side by side in arrays of another type than what is added, which the JVM makes SIMD of.
 */
public final class Distances {
  /** Terms that count as one element of work. */
  private static final int TERMS = 16;

  /** Sums side by side that stay in the first-level cache. */
  private static final int TILE = 512;

  /** Terms from which on a second thread pays. */
  private static final int PARALLEL = 1 << 16;

  private final int batches;
  private final int n;
  private final int m;
  private final int length;

  /**
   * Of {@code n} rows of that length from {@code m} others, in each of some batches; all arrays are
   * dense from their beginnings.
   */
  public Distances(int batches, int n, int m, int length) {
    this.batches = batches;
    this.n = n;
    this.m = m;
    this.length = length;
  }

  /** The distances {@code (batches, n, m)} of rows x from rows y. */
  public Storage between(float[] x, float[] y) {
    Storage storage = Storage.unwritten(DType.FLOAT32, Layout.numelOf(new int[] {batches, n, m}));
    float[] out = storage.floats();
    float[] columns = Context.current().scratch().floats(m * length);
    for (int b = 0; b < batches; b++) {
      int batch = b;
      turn(y, b * m * length, columns);
      Context.current()
          .split(
              n,
              grain(m),
              (from, to) -> {
                double[] sums = new double[Math.min(TILE, m)];
                for (int i = from; i < to; i++) {
                  int row = batch * n + i;
                  for (int j = 0; j < m; j += TILE) {
                    int width = Math.min(TILE, m - j);
                    squares(sums, x, row * length, columns, j, width);
                    roots(sums, out, row * m + j, width);
                  }
                  Context.current().worked(1 + m * (length / TERMS));
                }
              });
    }
    Context.current().scratch().give(columns);
    return storage;
  }

  private int grain(int others) {
    return (int) (PARALLEL / Math.max(1L, (long) others * length)) + 1;
  }

  /** Rows as columns, so that what is added up stands side by side. */
  private void turn(float[] y, int at, float[] columns) {
    for (int j = 0; j < m; j++) {
      for (int k = 0; k < length; k++) {
        columns[k * m + j] = y[at + j * length + k];
      }
    }
  }

  private void squares(double[] sums, float[] x, int at, float[] columns, int column, int width) {
    Arrays.fill(sums, 0, width, 0);
    int k = 0;
    for (; k <= length - 4; k += 4) {
      addSquares(x, at + k, columns, k * m + column, m, sums, width);
    }
    for (; k < length; k++) {
      addSquare(x[at + k], columns, k * m + column, sums, width);
    }
  }

  private static void addSquares(
      float[] x, int at, float[] columns, int from, int step, double[] sums, int n) {
    float a = x[at];
    float b = x[at + 1];
    float c = x[at + 2];
    float d = x[at + 3];
    for (int j = 0; j < n; j++) {
      double p = a - columns[from + j];
      double q = b - columns[from + step + j];
      double r = c - columns[from + 2 * step + j];
      double s = d - columns[from + 3 * step + j];
      sums[j] += p * p + q * q + (r * r + s * s);
    }
  }

  private static void addSquare(float a, float[] columns, int from, double[] sums, int n) {
    for (int j = 0; j < n; j++) {
      double p = a - columns[from + j];
      sums[j] += p * p;
    }
  }

  private static void roots(double[] squares, float[] out, int at, int n) {
    for (int j = 0; j < n; j++) {
      out[at + j] = (float) Math.sqrt(squares[j]);
    }
  }

  /**
   * The gradient by rows x: for each the sum over rows y of {@code (x - y) * g / distance}, to
   * which a distance of 0 adds nothing.
   *
   * @param cotangent {@code (batches, n, m)}
   * @param distances likewise
   */
  public Storage gradient(float[] x, float[] y, float[] cotangent, float[] distances) {
    return gradient(x, y, cotangent, distances, n, m, m, 1);
  }

  /** The gradient by rows y, likewise. */
  public Storage gradientOfOthers(float[] x, float[] y, float[] cotangent, float[] distances) {
    return gradient(y, x, cotangent, distances, m, n, 1, m);
  }

  /** By some rows, of others: pair (i, j) is at {@code i * down + j * right} of its batch. */
  private Storage gradient(
      float[] rows,
      float[] others,
      float[] g,
      float[] distances,
      int count,
      int otherCount,
      int down,
      int right) {
    int[] sizes = {batches, count, length};
    Storage storage = Storage.unwritten(DType.FLOAT32, Layout.numelOf(sizes));
    float[] out = storage.floats();
    Context.current()
        .split(
            batches * count,
            grain(otherCount),
            (from, to) -> {
              double[] sums = new double[length];
              for (int row = from; row < to; row++) {
                int batch = row / count;
                int pair = batch * n * m + row % count * down;
                int other = batch * otherCount * length;
                Arrays.fill(sums, 0);
                for (int j = 0; j < otherCount; j++, pair += right) {
                  if (distances[pair] != 0) {
                    double weight = (double) g[pair] / distances[pair];
                    addDifference(
                        weight, rows, row * length, others, other + j * length, sums, length);
                  }
                }
                write(sums, out, row * length, length);
                Context.current().worked(1 + otherCount * (length / TERMS + 1));
              }
            });
    return storage;
  }

  private static void addDifference(
      double weight, float[] x, int at, float[] y, int from, double[] sums, int n) {
    for (int k = 0; k < n; k++) {
      sums[k] += weight * (x[at + k] - y[from + k]);
    }
  }

  private static void write(double[] sums, float[] out, int at, int n) {
    for (int k = 0; k < n; k++) {
      out[at + k] = (float) sums[k];
    }
  }
}
