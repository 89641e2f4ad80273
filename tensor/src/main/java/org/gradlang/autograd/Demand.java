package org.gradlang.autograd;

import org.jspecify.annotations.Nullable;

/** Which gradients of a node's inputs a pass needs, and whether it is the last that asks. */
public final class Demand {
  private @Nullable Edge[] edges;
  private final boolean restricted;
  private final boolean last;
  private boolean spare;

  /** {@code last}: the node lets go of what it saved as soon as it has answered. */
  Demand(Node node, boolean restricted, boolean last) {
    this.edges = node.edges();
    this.restricted = restricted;
    this.last = last;
  }

  /** The same for another node, when nobody asks this for the one before any more. */
  Demand of(Node node) {
    edges = node.edges();
    spare = false;
    return this;
  }

  /** Says that nobody looks at the node's only cotangent once it has answered. */
  void spare() {
    spare = true;
  }

  /**
   * Whether the node may write a gradient over its only cotangent, which has a place for each
   * element, and give that.
   */
  public boolean isSpare() {
    return spare;
  }

  /** Whether what the node saved is not needed any more once it has answered. */
  public boolean isLast() {
    return last;
  }

  /** Whether the gradient of input number {@code input} is needed. */
  public boolean needs(int input) {
    Edge edge = edges[input];
    if (edge == null) {
      return false;
    }
    Task task = edge.node().task;
    return !restricted || task == null || task.needed || task.captures != null;
  }

  /** Whether the gradient of any of the inputs is needed. */
  public boolean needsAny() {
    for (int i = 0; i < edges.length; i++) {
      if (needs(i)) {
        return true;
      }
    }
    return false;
  }
}
