package org.gradlang.autograd;

import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Sees the gradient of a tensor, and may replace it. */
@FunctionalInterface
public interface TensorHook {
  /** Another gradient of the same shape, or null to keep this one. */
  @Nullable Tensor apply(Tensor gradient);
}
