package org.gradlang.kernel;

import java.util.Arrays;
import java.util.function.Supplier;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.DecompositionInterface;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.LargeArrays;
import org.gradlang.tensor.Room;
import org.jspecify.annotations.Nullable;

/** Decompositions of one matrix: row-major float64 elements, which none of these changes. */
public final class Matrices {
  /** Multiplications from which on a decomposition may take some milliseconds. */
  private static final int LONG = 1 << 19;

  /** What EJML takes besides for a decomposition, in matrices of the size of the one given. */
  private static final long COPIES = 5;

  /**
   * Rows and columns that are worked on one by one; what those leave of the others is a product of
   * matrices.
   */
  private static final int BLOCK = 32;

  /** From so many rows on a product is one by {@link Gemm}. */
  private static final int LEAST_PRODUCT = 12;

  private Matrices() {}

  /** A part of a row-major matrix. */
  static Matrix part(double[] x, int width, int top, int bottom, int left, int right) {
    int start = top * width + left;
    return new Matrix(DType.FLOAT64, x, start, bottom - top, right - left, width, 1);
  }

  /** {@code c -= a b}. */
  static void subtract(Matrix a, Matrix b, Matrix c) {
    double[] x = (double[]) a.array();
    double[] negative = Room.doubles(a.rows() * a.columns());
    for (int i = 0; i < a.rows(); i++) {
      for (int k = 0; k < a.columns(); k++) {
        negative[i * a.columns() + k] = -x[a.at(i, k)];
      }
    }
    Gemm.add(part(negative, a.columns(), 0, a.rows(), 0, a.columns()), b, c);
  }

  /** {@code x[row] -= factor * x[other]} from column {@code left} to before {@code right}. */
  private static void subtractRow(
      double[] x, int width, int row, double factor, int other, int left, int right) {
    int to = row * width;
    int from = other * width;
    for (int j = left; j < right; j++) {
      x[to + j] -= factor * x[from + j];
    }
  }

  /**
   * {@code rows[i]}-th row of A is row i of L U; L, whose diagonal is 1, stands below U.
   *
   * @param sign of the permutation
   * @param size n
   */
  public record Lu(double[] elements, int[] rows, int sign, int size) {
    /** With the greatest pivots; a singular matrix has a 0 on the diagonal of U. */
    public static Lu of(double[] a, int n) {
      double[] x = Room.copy(a);
      int[] rows = new int[n];
      Arrays.setAll(rows, i -> i);
      int sign = 1;
      for (int from = 0; from < n; from += BLOCK) {
        int to = Math.min(n, from + BLOCK);
        for (int k = from; k < to; k++) {
          int pivot = pivot(x, n, k);
          if (pivot != k) {
            swap(x, rows, n, pivot, k);
            sign = -sign;
          }
          if (x[k * n + k] != 0) {
            eliminate(x, n, k, to);
          }
        }
        if (to < n) {
          eliminateRight(x, n, from, to);
        }
      }
      return new Lu(x, rows, sign, n);
    }

    private static int pivot(double[] x, int n, int k) {
      int pivot = k;
      for (int i = k + 1; i < n; i++) {
        if (Math.abs(x[i * n + k]) > Math.abs(x[pivot * n + k])) {
          pivot = i;
        }
      }
      return pivot;
    }

    private static void swap(double[] x, int[] rows, int n, int a, int b) {
      int row = rows[a];
      rows[a] = rows[b];
      rows[b] = row;
      for (int j = 0; j < n; j++) {
        double element = x[a * n + j];
        x[a * n + j] = x[b * n + j];
        x[b * n + j] = element;
      }
    }

    /** Of the columns to before {@code to}. */
    private static void eliminate(double[] x, int n, int k, int to) {
      Context context = Context.current();
      for (int i = k + 1; i < n; i++) {
        context.worked(to - k);
        double factor = x[i * n + k] / x[k * n + k];
        x[i * n + k] = factor;
        subtractRow(x, n, i, factor, k, k + 1, to);
      }
    }

