package org.gradlang.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import org.gradlang.tensor.DType;

/** The two product kernels of a dtype: a narrow one wastes less at the edge. */
record ProductKernels(ProductKernel wide, ProductKernel narrow) {
  private static final int LENGTH = 4;

  /** Nanoseconds that a compiled kernel stays below at this length, and any other is far above. */
  private static final long LIMIT = 1000;

  static ProductKernels of(DType dtype) {
    int lanes =
        dtype == DType.FLOAT64
            ? DoubleVector.SPECIES_PREFERRED.length()
            : FloatVector.SPECIES_PREFERRED.length();
    // 2 x 8 accumulators fit into 32 registers, 2 x 6 into 16
    boolean manyRegisters =
        lanes * dtype.bytes() == 64 || System.getProperty("os.arch").equals("aarch64");
    int rows = manyRegisters ? 8 : 6;
    return new ProductKernels(
        ProductKernelWriter.write(dtype, rows, 2, lanes),
        ProductKernelWriter.write(dtype, rows, 1, lanes));
  }

  /** Whether the JVM compiles both. */
  boolean becomeFast(DType dtype) {
    int size = LENGTH * Math.max(wide.rows(), wide.columns());
    Object a = Elements.allocate(dtype, size);
    Object b = Elements.allocate(dtype, size);
    Object c = Elements.allocate(dtype, wide.rows() * wide.columns());
    return BringUp.becomesFast(() -> run(wide, a, b, c), LIMIT)
        && BringUp.becomesFast(() -> run(narrow, a, b, c), LIMIT);
  }

  private static void run(ProductKernel kernel, Object a, Object b, Object c) {
    kernel.run(a, 0, b, 0, LENGTH, c, 0, kernel.columns());
  }
}
