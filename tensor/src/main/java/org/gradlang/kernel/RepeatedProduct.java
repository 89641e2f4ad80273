package org.gradlang.kernel;

import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Strided;
import org.gradlang.tensor.View;
import org.jspecify.annotations.Nullable;

/**
 * Products of many matrices with one on the right, which is packed but once: what the steps of a
 * recurrent layer are. Each is as {@link Gemm#run}, to the bit.
 *
 * <p>Confined to one thread, whose memory it takes until it is closed.
 */
public final class RepeatedProduct implements AutoCloseable {
  private final Strided b;
  private final int rows;
  private @Nullable ProductKernels kernels; // those that it is packed for
  private @Nullable PackedColumns packed;
  private @Nullable View dense; // as long as there are no kernels

  /**
   * @param b sizes (k, n), of any strides; it does not change meanwhile
   * @param rows those of each product
   */
  public RepeatedProduct(Strided b, int rows) {
    this.b = b;
    this.rows = rows;
  }

  /** {@code c = a @ b}, or {@code c += a @ b} where it accumulates, for matrices. */
  public void run(Strided a, Strided c, boolean accumulate) {
    if (b.layout().numel() == 0 || !Gemm.isPacked(c.layout(), b.layout().size(0), c.dtype())) {
      Gemm.run(a, b, c, accumulate);
      return;
    }
    @Nullable ProductKernels now = SimdKernels.products(c.dtype(), 0);
    if (now == null) {
      Gemm.run(a, dense(), c, accumulate); // which asks for them
      return;
    }
    // these count as well towards tall kernels
    var _ = SimdKernels.products(c.dtype(), (long) c.layout().numel() * b.layout().size(0));
    Matrix right = matrix(b);
    if (now != kernels || packed == null) {
      close();
      kernels = now;
      packed = PackedColumns.of(right, rows, now);
    }
    Gemm.run(matrix(a), right, matrix(c), accumulate, now, packed);
  }

  private View dense() {
    if (dense == null) {
      dense = new View(Copies.contiguous(b), Layout.contiguous(b.layout().sizes()));
    }
    return dense;
  }

  /** Gives the memory back. */
  @Override
  public void close() {
    if (packed != null) {
      packed.release();
      packed = null;
    }
  }

  private static Matrix matrix(Strided x) {
    Layout layout = x.layout();
    return new Matrix(
        x.dtype(),
        Elements.array(x.storage()),
        layout.offset(),
        layout.size(0),
        layout.size(1),
        layout.stride(0),
        layout.stride(1));
  }
}
