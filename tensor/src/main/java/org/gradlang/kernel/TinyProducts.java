package org.gradlang.kernel;

import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Strided;

/**
 * Products of many matrices so small that finding the way to compute each takes longer than its
 * multiply-adds: turns of points, small systems. Of float32; each element is the chain of fused
 * multiply-adds that it is in any other product of this size.
 */
final class TinyProducts {
  /** Multiply-adds of one product up to which this pays. */
  private static final int FEW = 64;

  /** Elements of a chain, below what {@link MatrixVector} computes in another order. */
  private static final int SHORT = 16;

  /** Products between two looks at whether to stop. */
  private static final int RUN = 1 << 10;

  private final Place a;
  private final Place b;
  private final Place c;
  private final int rows;
  private final int depth;
  private final int columns;
  private final boolean adds;

  /** A batch in memory: where it begins, and what is between matrices, rows and columns. */
  private record Place(float[] array, int offset, int apart, int row, int column) {
    static Place of(Strided x) {
      Layout layout = x.layout();
      int dims = layout.dim();
      int apart = dims == 3 && layout.size(0) != 1 ? layout.stride(0) : 0;
      return new Place(
          x.storage().floats(),
          layout.offset(),
          apart,
          layout.stride(dims - 2),
          layout.stride(dims - 1));
    }
  }

  private TinyProducts(Strided a, Strided b, Strided c, boolean adds) {
    this.a = Place.of(a);
    this.b = Place.of(b);
    this.c = Place.of(c);
    this.rows = c.layout().size(1);
    this.columns = c.layout().size(2);
    this.depth = a.layout().size(a.layout().dim() - 1);
    this.adds = adds;
  }

  /** Whether batches with one leading dimension are of such matrices. */
  static boolean pays(Strided c, int depth) {
    Layout layout = c.layout();
    return layout.dim() == 3
        && c.dtype() == DType.FLOAT32
        && depth <= SHORT
        && (long) layout.size(1) * layout.size(2) * depth <= FEW;
  }

  /** Products {@code from} to {@code to} of the batch; as {@link Gemm#run}. */
  static void run(Strided a, Strided b, Strided c, boolean adds, int from, int to) {
    TinyProducts products = new TinyProducts(a, b, c, adds);
    Context context = Context.current();
    for (int begin = from; begin < to; begin += RUN) {
      int end = Math.min(to, begin + RUN);
      for (int i = begin; i < end; i++) {
        products.one(i);
      }
      context.worked((end - begin) * FEW);
    }
  }

  private void one(int number) {
    float[] x = a.array;
    float[] y = b.array;
    float[] z = c.array;
    for (int i = 0; i < rows; i++) {
      int left = a.offset + number * a.apart + i * a.row;
      int to = c.offset + number * c.apart + i * c.row;
      for (int j = 0; j < columns; j++, to += c.column) {
        int right = b.offset + number * b.apart + j * b.column;
        float sum = adds ? z[to] : 0;
        for (int p = 0; p < depth; p++) {
          sum = Math.fma(x[left + p * a.column], y[right + p * b.row], sum);
        }
        z[to] = sum;
      }
    }
  }
}
