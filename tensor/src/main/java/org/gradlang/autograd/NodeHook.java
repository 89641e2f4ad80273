package org.gradlang.autograd;

import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Runs after a node has gone backward, and may replace the gradients of its inputs. */
@FunctionalInterface
public interface NodeHook {
  /** Other gradients of the inputs, as many, or null to keep them. */
  @Nullable Tensor @Nullable [] apply(@Nullable Tensor[] inputs, @Nullable Tensor[] outputs);
}