    /**
     * What rows and columns of a block, whose own are done, take from the columns behind it. The
     * multiply-adds are fused as those of products are: of two equal rows, one of which is in the
     * block, zeros are left then, and the matrix is found to be singular.
     */
    private static void eliminateRight(double[] x, int n, int from, int to) {
      Context context = Context.current();
      for (int i = from + 1; i < to; i++) {
        for (int k = from; k < i; k++) {
          context.worked(n - to);
          double factor = -x[i * n + k];
          for (int j = to; j < n; j++) {
            x[i * n + j] = Math.fma(factor, x[k * n + j], x[i * n + j]);
          }
        }
      }
      subtract(part(x, n, to, n, from, to), part(x, n, from, to, to, n), part(x, n, to, n, to, n));
    }

    /** Element i of U's diagonal. */
    public double pivot(int i) {
      return elements[i * size + i];
    }

    public boolean isSingular() {
      for (int i = 0; i < size; i++) {
        if (pivot(i) == 0) {
          return true;
        }
      }
      return false;
    }

    /** X with A X = B, for B of {@code columns} columns; A must not be singular. */
    public double[] solve(double[] b, int columns) {
      double[] x = Room.doubles(size * columns);
      for (int i = 0; i < size; i++) {
        System.arraycopy(b, rows[i] * columns, x, i * columns, columns);
      }
      triangular(elements, size, x, columns, false, true);
      triangular(elements, size, x, columns, true, false);
      return x;
    }
  }

  /** Puts X with A X = B into B, reading only one triangle of A, whose diagonal may count as 1. */
  public static void triangular(
      double[] a, int n, double[] b, int columns, boolean upper, boolean unit) {
    int blocks = (n + BLOCK - 1) / BLOCK;
    for (int step = 0; step < blocks; step++) {
      int top = (upper ? blocks - 1 - step : step) * BLOCK;
      int bottom = Math.min(n, top + BLOCK);
      int from = upper ? bottom : 0; // the rows that are found already
      int to = upper ? n : top;
      if (from < to) {
        subtract(
            part(a, n, top, bottom, from, to),
            part(b, columns, from, to, 0, columns),
            part(b, columns, top, bottom, 0, columns));
      }
      for (int row = top; row < bottom; row++) {
        int i = upper ? bottom - 1 - (row - top) : row;
        triangularRow(a, n, b, columns, i, upper ? i + 1 : top, upper ? bottom : i);
        if (!unit) {
          for (int j = 0; j < columns; j++) {
            b[i * columns + j] /= a[i * n + i];
          }
        }
      }
    }
  }

  private static void triangularRow(
      double[] a, int n, double[] b, int columns, int i, int from, int to) {
    Context context = Context.current();
    for (int k = from; k < to; k++) {
      context.worked(columns);
      subtractRow(b, columns, i, a[i * n + k], k, 0, columns);
    }
  }

  /** L with L Lᵀ = A, reading A's lower triangle; null if A is not positive definite. */
  public static double @Nullable [] cholesky(double[] a, int n) {
    double[] l = Room.doubles(n * n);
    for (int from = 0; from < n; from += BLOCK) {
      int to = Math.min(n, from + BLOCK);
      for (int i = from; i < n; i++) {
        System.arraycopy(a, i * n + from, l, i * n + from, Math.min(i + 1, to) - from);
      }
      if (from > 0) { // c - a bᵀ, turned
        subtract(
            part(l, n, from, to, 0, from),
            part(l, n, from, n, 0, from).transposed(),
            part(l, n, from, n, from, to).transposed());
      }
      for (int j = from; j < to; j++) {
        if (!choleskyColumn(l, n, j, from)) {
          return null;
        }
      }
    }
    return l;
  }

