package org.gradlang.kernel;

/** The innermost product: a tile of the result, which stays in registers, over a packed slice. */
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
   */
  public abstract void run(
      Object a, int ai, Object b, int bi, int length, Object c, int ci, int stride);
}
