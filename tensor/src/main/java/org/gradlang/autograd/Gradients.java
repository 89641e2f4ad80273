package org.gradlang.autograd;

import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Tensor;
import org.gradlang.trace.Seen;
import org.gradlang.trace.Trace;
import org.gradlang.trace.TraceEvent;
import org.jspecify.annotations.Nullable;

/** Adding gradients, and giving them the shape and dtype of what they belong to. */
final class Gradients {
  private Gradients() {}

  /**
   * Adds to {@code .grad} of a leaf: in place where there is one, in a tensor of its own where
   * there is none. The leaf owns that until somebody asks for it.
   *
   * @param alone whether nobody else holds the gradient
   * @param watched whether somebody may see it all the same
   */
  static void accumulate(
      Context context,
      Tensor tensor,
      Tensor gradient,
      boolean alone,
      boolean watched,
      boolean recording) {
    AutogradState state = Graph.stateOf(tensor);
    Tensor before = state.grad;
    tell(context, tensor, gradient, before == null, true);
    if (before == null) {
      boolean fits = gradient.layout().isContiguous();
      Tensor own = alone && fits && !recording ? ownForm(gradient) : gradient.copy();
      state.grad = own;
      if (!watched && !recording && own.storage().isNew()) {
        own.storage().own();
      }
    } else if (recording) {
      state.grad = before.add(gradient);
    } else {
      before.addInPlace(gradient);
      if (alone && !watched && !gradient.storage().sharesWith(before.storage())) {
        gradient.storage().giveBackAlone(context);
      }
    }
  }

  /** The gradient, or where it is a view of what nobody else has, a tensor in its place. */
  private static Tensor ownForm(Tensor gradient) {
    return Views.isView(gradient) ? new Tensor(gradient.storage(), gradient.layout()) : gradient;
  }

  /** Adds to {@code .grad} of a result that keeps it: always in a tensor of its own. */
  static void retain(Context context, Tensor tensor, Tensor gradient) {
    AutogradState state = Graph.stateOf(tensor);
    Tensor before = state.grad;
    tell(context, tensor, gradient, before == null, false);
    state.grad = before == null ? gradient.copy() : before.add(gradient);
  }

  private static void tell(
      Context context, Tensor tensor, Tensor gradient, boolean first, boolean leaf) {
    Trace trace = context.trace();
    if (trace != null) {
      trace.tell(new TraceEvent.Accumulated(tensor, Seen.of(gradient), first, leaf));
    }
  }

  /** The gradient in the shape and dtype of the edge's end: broadcast dimensions are summed. */
  static Tensor fit(Tensor gradient, Edge edge, Node from) {
    Node node = edge.node();
    int output = edge.output();
    Tensor fitting = gradient;
    if (!gradient.layout().sameSizes(node.layout(output))) {
      if (!reduces(gradient.layout().sizes(), node.layout(output).sizes())) {
        throw wrongShape(gradient, edge, from);
      }
      fitting = fitting.sumTo(node.layout(output));
    }
    return fitting.dtype() == node.dtype(output) ? fitting : fitting.to(node.dtype(output));
  }

  /** Whether {@code small} broadcasts to {@code large}. */
  static boolean reduces(int[] large, int[] small) {
    int shift = large.length - small.length;
    if (shift < 0) {
      return false;
    }
    for (int d = 0; d < small.length; d++) {
      if (small[d] != large[d + shift] && small[d] != 1) {
        return false;
      }
    }
    return true;
  }

  private static GradError wrongShape(Tensor gradient, Edge edge, Node from) {
    return new GradError(
            ErrorKind.SHAPE,
            "the gradient that "
                + from.operation()
                + " gave has shape "
                + gradient.layout()
                + ", but its input has shape "
                + edge.node().layout(edge.output()))
        .note(from.origin(), "recorded here")
        .note(gradient.origin(), "this is what it gave");
  }

  /** Checks what a hook gave instead of a gradient. */
  static Tensor replaced(Tensor before, @Nullable Tensor after) {
    if (after == null) {
      return before;
    }
    if (!after.layout().sameSizes(before.layout())) {
      throw new GradError(
              ErrorKind.SHAPE,
              "a hook gave a gradient of shape "
                  + after.layout()
                  + " instead of "
                  + before.layout())
          .note(after.origin(), "the hook gave this")
          .help("give a tensor of shape " + before.layout() + ", or None to leave it as it is");
    }
    return after.dtype() == before.dtype() ? after : after.to(before.dtype());
  }
}