  /** Column j, from which the columns before {@code from} are subtracted already. */
  private static boolean choleskyColumn(double[] l, int n, int j, int from) {
    Context context = Context.current();
    for (int i = from; i < j; i++) {
      l[i * n + j] = 0; // above the diagonal
    }
    for (int i = j; i < n; i++) {
      context.worked(j - from + 1);
      double sum = l[i * n + j];
      for (int k = from; k < j; k++) {
        sum -= l[i * n + k] * l[j * n + k];
      }
      if (i == j && !(sum > 0)) {
        return false;
      }
      l[i * n + j] = i == j ? Math.sqrt(sum) : sum / l[j * n + j];
    }
    return true;
  }

  /** {@code a b} of square matrices. */
  public static double[] product(double[] a, double[] b, int n) {
    double[] c = Room.doubles(n * n);
    if (n < LEAST_PRODUCT) {
      for (int i = 0; i < n; i++) {
        for (int k = 0; k < n; k++) {
          for (int j = 0; j < n; j++) {
            c[i * n + j] += a[i * n + k] * b[k * n + j];
          }
        }
      }
    } else {
      Gemm.add(part(a, n, 0, n, 0, n), part(b, n, 0, n, 0, n), part(c, n, 0, n, 0, n));
    }
    return c;
  }

  /**
   * The eigenvalues of a symmetric matrix in ascending order, and its eigenvectors as columns; null
   * where the search does not converge.
   */
  public record Eigen(double[] values, double[] vectors) {
    public static @Nullable Eigen of(double[] symmetric, int n) {
      if (n == 0) {
        return new Eigen(new double[0], new double[0]);
      }
      return withRoom(n, n, () -> found(symmetric, n));
    }

    private static @Nullable Eigen found(double[] symmetric, int n) {
      EigenDecomposition_F64<DMatrixRMaj> found = DecompositionFactory_DDRM.eig(n, true, true);
      if (hasNan(symmetric) || !decomposed(found, matrix(symmetric, n, n))) {
        return null;
      }
      Integer[] order = new Integer[n];
      Arrays.setAll(order, i -> i);
      Arrays.sort(
          order,
          (i, j) ->
              Double.compare(found.getEigenvalue(i).getReal(), found.getEigenvalue(j).getReal()));
      double[] values = new double[n];
      double[] vectors = Room.doubles(n * n);
      for (int j = 0; j < n; j++) {
        values[j] = found.getEigenvalue(order[j]).getReal();
        DMatrixRMaj vector = found.getEigenVector(order[j]);
        for (int i = 0; i < n; i++) {
          vectors[i * n + j] = vector.get(i, 0);
        }
      }
      return new Eigen(values, vectors);
    }
  }

  /**
   * The eigenvalues of any matrix in ascending order, and its eigenvectors as columns of length 1,
   * whose greatest elements are positive: so both change little when the matrix does.
   *
   * @param isReal whether all eigenvalues are real; without that, there are no vectors
   */
  public record GeneralEigen(double[] values, double[] vectors, boolean isReal) {
    /** Null where the search does not converge. */
    public static @Nullable GeneralEigen of(double[] matrix, int n) {
      if (n == 0) {
        return new GeneralEigen(new double[0], new double[0], true);
      }
      return withRoom(n, n, () -> found(matrix, n));
    }

    private static @Nullable GeneralEigen found(double[] matrix, int n) {
      EigenDecomposition_F64<DMatrixRMaj> found = DecompositionFactory_DDRM.eig(n, true, false);
      if (hasNan(matrix) || !decomposed(found, matrix(matrix, n, n))) {
        return null;
      }
      double[] values = new double[n];
      double[] vectors = Room.doubles(n * n);
      Integer[] order = new Integer[n];
      for (int j = 0; j < n; j++) {
        if (!found.getEigenvalue(j).isReal()) {
          return new GeneralEigen(values, vectors, false);
        }
        order[j] = j;
      }
      Arrays.sort(
          order,
          (i, j) ->
              Double.compare(found.getEigenvalue(i).getReal(), found.getEigenvalue(j).getReal()));
      for (int j = 0; j < n; j++) {
        values[j] = found.getEigenvalue(order[j]).getReal();
        DMatrixRMaj vector = found.getEigenVector(order[j]);
        double length = signedLength(vector, n);
        for (int i = 0; i < n; i++) {
          vectors[i * n + j] = vector.get(i, 0) / length;
        }
      }
      return new GeneralEigen(values, vectors, true);
    }

