package org.gradlang.autograd;

/**
 * A way for a gradient: it belongs to output number {@link #output} of {@link #node}.
 *
 * <p>That is the node itself for its first result: most have no other, and an edge of its own for
 * each would be a twelfth of what a node takes.
 */
public abstract sealed class Edge permits Node, Edge.Further {
  /** Where the gradient goes. */
  public final Node node() {
    return this instanceof Further further ? further.node : (Node) this;
  }

  /** Which result of the node it belongs to. */
  public final int output() {
    return this instanceof Further further ? further.output : 0;
  }

  /** To a result behind the first one. */
  static final class Further extends Edge {
    private final Node node;
    private final int output;

    Further(Node node, int output) {
      this.node = node;
      this.output = output;
    }
  }
}
