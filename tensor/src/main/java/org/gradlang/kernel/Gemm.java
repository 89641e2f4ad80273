package org.gradlang.kernel;

import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Scalar;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Strided;
import org.gradlang.tensor.View;
import org.jspecify.annotations.Nullable;

/**
 * Products of matrices, and of batches of them.
 *
 * <p>Each element of the result is one chain of fused multiply-adds in ascending order of the inner
 * dimension, save where it is the product of two long dense vectors of float32 and the result has
 * one row or one column: then chains take turns ({@link MatrixVector}). Which of both it is depends
 * on sizes and strides alone, and neither on how the work is blocked: plain, SIMD and parallel runs
 * agree in every bit.
 */
public final class Gemm {
  /** Multiply-adds from which on packing pays. */
  private static final long PACKED = 1 << 12;

  /** Multiply-adds from which on a second thread pays for plain loops. */
  private static final long PARALLEL = 1 << 18;

  /**
   * The same for SIMD kernels: the other thread must notice, and fetch what this one has in its
   * cache. Two million take two threads 22 us and one 36; 37 and 37 where other programs want the
   * processors.
   */
  private static final long PARALLEL_SIMD = 1 << 20;

  private Gemm() {}

  /**
   * {@code c = a @ b}, or {@code c += a @ b} where it accumulates.
   *
   * @param a sizes (..., m, k), of any strides
   * @param b sizes (..., k, n), of any strides
   * @param c sizes (..., m, n), of any strides without overlap, and no memory of the others; all
   *     three have one dtype, float or int64, and the same leading dimensions save for those that
   *     are 1 or missing in a or b, which are repeated
   */
  public static void run(Strided a, Strided b, Strided c, boolean accumulate) {
    if (c.layout().numel() == 0) {
      return;
    }
    if (a.layout().numel() == 0) {
      if (!accumulate) {
        Copies.fill(c, Scalar.of(0));
      }
      return;
    }
    int dims = c.layout().dim();
    int m = c.layout().size(dims - 2);
    int n = c.layout().size(dims - 1);
    int k = a.layout().size(a.layout().dim() - 1);
    int batch = c.layout().numel() / (m * n);
    long work = (long) m * n * k;
    if (batch == 1) {
      if (!accumulate && NarrowProduct.run(null, a, b, c)) {
        return;
      }
      parallel(matrix(a, c, 0), matrix(b, c, 0), matrix(c, c, 0), accumulate, work);
      return;
    }
    int grain = (int) Math.min(batch, alone(matrix(c, c, 0), work * batch) / work + 1);
    Context.current()
        .split(
            batch,
            grain,
            (from, to) -> {
              if (TinyProducts.pays(c, k)) {
                TinyProducts.run(a, b, c, accumulate, from, to);
                return;
              }
              for (int i = from; i < to; i++) {
                single(matrix(a, c, i), matrix(b, c, i), matrix(c, c, i), accumulate);
              }
            });
  }

  /**
   * {@code c = row + a @ b} for a dense row that is added to all, of matrices that are small enough
   * for {@link NarrowProduct}; whether they were.
   */
  public static boolean runFromRow(Strided row, Strided a, Strided b, Strided c) {
    return c.layout().numel() != 0 && a.layout().numel() != 0 && NarrowProduct.run(row, a, b, c);
  }

  /** {@code c = start + a @ b} as {@link #run}; start has the sizes of c. */
  public static void runFrom(Strided start, Strided a, Strided b, Strided c) {
    if (!isRow(start.layout()) || !startsFromRow(start, a, b, c)) {
      Copies.copy(start, c);
      run(a, b, c, true);
    }
  }

  private static boolean startsFromRow(Strided start, Strided a, Strided b, Strided c) {
    Matrix left = matrix(a, c, 0);
    Matrix right = matrix(b, c, 0);
    boolean isChains =
        left.rows() == 1 && MatrixVector.isChains(right.transposed(), left.transposed());
    return !isChains && NarrowProduct.runFrom(matrix(start, c, 0), left, right, matrix(c, c, 0));
  }

