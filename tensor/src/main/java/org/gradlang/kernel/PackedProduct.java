package org.gradlang.kernel;

import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Scratch;
import org.jspecify.annotations.Nullable;

/**
 * Blocked products: panels of both operands are packed into the order in which the kernel reads
 * them, so that strides cost nothing and caches are used well.
 *
 * <p>A slice of a is {@code rows} rows, stored column after column; a slice of b is {@code columns}
 * columns, stored row after row; both are padded with zeros at the edges.
 */
final class PackedProduct {
  /** The inner elements that are packed together. */
  static final int INNER = 256;

  /**
   * Rows of the result up to which b is read where it is: packing costs about as much as a row of
   * the kernel's tiles, and such reading a quarter more.
   */
  private static final int FEW = 40;

  /** Slices of a that are packed together where panels of b stay in the first-level cache. */
  private static final int SLICES = 16;

  private static final int COLUMNS = 1024;

  private final Matrix a;
  private final Matrix b;
  private final Matrix c;
  private final DType dtype;

  /** Whether the product is added to what c holds. */
  private final boolean adds;

  private final ProductKernel wide;
  private final ProductKernel narrow;

  /** Where b's rows are, from the first on, if their elements stand side by side. */
  private final int @Nullable [] steps;

  /** Whether the kernel reads b's rows where they are. */
  private final boolean direct;

  /** Rows of a that are packed together. */
  private final int rows;

  private final Object left;
  private final Object right;
  private final Object edge;
  private final Context context;

  private PackedProduct(
      Matrix a, Matrix b, Matrix c, boolean adds, ProductKernels kernels, Context context) {
    Scratch scratch = context.scratch();
    this.context = context;
    this.a = a;
    this.b = b;
    this.c = c;
    this.dtype = c.dtype();
    this.adds = adds;
    this.narrow = kernels.narrow();
    this.wide = c.columns() <= narrow.columns() ? narrow : wide(kernels, c);
    // a tall slice stays in the cache while panels pass by; of lower ones, the panel does
    int slices = wide == kernels.tall() ? 1 : SLICES;
    this.rows = Math.min(wide.rows() * slices, roundUp(c.rows(), wide.rows()));
    int inner = Math.min(a.columns(), INNER);
    int columns = roundUp(Math.min(c.columns(), COLUMNS), wide.columns());
    this.steps = b.columnStride() == 1 ? steps(b.rowStride(), inner) : null;
    this.direct = steps != null && c.rows() <= FEW;
    this.left = scratch.take(dtype, inner * rows);
    this.right = scratch.take(dtype, inner * columns);
    this.edge = scratch.take(dtype, wide.rows() * wide.columns());
  }

  /** {@code c = a b}, or {@code c += a b} if it adds; c's rows are dense. */
  static void run(Matrix a, Matrix b, Matrix c, boolean adds, ProductKernels kernels) {
    Context context = Context.current();
    Scratch scratch = context.scratch();
    PackedProduct product = new PackedProduct(a, b, c, adds, kernels, context);
    product.run();
    scratch.give(product.left);
    scratch.give(product.right);
    scratch.give(product.edge);
  }

  /** Tall tiles are faster, if not too much of the last ones is beyond the edges. */
  private static ProductKernel wide(ProductKernels kernels, Matrix c) {
    ProductKernel wide = kernels.wide();
    ProductKernel tall = kernels.tall();
    int narrow = kernels.narrow().columns();
    long wideArea = (long) roundUp(c.rows(), wide.rows()) * roundUp(c.columns(), narrow);
    long tallArea = (long) roundUp(c.rows(), tall.rows()) * roundUp(c.columns(), tall.columns());
    return c.rows() > FEW && tallArea * 15 <= wideArea * 16 ? tall : wide;
  }

  private static int[] steps(int stride, int length) {
    int[] steps = new int[length];
    for (int p = 0; p < length; p++) {
      steps[p] = p * stride;
    }
    return steps;
  }

  private static int roundUp(int size, int multiple) {
    return (size + multiple - 1) / multiple * multiple;
  }

  private void run() {
    for (int column = 0; column < c.columns(); column += COLUMNS) {
      int columns = Math.min(COLUMNS, c.columns() - column);
      for (int inner = 0; inner < a.columns(); inner += INNER) {
        int length = Math.min(INNER, a.columns() - inner);
        packRight(inner, length, column, columns);
        context.worked(length);
        for (int row = 0; row < c.rows(); row += rows) {
          int count = Math.min(rows, c.rows() - row);
          packLeft(row, count, inner, length);
          multiply(row, count, inner, column, columns, length);
          context.worked(count * columns);
        }
      }
    }
  }

