package org.gradlang.op.declare;

import org.gradlang.autograd.Cut;
import org.gradlang.autograd.Graph;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Results that are not recorded: they remember why, for the error of a later backward. */
final class Outside {
  private Outside() {}

  /** Marks a fresh result of the first {@code count} inputs. */
  static void mark(Context context, Tensor result, @Nullable Object[] inputs, int count) {
    mark(context, result, inputs, count, true);
  }

  /**
   * Marks a result of the first {@code count} inputs.
   *
   * @param fresh false for a view, which is an inference tensor only if what it views is one
   */
  static void mark(
      Context context, Tensor result, @Nullable Object[] inputs, int count, boolean fresh) {
    for (int i = 0; i < count; i++) {
      if (inputs[i] instanceof Tensor tensor && tensor.autograd() != null) {
        markFrom(context, result, tensor);
      }
    }
    if (fresh && context.isInference()) {
      Graph.markInference(result);
    }
  }

  static void markFrom(Context context, Tensor result, Tensor operand) {
    Cut cut = Graph.inheritedCut(context, operand);
    if (cut == null && Graph.requiresGrad(operand)) {
      Cut.Reason reason =
          result.dtype().isFloating() ? Cut.Reason.NOT_DIFFERENTIABLE : Cut.Reason.INTEGER;
      cut = new Cut(reason, context.origin());
    }
    if (cut != null) {
      Graph.cut(result, cut);
    }
  }
}
