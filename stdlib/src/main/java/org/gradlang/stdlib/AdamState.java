package org.gradlang.stdlib;

import org.gradlang.autograd.Graph;
import org.gradlang.autograd.Leaves;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.DictValue;
import org.jspecify.annotations.Nullable;

/**
 * A parameter and what Adam remembers of it.
 *
 * @param parts the parameter, its gradient, the running averages of the gradient and of its square,
 *     the largest of the latter where it counts, and the number of steps
 * @param steps that number
 */
record AdamState(Tensor[] parts, float steps) {
  private static final int TENSORS = 5; // of the operation

  /** Above, 1 more is no other float32. */
  private static final float MOST_STEPS = 1 << 24;

  /** Null where anything is not as it usually is. */
  static @Nullable AdamState of(Tensor param, Tensor grad, DictValue state, boolean amsgrad) {
    if (!(state.get("step") instanceof Tensor step)
        || !(state.get("exp_avg") instanceof Tensor mean)
        || !(state.get("exp_avg_sq") instanceof Tensor square)
        || !isCounter(step)) {
      return null;
    }
    Tensor[] parts = {param, grad, mean, square, step};
    if (amsgrad) {
      if (!(state.get("max_exp_avg_sq") instanceof Tensor largest)) {
        return null;
      }
      parts = new Tensor[] {param, grad, mean, square, largest, step};
    }
    for (int i = 0; i < parts.length - 1; i++) {
      if (!fits(parts[i], param)) {
        return null;
      }
    }
    float steps = step.storage().floats()[step.layout().offset()];
    return steps >= 0 && steps < MOST_STEPS ? new AdamState(parts, steps) : null;
  }

  private static boolean isCounter(Tensor step) {
    return step.layout().dim() == 0 && step.dtype() == DType.FLOAT32 && !Leaves.isInference(step);
  }

  private static boolean fits(Tensor part, Tensor param) {
    return part.dtype() == param.dtype()
        && part.dtype().isFloating()
        && part.layout().sameSizes(param.layout())
        && !part.layout().overlaps()
        && !Leaves.isInference(part);
  }

  Tensor param() {
    return parts[0];
  }

  /** Whether none of its tensors has elements of another one. */
  boolean isApart() {
    for (int i = 1; i < parts.length; i++) {
      for (int j = 0; j < i; j++) {
        if (parts[i].storage().sharesWith(parts[j].storage())) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether none of its tensors has elements of one of the other's. */
  boolean isApart(AdamState other) {
    for (Tensor own : parts) {
      for (Tensor part : other.parts) {
        if (own.storage().sharesWith(part.storage())) {
          return false;
        }
      }
    }
    return true;
  }

  /** Counts a step, as an addition in place of 1 does. */
  void count(Context context) {
    Tensor step = parts[parts.length - 1];
    step.storage().floats()[step.layout().offset()] = steps + 1;
    Graph.countChange(context, step);
  }

  /** The arguments of the operation. */
  @Nullable Object[] bound(@Nullable Object[] numbers) {
    @Nullable Object[] bound = new @Nullable Object[TENSORS + numbers.length];
    System.arraycopy(parts, 0, bound, 0, parts.length - 1);
    System.arraycopy(numbers, 0, bound, TENSORS, numbers.length);
    return bound;
  }
}