  private void packRight(int inner, int length, int column, int columns) {
    int at = 0;
    for (int j = 0; j < columns; ) {
      ProductKernel kernel = kernel(columns - j);
      int width = kernel.columns();
      int filled = Math.min(width, columns - j);
      if (isDirect(filled, width)) {
        j += width;
        continue;
      }
      if (steps != null) {
        packRows(steps, b.at(inner, column + j), kernel, filled, at, length);
      } else if (b.rowStride() == 1) {
        int from = b.at(inner, column + j);
        Turning.turn(b.array(), from, b.columnStride(), right, at, width, length, filled);
      } else {
        for (int q = 0; q < filled; q++) {
          copy(b, b.at(inner, column + j + q), b.rowStride(), right, at + q, width, length);
        }
      }
      pad(right, at, width, filled, length);
      at += width * length;
      j += width;
    }
  }

  private void packRows(
      int[] steps, int from, ProductKernel kernel, int filled, int at, int length) {
    int width = kernel.columns();
    if (filled == width) {
      kernel.pack(b.array(), from, right, at, length, steps, 0);
      return;
    }
    Turning.copyShort(b.array(), from, b.rowStride(), right, at, width, length, filled);
  }

  private void packLeft(int row, int count, int inner, int length) {
    int height = wide.rows();
    int at = 0;
    for (int i = 0; i < count; i += height) {
      int filled = Math.min(height, count - i);
      int from = a.at(row + i, inner);
      if (a.columnStride() == 1) {
        Turning.turn(a.array(), from, a.rowStride(), left, at, height, length, filled);
      } else if (a.rowStride() == 1) {
        int apart = a.columnStride();
        Turning.copyShort(a.array(), from, apart, left, at, height, length, filled);
      } else {
        for (int q = 0; q < filled; q++) {
          copy(a, from + q * a.rowStride(), a.columnStride(), left, at + q, height, length);
        }
      }
      pad(left, at, height, filled, length);
      at += height * length;
    }
  }

  private void copy(Matrix from, int at, int step, Object to, int out, int stride, int n) {
    Elements.copy(from.array(), dtype, at, step, to, dtype, out, stride, n);
  }

  private void pad(Object packed, int at, int width, int filled, int length) {
    for (int q = filled; q < width; q++) {
      if (packed instanceof double[] doubles) {
        for (int p = 0; p < length; p++) {
          doubles[at + p * width + q] = 0;
        }
      } else {
        float[] floats = (float[]) packed;
        for (int p = 0; p < length; p++) {
          floats[at + p * width + q] = 0;
        }
      }
    }
  }

  /** Whether these columns of b are not packed: all but those at the edge. */
  private boolean isDirect(int filled, int width) {
    return direct && filled == width;
  }

  /** A narrow kernel for the last few columns wastes less. */
  private ProductKernel kernel(int columns) {
    return columns <= narrow.columns() && narrow.rows() == wide.rows() ? narrow : wide;
  }

  private void multiply(int row, int count, int inner, int column, int columns, int length) {
    int at = 0;
    boolean more = adds || inner > 0;
    for (int j = 0; j < columns; ) {
      ProductKernel kernel = kernel(columns - j);
      int width = kernel.columns();
      int filled = Math.min(width, columns - j);
      boolean isDirect = isDirect(filled, width);
      int start = isDirect ? b.at(inner, column + j) : at;
      for (int i = 0; i < count; i += kernel.rows()) {
        int height = Math.min(kernel.rows(), count - i);
        int to = c.at(row + i, column + j);
        if (height == kernel.rows() && filled == width && c.columnStride() == 1) {
          tile(kernel, i * length, start, isDirect, length, c.array(), to, c.rowStride(), more);
        } else {
          if (more) {
            load(to, height, filled, width);
          }
          tile(kernel, i * length, start, isDirect, length, edge, 0, width, more);
          store(to, height, filled, width);
        }
      }
      at += isDirect ? 0 : width * length;
      j += width;
    }
  }

  private void tile(
      ProductKernel kernel,
      int slice,
      int start,
      boolean isDirect,
      int length,
      Object to,
      int at,
      int stride,
      boolean more) {
    if (steps != null && isDirect) {
      kernel.overSteps(left, slice, b.array(), start, length, to, at, stride, more, steps);
    } else {
      kernel.packed(left, slice, right, start, length, to, at, stride, more);
    }
  }

  /**
   * A tile that hangs over the edge of c, or whose rows are not dense, goes by way of one that
   * fits.
   */
  private void load(int from, int height, int filled, int width) {
    for (int i = 0; i < height; i++) {
      copy(c, from + i * c.rowStride(), c.columnStride(), edge, i * width, 1, filled);
    }
  }

  private void store(int to, int height, int filled, int width) {
    int step = c.columnStride();
    for (int i = 0; i < height; i++) {
      int at = to + i * c.rowStride();
      Elements.copy(edge, dtype, i * width, 1, c.array(), dtype, at, step, filled);
    }
  }
}
