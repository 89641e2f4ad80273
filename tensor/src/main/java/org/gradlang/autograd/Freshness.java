package org.gradlang.autograd;

import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Which gradients nobody but the pass holds: those may be added to in place, and become a leaf's
 * {@code .grad} without a copy.
 */
final class Freshness {
  /** Nodes with more inputs than this give parts of one tensor, as cat does. */
  private static final int MOST_INPUTS = 8;

  private Freshness() {}

  /**
   * Bit i: gradient i has a place for each element, and shares elements neither with what the node
   * saved, nor with another gradient, nor with a cotangent, unless nobody else held that one and
   * the gradient is all of it in another shape.
   */
  static long of(Task task, @Nullable Tensor[] gradients) {
    Node node = task.node;
    long fresh = 0;
    if (gradients.length > MOST_INPUTS) {
      return fresh;
    }
    for (int i = 0; i < gradients.length; i++) {
      Tensor gradient = gradients[i];
      boolean alone =
          gradient != null && !isHeld(gradient, task) && !node.mayHold(gradient.storage());
      for (int j = 0; alone && j < gradients.length; j++) {
        Tensor other = gradients[j];
        alone = j == i || other == null || !other.storage().sharesWith(gradient.storage());
      }
      fresh |= alone ? 1L << i : 0;
    }
    return fresh;
  }

  private static boolean isHeld(Tensor gradient, Task task) {
    for (int i = 0; i < task.cotangents.length; i++) {
      Tensor cotangent = task.cotangents[i];
      if (cotangent != null
          && cotangent.storage().sharesWith(gradient.storage())
          && !(task.isOwned(i) && isAllOf(cotangent, gradient))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAllOf(Tensor cotangent, Tensor gradient) {
    return gradient.layout().isContiguous() && gradient.numel() == cotangent.numel();
  }

  static boolean has(long bits, int place) {
    return place < Long.SIZE && (bits >> place & 1) != 0;
  }
}
