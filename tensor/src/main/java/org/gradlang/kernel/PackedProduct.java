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
  /** The inner elements that are packed together, or up to half as many more or fewer. */
  static final int INNER = 256;

  /** What they are a multiple of, as rows are turned so many elements at a time. */
  private static final int ROUND = 16;

  /**
   * Rows of the result up to which b is read where it is: packing costs about as much as a row of
   * the kernel's tiles, and such reading a quarter more.
   */
  private static final int FEW = 40;

  /** Slices of a that are packed together where panels of b stay in the first-level cache. */
  private static final int SLICES = 16;

  private static final int COLUMNS = 1024;

  /** Columns of a that are packed for all slices before the next ones. */
  private static final int TOGETHER = 8;

  /** Elements whose multiples apart rows stand in the same few lines of the first-level cache. */
  private static final int CONFLICT = 1024;

  /** Wide tiles that may come behind tall ones. */
  private static final int BEHIND = 2;

  private final Matrix a;
  private final Matrix b;
  private final Matrix c;
  private final DType dtype;

  /** Whether the product is added to what c holds. */
  private final boolean adds;

  private final ProductKernel tall;
  private final ProductKernel wide;
  private final ProductKernel narrow;

  /** Rows of c, from the first on, that tall tiles compute. */
  private final int tallRows;

  /** Where b's rows are, from the first on, if their elements stand side by side. */
  private final int @Nullable [] steps;

  /** Whether the kernel reads b's rows where they are. */
  private final boolean direct;

  /** Whether the kernel reads a's rows where they are. */
  private final boolean along;

  /** Whether a's columns are packed in vectors. */
  private final boolean inVectors;

  /** What turns rows into columns in vectors, if anything does. */
  private final @Nullable ProductKernel turning;

  /** The columns of b packed before, panel behind panel with all their rows, from c's first on. */
  private final @Nullable PackedColumns packed;

  /** The inner elements that are packed together. */
  private final int block;

  private final Object left;
  private final Object right;
  private final Object edge;
  private final Context context;

  private PackedProduct(
      Matrix a,
      Matrix b,
      Matrix c,
      boolean adds,
      ProductKernels kernels,
      @Nullable PackedColumns packed,
      Context context) {
    Scratch scratch = context.scratch();
    this.context = context;
    this.a = a;
    this.b = b;
    this.c = c;
    this.dtype = c.dtype();
    this.adds = adds;
    this.packed = packed;
    this.narrow = kernels.narrow();
    boolean isNarrow = c.columns() <= narrow.columns() && (packed == null || !packed.hasTall());
    this.wide = isNarrow ? narrow : kernels.wide();
    this.tall = kernels.tall();
    this.block = block(a.columns());
    int inner = Math.min(a.columns(), block);
    int columns = roundUp(Math.min(c.columns(), COLUMNS), wide.columns());
    this.steps = b.columnStride() == 1 ? steps(b.rowStride(), inner) : null;
    this.direct = steps != null && c.rows() <= FEW && packed == null;
    boolean hasTall = packed == null ? !direct && suitTall(kernels, c.columns()) : packed.hasTall();
    this.tallRows = hasTall ? tallRows(kernels, c.rows()) : 0;
    this.along =
        kernels.readLeft() && a.columnStride() == 1 && !direct && !isInConflict(a.rowStride());
    this.inVectors = kernels.readLeft() && a.rowStride() == 1;
    this.turning = kernels.turning(dtype);
    int rows = Math.min(tall.rows() * SLICES, roundUp(c.rows(), tall.rows()) + tall.rows());
    this.left = scratch.take(dtype, inner * rows + wide.overhang());
    this.right = packed == null ? scratch.take(dtype, inner * columns) : packed.array();
    this.edge = scratch.take(dtype, tall.rows() * wide.columns());
  }

  /** Whether rows so far apart are not read where they are. */
  static boolean isInConflict(int rowStride) {
    return rowStride % CONFLICT == 0;
  }

  /** {@code c = a b}, or {@code c += a b} if it adds; c's rows are dense. */
  static void run(Matrix a, Matrix b, Matrix c, boolean adds, ProductKernels kernels) {
    run(a, b, c, adds, kernels, null);
  }

  /** The same where the columns of b may have been packed before. */
  static void run(
      Matrix a,
      Matrix b,
      Matrix c,
      boolean adds,
      ProductKernels kernels,
      @Nullable PackedColumns packed) {
    Context context = Context.current();
    Scratch scratch = context.scratch();
    PackedProduct product = new PackedProduct(a, b, c, adds, kernels, packed, context);
    product.run();
    scratch.give(product.left);
    scratch.give(product.edge);
    if (packed == null) {
      scratch.give(product.right);
    }
  }

  /** Tall tiles are faster, if not too much of the last ones is beyond the last column. */
  static boolean suitTall(ProductKernels kernels, int columns) {
    int across = roundUp(columns, kernels.tall().columns());
    return kernels.tall() != kernels.wide()
        && across * 15 <= roundUp(columns, kernels.narrow().columns()) * 16;
  }

  /** The rows for tall tiles: one or two wide ones at the end may fit better. */
  static int tallRows(ProductKernels kernels, int rows) {
    int tall = kernels.tall().rows();
    int wide = kernels.wide().rows();
    for (int rest = 0; rest <= Math.min(BEHIND * wide, rows); rest += wide) {
      if ((rows - rest) % tall == 0) {
        return rows - rest;
      }
    }
    int whole = rows / tall * tall;
    return rows - whole > wide ? rows : whole;
  }

  /** Parts of one length: 300 elements in one take 0.97 of what 256 and then 44 do. */
  private static int block(int inner) {
    int parts = Math.max(1, (inner + INNER / 2) / INNER);
    return roundUp((inner + parts - 1) / parts, ROUND);
  }

  static int[] steps(int stride, int length) {
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
      for (int inner = 0; inner < a.columns(); inner += block) {
        int length = Math.min(block, a.columns() - inner);
        if (packed == null) {
          packRight(inner, length, column, columns);
        }
        context.worked(length);
        for (int count, row = 0; row < c.rows(); row += count) {
          ProductKernel kernel = row < tallRows ? tall : wide;
          int end = row < tallRows ? tallRows : c.rows();
          count = Math.min(kernel.rows() * slices(kernel), end - row);
          packLeft(kernel, row, count, inner, length);
          // a tall slice stays in the cache while panels pass by; of lower ones, the panel does
          int step = kernel == tall ? tall.rows() : count;
          for (int i = 0; i < count; i += step) {
            multiply(
                kernel,
                row + i,
                Math.min(step, count - i),
                i * length,
                inner,
                column,
                columns,
                length);
          }
          context.worked(count * columns);
        }
      }
    }
  }

  /** Slices of a that are packed together. */
  private int slices(ProductKernel kernel) {
    return kernel == tall && !inVectors ? 1 : SLICES;
  }

  private void packRight(int inner, int length, int column, int columns) {
    int at = 0;
    for (int j = 0; j < columns; ) {
      ProductKernel kernel = kernel(wide, columns - j);
      int filled = Math.min(kernel.columns(), columns - j);
      if (!isDirect(filled, kernel.columns())) {
        packPanel(b, inner, length, column + j, steps, kernel, turning, right, at);
        at += kernel.columns() * length;
      }
      j += kernel.columns();
    }
  }

  /**
   * Packs a panel as wide as a kernel.
   *
   * @param steps where b's rows are, from {@code inner} on, if their elements stand side by side
   * @param turning what turns rows into columns in vectors, or null
   */
  static void packPanel(
      Matrix b,
      int inner,
      int length,
      int column,
      int @Nullable [] steps,
      ProductKernel kernel,
      @Nullable ProductKernel turning,
      Object to,
      int at) {
    int width = kernel.columns();
    int filled = Math.min(width, b.columns() - column);
    int from = b.at(inner, column);
    if (steps != null && filled == width) {
      kernel.pack(b.array(), from, to, at, length, steps, 0);
    } else if (steps != null) {
      Turning.copyShort(b.array(), from, b.rowStride(), to, at, width, length, filled);
    } else if (b.rowStride() == 1) {
      turn(b.array(), from, b.columnStride(), to, at, width, length, filled, turning);
    } else {
      for (int q = 0; q < filled; q++) {
        copy(b, b.at(inner, column + q), b.rowStride(), to, at + q, width, length);
      }
    }
    pad(to, at, width, filled, length);
  }

  private void packLeft(ProductKernel kernel, int row, int count, int inner, int length) {
    int height = kernel.rows();
    int whole = inVectors ? packColumns(kernel, a.at(row, inner), count / height, length) : 0;
    for (int i = 0; i < count; i += height) {
      int filled = Math.min(height, count - i);
      if (!isAlong(filled, kernel)) {
        int done = filled == height ? whole : 0;
        int at = i * length + done * height;
        packSlice(row + i, filled, inner + done, length - done, at, height);
      }
    }
  }

  private void packSlice(int row, int filled, int inner, int length, int at, int height) {
    int from = a.at(row, inner);
    if (a.columnStride() == 1) {
      turn(a.array(), from, a.rowStride(), left, at, height, length, filled, turning);
    } else if (a.rowStride() == 1) {
      int apart = a.columnStride();
      Turning.copyShort(a.array(), from, apart, left, at, height, length, filled);
    } else {
      for (int q = 0; q < filled; q++) {
        copy(a, from + q * a.rowStride(), a.columnStride(), left, at + q, height, length);
      }
    }
    pad(left, at, height, filled, length);
  }

  /**
   * Packs the first columns of a in vectors, slice by slice, but a few columns at a time, whose
   * elements in all slices stand side by side; how many these were. The last one is not among them:
   * vectors write more than it has, where the next slice stands.
   */
  private int packColumns(ProductKernel kernel, int from, int slices, int length) {
    int height = kernel.rows();
    int apart = a.columnStride();
    int end = a.array() instanceof double[] wider ? wider.length : ((float[]) a.array()).length;
    // nor are those with nothing behind them in the array that could be read
    int room = end - from - slices * height - kernel.overhang();
    int whole = apart <= 0 || room < 0 ? 0 : Math.min(length - 1, room / apart + 1);
    for (int p = 0; p < whole; p += TOGETHER) {
      int some = Math.min(TOGETHER, whole - p);
      int at = p * height;
      for (int i = 0; i < slices; i++) {
        int start = from + p * apart + i * height;
        kernel.packColumns(a.array(), start, left, i * height * length + at, some, apart);
      }
    }
    return whole;
  }

  /** Whether these rows of a are not packed: all but those at the edge. */
  private boolean isAlong(int filled, ProductKernel kernel) {
    return along && filled == kernel.rows();
  }

  /** {@link Turning#turn}, as much of it in vectors as these reach; slices come in their order. */
  static void turn(
      Object from,
      int at,
      int apart,
      Object to,
      int out,
      int stride,
      int n,
      int rows,
      @Nullable ProductKernel vectors) {
    int whole = 0;
    if (vectors != null && n >= vectors.columns()) {
      int lanes = vectors.columns();
      whole = n / lanes * lanes;
      // the last rows first, since what is overwritten behind them belongs to the first ones
      for (int q = (rows - 1) / lanes * lanes; q >= 0; q -= lanes) {
        int some = Math.min(lanes, rows - q);
        vectors.turn(from, at + q * apart, to, out + q, whole, apart, stride, some);
      }
    }
    Turning.turn(from, at + whole, apart, to, out + whole * stride, stride, n - whole, rows);
  }

  private static void copy(Matrix from, int at, int step, Object to, int out, int stride, int n) {
    Elements.copy(from.array(), from.dtype(), at, step, to, from.dtype(), out, stride, n);
  }

  private static void pad(Object packed, int at, int width, int filled, int length) {
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

  /** A narrow kernel for the last few columns wastes less; beside tall tiles there are none. */
  private ProductKernel kernel(ProductKernel usual, int columns) {
    return tallRows == 0 && columns <= narrow.columns() ? narrow : usual;
  }

  private void multiply(
      ProductKernel usual,
      int row,
      int count,
      int slice,
      int inner,
      int column,
      int columns,
      int length) {
    int at = 0;
    boolean more = adds || inner > 0;
    for (int j = 0; j < columns; ) {
      ProductKernel kernel = kernel(usual, columns - j);
      int width = kernel.columns();
      int filled = Math.min(width, columns - j);
      boolean isDirect = isDirect(filled, width);
      int start = isDirect ? b.at(inner, column + j) : at;
      if (packed != null) {
        start = packed.at(column + j, inner, width);
      }
      for (int i = 0; i < count; i += kernel.rows()) {
        int height = Math.min(kernel.rows(), count - i);
        int to = c.at(row + i, column + j);
        if (height == kernel.rows() && filled == width && c.columnStride() == 1) {
          tile(
              kernel,
              row + i,
              slice + i * length,
              inner,
              start,
              isDirect,
              length,
              c.array(),
              to,
              c.rowStride(),
              more);
        } else {
          if (more) {
            load(to, height, filled, width);
          }
          tile(
              kernel,
              row + i,
              slice + i * length,
              inner,
              start,
              isDirect,
              length,
              edge,
              0,
              width,
              more);
          store(to, height, filled, width);
        }
      }
      at += isDirect ? 0 : width * length;
      j += width;
    }
  }

  /** The tile of c from this row on, which has its slice of a there. */
  private void tile(
      ProductKernel kernel,
      int row,
      int slice,
      int inner,
      int start,
      boolean isDirect,
      int length,
      Object to,
      int at,
      int stride,
      boolean more) {
    if (steps != null && isDirect) {
      kernel.overSteps(left, slice, b.array(), start, length, to, at, stride, more, steps);
    } else if (isAlong(Math.min(kernel.rows(), c.rows() - row), kernel)) {
      int from = a.at(row, inner);
      kernel.alongRows(a.array(), from, right, start, length, to, at, stride, more, a.rowStride());
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
