package org.gradlang.autograd;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** With anomaly detection: a pass stops at the first gradient that is not a number. */
final class Anomaly {
  private Anomaly() {}

  /**
   * Checks what a node gave.
   *
   * @param roots where the pass began
   */
  static void check(Context context, Edge[] roots, Node node, @Nullable Tensor[] gradients) {
    if (!context.detectsAnomaly()) {
      return;
    }
    for (int i = 0; i < gradients.length; i++) {
      Tensor gradient = gradients[i];
      if (gradient != null && gradient.hasNan()) {
        throw error(context, roots, node, i);
      }
    }
  }

  private static GradError error(Context context, Edge[] roots, Node node, int input) {
    GradError error =
        Graph.error(
            "the gradient of "
                + node.operation()
                + " is nan (for its input number "
                + input
                + "): the first one on the way back");
    Node odd = firstOdd(roots);
    boolean here = odd != null && odd.origin().equals(node.origin());
    error.note(
        node.origin(),
        "recorded here, by "
            + node.operation()
            + (here ? ", which already gave " + odd.oddity() : ""));
    if (!node.origin().equals(node.seenFrom(context))) {
      error.note(node.seenFrom(context), "called here");
    }
    if (odd == null) {
      return error.help(
          "the way forward was finite: the slope of "
              + node.operation()
              + " is infinite at some element, and inf * 0 is nan. Keep its input away from there,"
              + " such as with clamp(min=1e-12); where() must choose its input, not its result");
    }
    if (!here) {
      error.note(
          odd.origin(), "but already here, on the way forward, the result held " + odd.oddity());
    }
    return error.help("look at the way forward first: check what goes into " + odd.operation());
  }

  /** The first operation on the way forward that gave an inf or nan. */
  private static @Nullable Node firstOdd(Edge[] roots) {
    Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    ArrayDeque<Node> open = new ArrayDeque<>();
    for (Edge root : roots) {
      open.add(root.node());
    }
    Node first = null;
    for (Node node = open.poll(); node != null; node = open.poll()) {
      if (!seen.add(node)) {
        continue;
      }
      if (!node.oddity().isEmpty() && (first == null || node.sequence() < first.sequence())) {
        first = node;
      }
      for (@Nullable Edge edge : node.edges()) {
        if (edge != null) {
          open.add(edge.node());
        }
      }
    }
    return first;
  }

  /** What is odd about a result: {@code nan}, {@code inf}, or nothing. */
  static String oddity(Tensor result) {
    if (result.hasNan()) {
      return "nan";
    }
    Tensor plain = result.detach(); // what is computed here must not be watched itself
    // x - x is nan for an infinite x, and 0 for every other
    return plain.sub(plain).hasNan() ? "inf" : "";
  }
}