  /** Whether it is one dense row, expanded to a matrix, as a bias is. */
  private static boolean isRow(Layout layout) {
    return layout.dim() == 2
        && layout.numel() != 0
        && layout.stride(0) == 0
        && layout.stride(1) == 1;
  }

  /** {@code a @ b} in new memory, row-major, for two matrices. */
  public static Storage product(Strided a, Strided b) {
    Layout layout = Layout.contiguous(a.layout().size(0), b.layout().size(1));
    View c = new View(Storage.unwritten(a.dtype(), layout.numel()), layout);
    run(a, b, c, false);
    return c.storage();
  }

  /** {@code c += a b}, shared between threads where that pays. */
  static void add(Matrix a, Matrix b, Matrix c) {
    parallel(a, b, c, true, (long) a.rows() * a.columns() * b.columns());
  }

  /**
   * {@code c = a b}, or {@code c += a b} where it accumulates, shared as {@link #add}: some rows of
   * a larger product, whose bits they have even if it is one row.
   */
  static void runRows(Matrix a, Matrix b, Matrix c, boolean accumulate) {
    long work = (long) a.rows() * a.columns() * b.columns();
    parallel(a, b, c, accumulate, work, false);
  }

  /** {@code c += a b} on this thread alone, for tasks that threads share already. */
  static void addAlone(Matrix a, Matrix b, Matrix c) {
    single(a, b, c, true);
  }

  /** Matrix {@code number} of a batch that is shaped as the leader's. */
  private static Matrix matrix(Strided x, Strided leader, int number) {
    Layout layout = x.layout();
    int dims = layout.dim();
    int position = layout.offset();
    int rest = number;
    for (int d = leader.layout().dim() - 3; d >= 0; d--) {
      int size = leader.layout().size(d);
      int own = d - (leader.layout().dim() - dims);
      if (own >= 0 && layout.size(own) != 1) {
        position += rest % size * layout.stride(own);
      }
      rest /= size;
    }
    return new Matrix(
        x.dtype(),
        Elements.array(x.storage()),
        position,
        layout.size(dims - 2),
        layout.size(dims - 1),
        layout.stride(dims - 2),
        layout.stride(dims - 1));
  }

  /** Splits the longer side of the result. */
  private static void parallel(Matrix a, Matrix b, Matrix c, boolean adds, long work) {
    parallel(a, b, c, adds, work, c.rows() == 1 || c.columns() == 1);
  }

  private static void parallel(
      Matrix a, Matrix b, Matrix c, boolean adds, long work, boolean isVector) {
    int m = c.rows();
    int n = c.columns();
    if (work < alone(c, work)) {
      part(a, b, c, adds, isVector);
    } else if (m >= n) {
      Context.current()
          .split(
              m,
              grain(c, m, work),
              (i, j) -> part(a.rows(i, j), b, c.rows(i, j), adds, isVector && n == 1));
    } else {
      Context.current()
          .split(
              n,
              grain(c, n, work),
              (i, j) -> part(a, b.columns(i, j), c.columns(i, j), adds, isVector && m == 1));
    }
  }

  /** Multiply-adds that one thread does alone, where there are so many. */
  private static long alone(Matrix c, long work) {
    boolean isTiled = c.dtype() != DType.INT64 && c.rows() > 1 && c.columns() > 1;
    boolean isSimd = isTiled && work >= PARALLEL && SimdKernels.products(c.dtype(), 0) != null;
    return isSimd ? PARALLEL_SIMD : PARALLEL;
  }

  /** A multiple of what kernels compute at once; one part for a thread, since each packs anew. */
  private static int grain(Matrix c, int size, long work) {
    int threads = Context.current().threads();
    long each = Math.max(1, work / size);
    long least = Math.max((alone(c, work) - 1) / each, (size - 1) / threads);
    return (int) Math.min(size, (least / 32 + 1) * 32);
  }

