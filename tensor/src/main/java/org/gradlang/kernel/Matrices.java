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
    return part(x, 0, width, top, bottom, left, right);
  }

  /** A part of a row-major matrix that begins at {@code start} of an array. */
  static Matrix part(double[] x, int start, int width, int top, int bottom, int left, int right) {
    int first = start + top * width + left;
    return new Matrix(DType.FLOAT64, x, first, bottom - top, right - left, width, 1);
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

  /** L with L Lᵀ = A, reading A's lower triangle; null if A is not positive definite. */
  public static double @Nullable [] cholesky(double[] a, int n) {
    double[] l = Room.doubles(n * n);
    Lines lines = new Lines(Math.min(BLOCK, n), n);
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
      lines.readColumns(l, from, n, from, n, to - from);
      for (int j = from; j < to; j++) {
        if (!choleskyColumn(lines, n, j, from)) {
          return null;
        }
      }
      lines.writeColumns(l, from, n, from, n, to - from);
    }
    return l;
  }

  /** Column j, from which the columns before {@code from} are subtracted already. */
  private static boolean choleskyColumn(Lines lines, int n, int j, int from) {
    double[] y = lines.line(j - from);
    Arrays.fill(y, from, j, 0); // above the diagonal
    int k = 0;
    for (; k <= j - from - 4; k += 4) {
      double a = lines.line(k)[j];
      double b = lines.line(k + 1)[j];
      double c = lines.line(k + 2)[j];
      lines.subtractFour(j - from, a, b, c, lines.line(k + 3)[j], k, j, n);
    }
    for (; k < j - from; k++) {
      lines.subtract(j - from, lines.line(k)[j], k, j, n);
    }
    Context.current().worked((n - j) * (j - from + 1));
    if (!(y[j] > 0)) {
      return false;
    }
    y[j] = Math.sqrt(y[j]);
    lines.divide(j - from, y[j], j + 1, n);
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
