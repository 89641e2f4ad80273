package org.gradlang.autograd;

import org.jspecify.annotations.Nullable;

/** Which gradients of a node's inputs a pass needs. */
public final class Demand {
  private final @Nullable Edge[] edges;
  private final boolean restricted;

  Demand(Node node, boolean restricted) {
    this.edges = node.edges();
    this.restricted = restricted;
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
