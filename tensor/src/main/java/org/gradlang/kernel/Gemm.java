package org.gradlang.kernel;

import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Strided;
import org.gradlang.tensor.View;

/**
 * Products of matrices, and of batches of them.
 *
 * <p>Each element of the result is one chain of fused multiply-adds in ascending order of the inner
 * dimension, however the work is blocked: plain, SIMD and parallel runs agree in every bit.
 */
public final class Gemm {
  private Gemm() {}

  /**
   * {@code c = a @ b}, or {@code c += a @ b} where it accumulates.
   *
   * @param a sizes (..., m, k), of any strides
   * @param b sizes (..., k, n), of any strides
   * @param c sizes (..., m, n), of any strides without overlap; all three have one dtype, and the
   *     same leading dimensions save for those of size 1, which are repeated
   */
  public static void run(Strided a, Strided b, Strided c, boolean accumulate) {
    int dims = c.layout().dim();
    int batch = 1;
    for (int d = 0; d < dims - 2; d++) {
      batch *= c.layout().size(d);
    }
    if (!accumulate) {
      Copies.fill(c, org.gradlang.tensor.Scalar.of(0));
    }
    for (int i = 0; i < batch; i++) {
      single(matrix(a, c, i), matrix(b, c, i), matrix(c, c, i));
    }
  }

  /** {@code a @ b} in new memory, row-major, for two matrices. */
  public static Storage product(Strided a, Strided b) {
    int m = a.layout().size(0);
    int n = b.layout().size(1);
    View c = View.zeros(a.dtype(), m, n);
    run(a, b, c, true);
    return c.storage();
  }

  private static View matrix(Strided x, Strided leader, int number) {
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
    int[] sizes = {layout.size(dims - 2), layout.size(dims - 1)};
    int[] strides = {layout.stride(dims - 2), layout.stride(dims - 1)};
    return new View(x.storage(), Layout.strided(sizes, strides, position));
  }

  private static void single(View a, View b, View c) {
    int m = c.layout().size(0);
    int n = c.layout().size(1);
    int k = a.layout().size(1);
    Context.current()
        .split(
            m,
            (int) Math.min(m + 1L, (1 << 18) / (1L + (long) n * k) + 1),
            (from, to) -> plain(a, b, c, from, to, n, k));
  }

  private static void plain(View a, View b, View c, int from, int to, int n, int k) {
    int ar = a.layout().stride(0);
    int ac = a.layout().stride(1);
    int br = b.layout().stride(0);
    int bc = b.layout().stride(1);
    int cc = c.layout().stride(1);
    for (int i = from; i < to; i++) {
      int at = c.layout().offset() + i * c.layout().stride(0);
      for (int p = 0; p < k; p++) {
        int left = a.layout().offset() + i * ar + p * ac;
        int right = b.layout().offset() + p * br;
        switch (c.dtype()) {
          case FLOAT32 -> {
            float[] y = c.storage().floats();
            float[] z = b.storage().floats();
            float x = a.storage().floats()[left];
            for (int j = 0; j < n; j++) {
              y[at + j * cc] = Math.fma(x, z[right + j * bc], y[at + j * cc]);
            }
          }
          case FLOAT64 -> {
            double[] y = c.storage().doubles();
            double[] z = b.storage().doubles();
            double x = a.storage().doubles()[left];
            for (int j = 0; j < n; j++) {
              y[at + j * cc] = Math.fma(x, z[right + j * bc], y[at + j * cc]);
            }
          }
          case INT64 -> {
            long[] y = c.storage().longs();
            long[] z = b.storage().longs();
            long x = a.storage().longs()[left];
            for (int j = 0; j < n; j++) {
              y[at + j * cc] += x * z[right + j * bc];
            }
          }
          case BOOL -> throw new IllegalArgumentException("no product of " + DType.BOOL);
        }
      }
    }
  }
}
