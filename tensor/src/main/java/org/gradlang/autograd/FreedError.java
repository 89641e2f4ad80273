package org.gradlang.autograd;

import java.util.ArrayDeque;
import java.util.IdentityHashMap;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Origin;
import org.jspecify.annotations.Nullable;

/** The error for a pass that comes to a node which an earlier pass has freed. */
final class FreedError {
  private final Context context;
  private final Node node;
  private final Node begin;
  private final boolean whole;

  private FreedError(Context context, Edge[] roots, Node node) {
    this.context = context;
    this.node = node;
    IdentityHashMap<Node, Node> above = parents(roots);
    Node first = node;
    for (Node up = node; up != null; up = above.get(up) == up ? null : above.get(up)) {
      first = isSpent(up) ? up : first;
    }
    this.begin = first;
    this.whole = above.get(first) == first;
  }

  /**
   * The error.
   *
   * @param roots where the pass began
   * @param freed where the pass stood that freed the node
   */
  static GradError of(Context context, Edge[] roots, Node node, Origin freed) {
    return new FreedError(context, roots, node).error(freed);
  }

  /** Whether an earlier pass went through a node; the pass that fails has its own tasks. */
  private static boolean isSpent(Node node) {
    return node.spent() != null && (node.task == null || !node.task.freesFirst);
  }

  /**
   * For each node that leads from the roots, one that it was reached from; roots have themselves.
   */
  private static IdentityHashMap<Node, Node> parents(Edge[] roots) {
    IdentityHashMap<Node, Node> parents = new IdentityHashMap<>();
    ArrayDeque<Node> open = new ArrayDeque<>();
    for (Edge root : roots) {
      if (parents.put(root.node(), root.node()) == null) {
        open.add(root.node());
      }
    }
    for (Node next = open.poll(); next != null; next = open.poll()) {
      for (@Nullable Edge edge : next.edges()) {
        if (edge != null && parents.putIfAbsent(edge.node(), next) == null) {
          open.add(edge.node());
        }
      }
    }
    return parents;
  }

  private GradError error(Origin freed) {
    Origin place = begin.seenFrom(context);
    GradError error =
        Graph.error("this part of the graph was already freed by an earlier backward")
            .note(place, "recorded here ...")
            .teach(new GraphLesson.Freed(place, begin.origin(), freed, whole));
    if (!begin.origin().equals(place)) {
      error.note(begin.origin(), "(its last step is this " + begin.operation() + ")");
    } else if (begin != node && !node.origin().equals(place)) {
      error.note(node.seenFrom(context), "(back to this " + node.operation() + ")");
    }
    if (freed.equals(context.origin())) {
      return error.label("... freed when this ran before, and needed again now");
    }
    return error.note(freed, "... freed here ...").label("... and needed again here");
  }
}
