package org.gradlang.trace;

import java.util.List;
import org.gradlang.autograd.Node;
import org.gradlang.tensor.GradMode;
import org.gradlang.tensor.Origin;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Something that a running program did. */
public sealed interface TraceEvent {
  /**
   * An operation ended; what it calls itself is not told.
   *
   * @param name as scripts write it: {@code mul}, {@code add_}
   * @param operands {@link Seen} for tensors, and the other arguments as they are
   * @param results Seen for tensors, and other results as they are
   * @param node the graph node of the first result, if it has one
   * @param form how the first result came to be
   * @param place where the operation stands
   */
  record Operation(
      String name,
      List<Object> operands,
      List<Object> results,
      @Nullable Node node,
      Form form,
      Origin place)
      implements TraceEvent {}

  /** What an operation's result is. */
  enum Form {
    /** In memory of its own. */
    NEW,
    /** On the elements of an operand. */
    VIEW,
    /** An operand itself, changed. */
    IN_PLACE,
    /** An operand itself, as it was. */
    SAME
  }

  /**
   * The mode changed.
   *
   * @param block whether a block was entered or left that the mode belongs to
   */
  record Mode(GradMode mode, Change block) implements TraceEvent {}

  /** How a mode changed. */
  enum Change {
    ENTERED,
    LEFT,
    SET
  }

  /**
   * A backward pass begins.
   *
   * @param roots where it begins
   * @param retains whether it keeps what nodes have saved
   * @param creates whether the gradients get a graph
   * @param targets how many inputs it is for; 0 for all leaves
   */
  record BackwardBegins(List<Node> roots, boolean retains, boolean creates, int targets)
      implements TraceEvent {}

  /**
   * A node's gradients were computed.
   *
   * @param arrived what came for its results; null where nothing did
   * @param given what it gives its inputs; null for those without a gradient
   * @param held what it had saved, by name
   * @param frees whether it has let go of that
   */
  record Step(
      Node node,
      List<@Nullable Seen> arrived,
      List<@Nullable Seen> given,
      List<String> held,
      boolean frees)
      implements TraceEvent {}

  /**
   * A gradient was added to a tensor's {@code .grad}.
   *
   * @param first whether there was none before
   * @param leaf whether it is a leaf; else a result that retains its gradient
   */
  record Accumulated(Tensor tensor, Seen gradient, boolean first, boolean leaf)
      implements TraceEvent {}

  /** A hook begins; what it runs comes until {@link HookEnds}. */
  record HookBegins(Hook kind, Node node) implements TraceEvent {}

  /** A hook ended; whether it gave another gradient. */
  record HookEnds(boolean replaced) implements TraceEvent {}

  /** The kinds of hooks in a backward pass. */
  enum Hook {
    /** Of a tensor, on its gradient. */
    TENSOR,
    /** Before a node. */
    BEFORE,
    /** After a node. */
    AFTER,
    /** After a leaf's gradient was accumulated. */
    ACCUMULATED
  }

  /** A backward pass ended, by an error or not. */
  record BackwardEnds() implements TraceEvent {}
}
