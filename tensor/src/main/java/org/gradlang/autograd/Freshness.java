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
   * Bit i: gradient i has a place for each element, and shares elements neither with the
   * cotangents, nor with what the node saved, nor with another gradient.
   */
  static long of(Node node, @Nullable Tensor[] cotangents, @Nullable Tensor[] gradients) {
    long fresh = 0;
    if (gradients.length > MOST_INPUTS) {
      return fresh;
    }
    for (int i = 0; i < gradients.length; i++) {
      Tensor gradient = gradients[i];
      boolean alone =
          gradient != null && !isAmong(gradient, cotangents) && !node.mayHold(gradient.storage());
      for (int j = 0; alone && j < gradients.length; j++) {
        Tensor other = gradients[j];
        alone = j == i || other == null || !other.storage().sharesWith(gradient.storage());
      }
      fresh |= alone ? 1L << i : 0;
    }
    return fresh;
  }

  private static boolean isAmong(Tensor tensor, @Nullable Tensor[] others) {
    for (Tensor other : others) {
      if (other != null && other.storage().sharesWith(tensor.storage())) {
        return true;
      }
    }
    return false;
  }

  static boolean has(long bits, int place) {
    return place < Long.SIZE && (bits >> place & 1) != 0;
  }
}
