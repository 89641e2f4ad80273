package org.gradlang.kernel;

/** The innermost product: a tile of the result, which stays in registers. */
public abstract class ProductKernel {
  /** Partial sums of a product of two rows in {@link #dots}, which take turns on any processor. */
  static final int LANES = 16;

  private final int rows;
  private final int columns;

  protected ProductKernel(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
  }

  final int rows() {
    return rows;
  }

  final int columns() {
    return columns;
  }

  /** Up to how many elements more than its rows a column is packed with. */
  final int overhang() {
    return LANES;
  }

  /**
   * Adds the product of {@code rows} x {@code length} elements of a and {@code length} x {@code
   * columns} elements of b to the tile of c at {@code ci}, whose rows are {@code stride} apart.
   *
   * @param a column after column, from {@code ai} on
   * @param b row after row, from {@code bi} on
   * @param add without it, the tile is set to the product
   */
  public abstract void packed(
      Object a, int ai, Object b, int bi, int length, Object c, int ci, int stride, boolean add);

  /**
   * The same where b is read where it is, in a matrix or in an image.
   *
   * @param steps row p of b stands at {@code bi + steps[p]}
   */
  public abstract void overSteps(
      Object a,
      int ai,
      Object b,
      int bi,
      int length,
      Object c,
      int ci,
      int stride,
      boolean add,
      int[] steps);

  /**
   * Sets {@code lines} lines of {@code width} elements in each row of c, one behind the other: the
   * products of a with what b holds over steps, and a number of each row's added to the finished
   * sums. For kernels of two vectors in a row.
   *
   * @param stride how far rows of c are apart
   * @param pitch how far what lines read is apart in b
   * @param width at least a vector; the last tile of a line ends where it does, so that some
   *     elements may be computed twice
   * @param more row i gets element {@code mi + i}
   */
  public abstract void lines(
      Object a,
      int ai,
      Object b,
      int bi,
      int length,
      Object c,
      int ci,
      int stride,
      int lines,
      int[] steps,
      int pitch,
      int width,
      Object more,
      int mi);

  /**
   * The same as {@link #packed} where b is packed, and a is read where it is.
   *
   * @param steps element p of row i of a is {@code ai + starts[start + i] + steps[step + p]}
   */
  public abstract void overRows(
      Object a,
      int ai,
      Object b,
      int bi,
      int length,
      Object c,
      int ci,
      int stride,
      boolean add,
      int[] steps,
      int step,
      int[] starts,
      int start);

  /**
   * The same as {@link #packed} where b is packed, and the rows of a are dense and read where they
   * are.
   *
   * @param down element p of row i of a is {@code ai + i * down + p}
   */
  public abstract void alongRows(
      Object a,
      int ai,
      Object b,
      int bi,
      int length,
      Object c,
      int ci,
      int stride,
      boolean add,
      int down);

  /**
   * Adds products of rows with rows: of every {@link #LANES}th element from one on, as many
   * neighbouring ones as a vector has lanes.
   *
   * @param a row i begins at {@code ai + i * down}
   * @param b row j, of as many as the kernel has vectors in a row, at {@code bi + j * apart}
   * @param length a multiple of {@link #LANES}
   * @param sums those of rows i and j begin at {@code si + i * stride + j * LANES}
   */
  public abstract void dots(
      Object a,
      int ai,
      int down,
      Object b,
      int bi,
      int apart,
      int length,
      Object sums,
      int si,
      int stride);

  /**
   * Packs {@code count} rows of {@code columns} elements for b, one behind the other.
   *
   * @param steps row p stands at {@code fromIndex + steps[step + p]}
   */
  public abstract void pack(
      Object from, int fromIndex, Object to, int toIndex, int count, int[] steps, int step);

  /**
   * Packs {@code count} columns of {@code rows} elements for a, one behind the other. A column is
   * copied in whole vectors: as much is read behind it, and what comes after the last one is
   * overwritten.
   *
   * @param apart column p stands at {@code fromIndex + p * apart}
   */
  public abstract void packColumns(
      Object from, int fromIndex, Object to, int toIndex, int count, int apart);

  /**
   * Sets {@code to[toIndex + p * stride + q] = from[fromIndex + q * apart + p]} for p from 0 to
   * {@code count}, a multiple of a vector's lanes, and q from 0 to {@code rows}, as many as that at
   * most. It writes whole vectors: where there are fewer rows, what stands behind them is
   * overwritten, so that p's columns must come one behind the other.
   */
  public abstract void turn(
      Object from,
      int fromIndex,
      Object to,
      int toIndex,
      int count,
      int apart,
      int stride,
      int rows);

  /**
   * Copies {@code count} lines, adding {@code more} to each element. They stand {@code pitch} apart
   * in {@code from}, and one behind the other in {@code to}. A line is copied in whole vectors:
   * what comes after it is overwritten.
   */
  public abstract void store(
      Object from,
      int fromIndex,
      Object to,
      int toIndex,
      int count,
      int pitch,
      int width,
      double more);
}