  private static void single(Matrix a, Matrix b, Matrix c, boolean adds) {
    part(a, b, c, adds, c.rows() == 1 || c.columns() == 1);
  }

  /**
   * Of a product that may be larger than this.
   *
   * @param isVector whether all of that has one row or one column
   */
  private static void part(Matrix a, Matrix b, Matrix c, boolean adds, boolean isVector) {
    if (c.columnStride() != 1 && c.rowStride() == 1) {
      part(b.transposed(), a.transposed(), c.transposed(), adds, isVector); // c' = b' a'
    } else if (c.dtype() == DType.INT64) {
      PlainProduct.longs(a, b, readied(c, adds));
    } else if (c.rows() == 1 && c.columns() > 1) {
      vector(b.transposed(), a.transposed(), c.transposed(), adds, isVector);
    } else if (c.columns() == 1) {
      vector(a, b, c, adds, isVector);
    } else {
      floats(a, b, c, adds);
    }
  }

  /** Times one column. Large ones whose rows lie side by side are read in vectors. */
  private static void vector(Matrix a, Matrix b, Matrix c, boolean adds, boolean isVector) {
    if (isVector && MatrixVector.isChains(a, b)) {
      MatrixVector.chains(a, b, readied(c, adds));
      return;
    }
    if (a.rowStride() == 1
        && NarrowProduct.run(b.transposed(), a.transposed(), c.transposed(), adds)) {
      return;
    }
    if (a.rowStride() == 1 && (long) a.rows() * a.columns() >= PACKED) {
      floats(b.transposed(), a.transposed(), c.transposed(), adds);
    } else {
      MatrixVector.run(a, b, readied(c, adds));
    }
  }

  /** Whether a product is one for {@link PackedProduct} as it stands, if there are kernels. */
  static boolean isPacked(Layout c, int inner, DType dtype) {
    return dtype != DType.INT64
        && c.size(0) > 1
        && c.stride(1) == 1
        && c.numel() > NarrowProduct.MOST / Math.max(inner, 1)
        && (long) c.numel() * inner >= PACKED
        && c.size(1) > 1;
  }

  /** {@code c = a b} or {@code c += a b} with columns of b that were packed before. */
  static void run(
      Matrix a, Matrix b, Matrix c, boolean adds, ProductKernels kernels, PackedColumns packed) {
    int n = c.columns();
    long work = (long) c.rows() * n * a.columns();
    if (work < alone(c, work)) {
      packed(a, b, c, adds, kernels, packed);
      return;
    }
    Context.current()
        .split(
            n,
            grain(c, n, work),
            (i, j) -> packed(a, b.columns(i, j), c.columns(i, j), adds, kernels, packed.from(i)));
  }

  private static void packed(
      Matrix a,
      Matrix b,
      Matrix c,
      boolean adds,
      ProductKernels kernels,
      @Nullable PackedColumns packed) {
    long work = (long) a.rows() * a.columns() * b.columns();
    long start = System.nanoTime();
    if (packed == null && TurnedProduct.pays(a, b, c, kernels)) {
      TurnedProduct.run(a, b, c, adds, kernels);
    } else {
      PackedProduct.run(a, b, c, adds, kernels, packed);
    }
    SimdKernels.judge(c.dtype(), kernels, System.nanoTime() - start, work);
  }

  private static void floats(Matrix a, Matrix b, Matrix c, boolean adds) {
    long work = (long) a.rows() * a.columns() * b.columns();
    if (NarrowProduct.run(a, b, c, adds)) {
      return;
    }
    @Nullable ProductKernels kernels = work < PACKED ? null : SimdKernels.products(c.dtype(), work);
    if (kernels == null) {
      PlainProduct.run(a, b, readied(c, adds));
      return;
    }
    packed(a, b, c, adds, kernels, null);
  }

  /** What a loop that can only add may add to. */
  private static Matrix readied(Matrix c, boolean adds) {
    if (!adds) {
      c.clear();
    }
    return c;
  }
}
