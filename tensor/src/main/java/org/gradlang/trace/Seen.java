package org.gradlang.trace;

import org.gradlang.autograd.Graph;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Tensor;

/** What a tensor was like at the time: an operation in place may change it. */
public record Seen(Layout layout, DType dtype, boolean requiresGrad) {
  public static Seen of(Tensor tensor) {
    return new Seen(tensor.layout(), tensor.dtype(), Graph.requiresGrad(tensor));
  }
}
