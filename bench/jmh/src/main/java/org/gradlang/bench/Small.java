package org.gradlang.bench;

import org.gradlang.op.Operations;
import org.gradlang.tensor.Tensor;

/** Tensors so small that what surrounds the arithmetic takes the time. */
final class Small {
  private Small() {}

  static Tensor tensor(String shape, boolean requiresGrad) {
    Tensor tensor =
        shape.equals("scalar")
            ? Operations.tensor("tensor", 1.5)
            : Operations.tensor("randn", 4L, 4L);
    tensor.setRequiresGrad(requiresGrad);
    return tensor;
  }
}
