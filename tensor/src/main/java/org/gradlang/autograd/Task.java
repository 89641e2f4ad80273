package org.gradlang.autograd;

import java.util.Arrays;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** A node's part in one pass. */
final class Task {
  final Node node;
  final Pass pass;

  /** The node's part in the pass that this one runs within, if any. */
  final @Nullable Task outer;

  /** The task that was made before this one in the same pass. */
  final @Nullable Task previous;

  /** Edges over which gradients are still to come. */
  int dependencies;

  /** The next edge to explore; -1 until the node is come to. */
  int cursor = -1;

  /** While the graph is explored: from where this task was come to. */
  @Nullable Task above;

  boolean queued;

  /** Whether this pass, and none before it, let go of what the node had saved. */
  boolean freesFirst;

  /** In a pass for some inputs only: whether the node lies on a way to one. */
  boolean needed;

  /** What has come so far, by output of the node; only held from the first until the node ran. */
  @Nullable Tensor[] cotangents = Node.nothing(0);

  /** Bit i: nobody but this pass holds cotangent i. */
  private long owned;

  /** Pairs of an output and a place in the answer. */
  int @Nullable [] captures;

  Task(Node node, Pass pass, @Nullable Task previous) {
    this.node = node;
    this.pass = pass;
    this.outer = node.task;
    this.previous = previous;
  }

  boolean hasCotangent() {
    for (Tensor cotangent : cotangents) {
      if (cotangent != null) {
        return true;
      }
    }
    return false;
  }

  /**
   * Adds a gradient that came over an edge.
   *
   * @param alone whether nobody else holds it
   */
  void add(int output, Tensor gradient, boolean alone, boolean recording) {
    hold();
    Tensor before = cotangents[output];
    if (before != null && isOwned(output) && !recording) {
      before.addInPlace(gradient);
      return;
    }
    cotangents[output] = before == null ? gradient : before.add(gradient);
    if (output < Long.SIZE && (before != null || alone)) {
      owned |= 1L << output;
    }
  }

  /** Makes room for a gradient of each output. */
  void hold() {
    if (cotangents.length == 0) {
      cotangents = new @Nullable Tensor[node.results()];
    }
  }

  /** The node ran: what came for it is not needed any more. */
  void release() {
    cotangents = Node.nothing(0);
  }

  /**
   * Gives the arrays of the cotangents back that nobody can ask for any more: those that the pass
   * alone held and that no gradient shares elements with, of a node that only looked at them.
   */
  void giveBack(Context context, @Nullable Tensor[] gradients) {
    if (owned == 0 || !node.borrows() || node.hooksOrNull() != null) {
      return;
    }
    for (int i = 0; i < cotangents.length; i++) {
      Tensor cotangent = cotangents[i];
      if (cotangent != null
          && isOwned(i)
          && !isAmong(cotangent, i, cotangents)
          && !isAmong(cotangent, -1, gradients)
          && cotangent.storage().giveBackAlone(context)) {
        cotangents[i] = null;
      }
    }
  }

  /**
   * Whether the only cotangent is one whose array would be {@linkplain #giveBack given back}, so
   * that the node may as well write over it.
   */
  boolean isSpare() {
    if (owned == 0 || cotangents.length != 1 || node.hooksOrNull() != null) {
      return false;
    }
    Tensor cotangent = cotangents[0];
    return cotangent != null && cotangent.storage().isSpare();
  }

  private static boolean isAmong(Tensor tensor, int except, @Nullable Tensor[] others) {
    for (int i = 0; i < others.length; i++) {
      Tensor other = others[i];
      if (i != except && other != null && other.storage().sharesWith(tensor.storage())) {
        return true;
      }
    }
    return false;
  }

  boolean isOwned(int output) {
    return Freshness.has(owned, output);
  }

  /** Says that hooks or the user may hold the cotangents from now on. */
  void share() {
    owned = 0;
  }

  void set(int output, Tensor gradient) {
    cotangents[output] = gradient;
  }

  void setAll(@Nullable Tensor[] gradients) {
    cotangents = gradients;
  }

  /** Asks for the gradient of an output. */
  void capture(int output, int place) {
    int[] before = captures == null ? new int[0] : captures;
    int[] longer = Arrays.copyOf(before, before.length + 2);
    longer[before.length] = output;
    longer[before.length + 1] = place;
    captures = longer;
  }

  /** Answers who asked for gradients. New ones among them are then held by nobody else. */
  void deliverCaptures(@Nullable Tensor[] answer, boolean recording) {
    if (captures == null) {
      return;
    }
    for (int i = 0; i < captures.length; i += 2) {
      Tensor gradient = cotangents[captures[i]];
      answer[captures[i + 1]] = gradient;
      if (gradient != null
          && (recording || needed || captures.length > 2 || !isOwned(captures[i]))) {
        gradient.storage().share();
      }
    }
    share();
  }
}