    private static double signedLength(DMatrixRMaj vector, int n) {
      double length = 0;
      double greatest = 0;
      for (int i = 0; i < n; i++) {
        double value = vector.get(i, 0);
        length = Math.hypot(length, value);
        greatest = Math.abs(value) > Math.abs(greatest) ? value : greatest;
      }
      return Math.copySign(length, greatest);
    }
  }

  /**
   * A = U diag(S) Vᵀ with S descending; null where the search does not converge.
   *
   * @param u rows by rows, or by the smaller size
   * @param vt columns, or the smaller size, by columns
   */
  public record Svd(double[] u, double[] s, double[] vt) {
    public static @Nullable Svd of(double[] a, int rows, int columns, boolean full) {
      int least = Math.min(rows, columns);
      int height = full ? rows : least;
      int width = full ? columns : least;
      if (least == 0) {
        return new Svd(identity(rows, height), new double[0], identity(width, columns));
      }
      int greatest = full ? Math.max(rows, columns) : least;
      return withRoom(
          greatest,
          Math.max(rows, columns),
          () -> {
            SingularValueDecomposition_F64<DMatrixRMaj> found =
                DecompositionFactory_DDRM.svd(rows, columns, true, true, !full);
            return hasNan(a) || !decomposed(found, matrix(a, rows, columns))
                ? null
                : ordered(found, new int[] {rows, height, width, columns});
          });
    }

    private static Svd ordered(SingularValueDecomposition_F64<DMatrixRMaj> found, int[] sizes) {
      int count = Math.min(sizes[0], sizes[3]);
      double[] values = found.getSingularValues();
      Integer[] order = new Integer[Math.max(sizes[1], sizes[2])];
      Arrays.setAll(order, i -> i);
      Arrays.sort(order, 0, count, (i, j) -> Double.compare(values[j], values[i]));
      DMatrixRMaj u = found.getU(null, false);
      DMatrixRMaj vt = found.getV(null, true);
      double[] left = Room.doubles(sizes[0] * sizes[1]);
      double[] right = Room.doubles(sizes[2] * sizes[3]);
      for (int k = 0; k < sizes[1]; k++) {
        for (int i = 0; i < sizes[0]; i++) {
          left[i * sizes[1] + k] = u.get(i, order[k]);
        }
      }
      for (int k = 0; k < sizes[2]; k++) {
        for (int j = 0; j < sizes[3]; j++) {
          right[k * sizes[3] + j] = vt.get(order[k], j);
        }
      }
      double[] s = new double[count];
      Arrays.setAll(s, k -> values[order[k]]);
      return new Svd(left, s, right);
    }
  }

  /** The first rows and columns of an identity. */
  public static double[] identity(int rows, int columns) {
    double[] identity = LargeArrays.doubles(rows * columns);
    for (int i = 0; i < Math.min(rows, columns); i++) {
      identity[i * columns + i] = 1;
    }
    return identity;
  }

  private static DMatrixRMaj matrix(double[] elements, int rows, int columns) {
    return DMatrixRMaj.wrap(rows, columns, Room.copy(elements));
  }

  private static <T> @Nullable T withRoom(int rows, int columns, Supplier<@Nullable T> work) {
    return Room.during(COPIES * Double.BYTES * rows * columns, work);
  }

  /** A large matrix is taken apart where the program can leave it: EJML does not stop. */
  private static boolean decomposed(DecompositionInterface<DMatrixRMaj> how, DMatrixRMaj matrix) {
    long work = (long) matrix.numRows * matrix.numCols * Math.min(matrix.numRows, matrix.numCols);
    return work < LONG
        ? how.decompose(matrix)
        : Context.current().aside(() -> how.decompose(matrix));
  }

  private static boolean hasNan(double[] elements) {
    return Arrays.stream(elements).anyMatch(x -> !Double.isFinite(x));
  }
}
