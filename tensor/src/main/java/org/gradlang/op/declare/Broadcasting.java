package org.gradlang.op.declare;

import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Shapes of results of operands that broadcast. */
public final class Broadcasting {
  private Broadcasting() {}

  /** A row-major layout for the result; numbers broadcast to anything. */
  public static Layout of(String operation, Object[] operands) {
    Layout found = null;
    for (Object operand : operands) {
      if (operand instanceof Tensor tensor) {
        found = found == null ? tensor.layout() : pair(operation, found, tensor.layout());
      }
    }
    return found == null ? Layout.SCALAR : found.toContiguous();
  }

  public static Layout pair(String operation, Layout a, Layout b) {
    if (a.sameSizes(b)) {
      return a;
    }
    int[] sizes = sizes(a.sizes(), b.sizes());
    if (sizes == null) {
      throw mismatch(operation, a, b);
    }
    return java.util.Arrays.equals(sizes, a.sizes()) ? a : Layout.contiguous(sizes);
  }

  /** The common sizes, or null where there are none. */
  public static int @Nullable [] sizes(int[] a, int[] b) {
    int[] longer = a.length >= b.length ? a : b;
    int[] shorter = a.length >= b.length ? b : a;
    int[] sizes = longer.clone();
    int shift = longer.length - shorter.length;
    for (int d = 0; d < shorter.length; d++) {
      int size = sizes[d + shift];
      if (size != shorter[d]) {
        if (size != 1 && shorter[d] != 1) {
          return null;
        }
        sizes[d + shift] = size == 1 ? shorter[d] : size;
      }
    }
    return sizes;
  }

  private static GradError mismatch(String operation, Layout a, Layout b) {
    return new GradError(
            ErrorKind.SHAPE,
            operation + ": the shapes " + a + " and " + b + " do not broadcast together")
        .help("counted from the last, sizes must be equal or 1");
  }
}
