package org.gradlang.op.declare;

import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Shapes of results of operands that broadcast. */
public final class Broadcasting {
  private static final Object[] NOTHING = {};

  private Broadcasting() {}

  /** A row-major layout for the result; numbers broadcast to anything. */
  public static Layout of(String operation, Object[] operands) {
    Layout found = null;
    for (Object operand : operands) {
      if (operand instanceof Tensor tensor) {
        found = found == null ? tensor.layout() : pair(operation, found, tensor.layout(), operands);
      }
    }
    return found == null ? Layout.SCALAR : found.toContiguous();
  }

  public static Layout pair(String operation, Layout a, Layout b) {
    return pair(operation, a, b, NOTHING);
  }

  private static Layout pair(String operation, Layout a, Layout b, Object[] operands) {
    if (a.sameSizes(b)) {
      return b.isContiguous() && !a.isContiguous() ? b.renewed() : a;
    }
    int[] sizes = sizes(a.sizes(), b.sizes());
    if (sizes == null) {
      throw mismatch(operation, a, b, operands);
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

  private static GradError mismatch(String operation, Layout a, Layout b, Object[] operands) {
    int fromEnd = 1;
    while (size(a, fromEnd) == size(b, fromEnd) || size(a, fromEnd) == 1 || size(b, fromEnd) == 1) {
      fromEnd++;
    }
    GradError error =
        new GradError(
                ErrorKind.SHAPE,
                operation
                    + ": the shapes "
                    + a
                    + " and "
                    + b
                    + " do not broadcast together: "
                    + size(a, fromEnd)
                    + " and "
                    + size(b, fromEnd)
                    + " differ")
            .help("counted from the last, sizes must be equal or 1");
    for (Object operand : operands) {
      if (operand instanceof Tensor tensor && tensor.dim() > 0) {
        error.note(tensor.origin(), "shape " + tensor.layout() + " made here");
      }
    }
    return shorter(a, b) ? unsqueezed(error, a, b) : unsqueezed(error, b, a);
  }

  private static int size(Layout layout, int fromEnd) {
    return layout.size(layout.dim() - fromEnd);
  }

  private static boolean shorter(Layout a, Layout b) {
    return a.dim() < b.dim();
  }

  /** A vector that has the size of the dim before the last was perhaps meant for that. */
  private static GradError unsqueezed(GradError error, Layout vector, Layout other) {
    boolean fits = vector.dim() == 1 && other.dim() > 1 && size(vector, 1) == size(other, 2);
    return fits
        ? error.help(
            "unsqueeze(-1) makes "
                + vector
                + " a column, ["
                + size(vector, 1)
                + ", 1], which broadcasts with "
                + other)
        : error;
  }
}
