package org.gradlang.autograd;

import java.util.function.Supplier;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** All that a tensor may know about its graph. */
public final class AutogradState implements Part {
  /** The node that made the tensor; null for leaves. */
  @Nullable Node node;

  /** Which of the node's results the tensor is. */
  int output;

  /** Set by the user; results of recorded operations have a node instead. */
  boolean requiresGrad;

  boolean inference;

  /** Whether it was made to be trained: modules register such tensors. */
  boolean parameter;

  boolean retainsGrad;
  @Nullable Tensor grad;
  @Nullable AccumulateNode accumulator;
  @Nullable ViewHistory view;
  @Nullable Cut cut;
  @Nullable Supplier<String> title;
}
