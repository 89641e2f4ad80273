package org.gradlang.op.declare;

import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The dtype of a result, as PyTorch finds it: tensors with dimensions decide; 0-dim tensors count
 * only where they are of a higher kind (bool, int, float), and numbers only where they are of a
 * still higher one.
 */
public final class Promotion {
  private Promotion() {}

  /** Of tensors and numbers. */
  public static DType of(Context context, Object[] operands) {
    if (operands.length == 2
        && operands[0] instanceof Tensor a
        && operands[1] instanceof Tensor b
        && a.dtype() == b.dtype()) {
      return a.dtype(); // the common case, whatever their dimensions are
    }
    DType dims = null;
    DType zeroDims = null;
    DType numbers = null;
    for (Object operand : operands) {
      if (!(operand instanceof Tensor tensor)) {
        numbers = promote(numbers, ofNumber(context, operand));
      } else if (tensor.dim() == 0) {
        zeroDims = promote(zeroDims, tensor.dtype());
      } else {
        dims = promote(dims, tensor.dtype());
      }
    }
    DType found = combine(dims, combine(zeroDims, numbers));
    return found == null ? context.defaultDType() : found;
  }

  /** The dtype that a number has as a tensor. */
  public static DType ofNumber(Context context, Object number) {
    DType kind = Numbers.kind(number);
    return kind.isFloating() ? context.defaultDType() : kind;
  }

  private static @Nullable DType promote(@Nullable DType a, DType b) {
    return a == null ? b : a.promote(b);
  }

  private static @Nullable DType combine(@Nullable DType higher, @Nullable DType lower) {
    if (higher == null || lower == null) {
      return higher == null ? lower : higher;
    }
    if (higher.isFloating()) {
      return higher;
    }
    return higher == DType.BOOL || lower.isFloating() ? higher.promote(lower) : higher;
  }

  /** Whether a result of one dtype may be written into a tensor of another. */
  public static boolean canWrite(DType from, DType to) {
    return switch (to) {
      case FLOAT32, FLOAT64 -> true;
      case INT64 -> !from.isFloating();
      case BOOL -> from == DType.BOOL;
    };
  }
}
