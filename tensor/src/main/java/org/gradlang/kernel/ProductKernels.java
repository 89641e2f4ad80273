package org.gradlang.kernel;

import java.util.List;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import org.gradlang.tensor.DType;

/**
 * The product kernels of a dtype.
 *
 * @param wide for most of a product
 * @param narrow for the last few columns, where it wastes less
 * @param flat for one row
 * @param wideSteps rows of b that are packed for the wide kernel
 * @param narrowSteps rows of b that are packed for the narrow kernel
 */
record ProductKernels(
    ProductKernel wide,
    ProductKernel narrow,
    ProductKernel flat,
    int[] wideSteps,
    int[] narrowSteps) {
  private static final int LENGTH = 4;

  /** Nanoseconds that a compiled kernel stays below at this length, and any other is far above. */
  private static final long LIMIT = 1000;

  static ProductKernels of(DType dtype) {
    int lanes = lanes(dtype);
    int rows = rows(dtype, lanes);
    ProductKernel wide = ProductKernelWriter.write(dtype, rows, 2, lanes);
    ProductKernel narrow = ProductKernelWriter.write(dtype, rows, 1, lanes);
    return new ProductKernels(
        wide,
        narrow,
        ProductKernelWriter.write(dtype, 1, rows, lanes),
        multiples(wide.columns()),
        multiples(narrow.columns()));
  }

  private static int lanes(DType dtype) {
    return dtype == DType.FLOAT64
        ? DoubleVector.SPECIES_PREFERRED.length()
        : FloatVector.SPECIES_PREFERRED.length();
  }

  /**
   * 2 x 8 accumulators fit into 32 registers, 2 x 6 into 16. More rows than 8 are no faster, though
   * they would fit (8: 142, 9 x 3: 129, 12: 120, 14: 76 GFLOP/s in one run).
   */
  private static int rows(DType dtype, int lanes) {
    boolean manyRegisters =
        lanes * dtype.bytes() == 64 || System.getProperty("os.arch").equals("aarch64");
    return manyRegisters ? 8 : 6;
  }

  private static int[] multiples(int width) {
    int[] steps = new int[PackedProduct.INNER];
    java.util.Arrays.setAll(steps, p -> p * width);
    return steps;
  }

  /** What becomes fast as the JVM compiles them. */
  List<BringUp.Rehearsal> rehearsals(DType dtype) {
    return List.of(rehearsal(wide, dtype), rehearsal(narrow, dtype), rehearsal(flat, dtype));
  }

  private static BringUp.Rehearsal rehearsal(ProductKernel kernel, DType dtype) {
    int size = LENGTH * Math.max(kernel.rows(), kernel.columns());
    Object a = Elements.allocate(dtype, size);
    Object b = Elements.allocate(dtype, size);
    Object c = Elements.allocate(dtype, kernel.rows() * kernel.columns());
    int[] steps = new int[LENGTH];
    return new BringUp.Rehearsal(
        () -> kernel.run(a, 0, b, 0, steps, LENGTH, c, 0, kernel.columns()), LIMIT);
  }

  /** The same for the forms over rows, of wide and narrow. */
  List<BringUp.Rehearsal> rehearsalsOverRows(DType dtype) {
    return List.of(rehearsalOverRows(wide, dtype), rehearsalOverRows(narrow, dtype));
  }

  private static BringUp.Rehearsal rehearsalOverRows(ProductKernel kernel, DType dtype) {
    int size = LENGTH * Math.max(kernel.rows(), kernel.columns());
    Object a = Elements.allocate(dtype, size);
    Object b = Elements.allocate(dtype, size);
    Object c = Elements.allocate(dtype, kernel.rows() * kernel.columns());
    int[] zeros = new int[Math.max(LENGTH, kernel.rows())];
    int columns = kernel.columns();
    return new BringUp.Rehearsal(
        () -> kernel.overRows(a, 0, b, 0, zeros, LENGTH, c, 0, columns, 0, zeros, 0), LIMIT);
  }
}
