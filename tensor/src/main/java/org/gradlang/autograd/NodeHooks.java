package org.gradlang.autograd;

import java.util.ArrayList;
import java.util.List;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** The hooks of a node: on the gradients of its results, and around its backward. */
final class NodeHooks {
  /** On one result's gradient, in the order of registration over all results. */
  record OnResult(int output, TensorHook hook) {}

  final HookList<OnResult> results = new HookList<>();
  final HookList<NodePreHook> before = new HookList<>();
  final HookList<NodeHook> after = new HookList<>();
  final HookList<java.util.function.Consumer<Tensor>> accumulated = new HookList<>();

  /** Tensors that keep their gradient, by output; they see what all other hooks left. */
  private final List<@Nullable Tensor> retaining = new ArrayList<>();

  boolean isHooked() {
    return !(results.isEmpty() && before.isEmpty() && after.isEmpty() && accumulated.isEmpty());
  }

  boolean isRetaining() {
    return retaining.stream().anyMatch(java.util.Objects::nonNull);
  }

  void retain(int output, Tensor tensor) {
    while (retaining.size() <= output) {
      retaining.add(null);
    }
    retaining.set(output, tensor);
  }

  void stopRetaining(int output) {
    if (output < retaining.size()) {
      retaining.set(output, null);
    }
  }

  @Nullable Tensor retaining(int output) {
    return output < retaining.size() ? retaining.get(output) : null;
  }
}
