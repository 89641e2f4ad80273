package org.gradlang.autograd;

import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Runs before a node goes backward, and may replace the gradients of its outputs. */
@FunctionalInterface
public interface NodePreHook {
  /** Other gradients of the outputs, as many, or null to keep them. */
  @Nullable Tensor @Nullable [] apply(@Nullable Tensor[] outputs);
}
