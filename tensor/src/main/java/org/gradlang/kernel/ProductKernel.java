package org.gradlang.kernel;

/** The innermost product: a tile of the result, which stays in registers. */
public abstract class ProductKernel {
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

  /**
   * Adds the product of {@code rows} x {@code length} elements of a and {@code length} x {@code
   * columns} elements of b to the tile of c at {@code ci}, whose rows are {@code stride} apart.
   *
   * @param a column after column, from {@code ai} on
   * @param steps row p of b stands at {@code bi + steps[p]}: packed, in a matrix, or in an image
   */
  public abstract void run(
      Object a, int ai, Object b, int bi, int[] steps, int length, Object c, int ci, int stride);

  /**
   * The same where b's rows stand one behind the other, and a is read where it is.
   *
   * @param steps element p of row i of a is {@code ai + starts[start + i] + steps[step + p]}
   */
  public abstract void overRows(
      Object a,
      int ai,
      Object b,
      int bi,
      int[] steps,
      int length,
      Object c,
      int ci,
      int stride,
      int step,
      int[] starts,
      int start);
}
