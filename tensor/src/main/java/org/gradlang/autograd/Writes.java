package org.gradlang.autograd;

import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Tensor;

/** What may not be changed in place. */
final class Writes {
  private Writes() {}

  /** Checks a write of values that may differ from place to place. */
  static void check(Context context, Tensor tensor, boolean joins) {
    if (tensor.layout().overlaps()) {
      throw new GradError(
              ErrorKind.VALUE,
              "several elements of this tensor share one place in memory, so it cannot be"
                  + " changed in place")
          .note(tensor.origin(), "it was expanded here")
          .help("clone() it first");
    }
    checkFill(context, tensor, joins);
  }

  /** Checks a write of one value to all places. */
  static void checkFill(Context context, Tensor tensor, boolean joins) {
    AutogradState state = Graph.moreOf(tensor);
    if (state != null) {
      checkState(context, tensor, state, joins);
    }
  }

  /** Checks a tensor that a function of the user's own has written to without recording it. */
  static void checkChanged(Context context, Tensor tensor) {
    AutogradState state = Graph.moreOf(tensor);
    if (state != null) {
      checkState(context, tensor, state, true);
    }
  }

  private static void checkState(
      Context context, Tensor tensor, AutogradState state, boolean joins) {
    if (!joins || !context.isRecording()) {
      return;
    }
    ViewHistory view = state.view;
    if (view != null) {
      checkView(tensor, view);
    }
    if (Graph.requiresGrad(tensor) && Graph.nodeOf(tensor) == null) {
      throw leaf("a leaf that requires a gradient cannot be changed in place", tensor);
    }
  }

  /**
   * Counts a change. Tensors made in inference mode have no count: as in PyTorch that is an error
   * outside of it, after the elements were changed.
   */
  static void count(Context context, Tensor tensor) {
    AutogradState state = Graph.moreOf(tensor);
    if (state != null && state.inference && !context.isInference()) {
      throw Graph.error("a tensor made in inference_mode cannot be changed in place outside of it")
          .note(tensor.origin(), "made here, in inference_mode")
          .help("change a clone() of it");
    }
    tensor.storage().bumpVersion(context.origin());
  }

  private static void checkView(Tensor tensor, ViewHistory view) {
    if (view.creation != ViewHistory.Creation.DEFAULT) {
      throw Views.refusal(view, "and cannot be changed in place in a graph");
    }
    if (Graph.requiresGrad(tensor) && Graph.nodeOf(view.base) == null) {
      throw leaf("a view of a leaf that requires a gradient cannot be changed in place", view.base)
          .note(tensor.origin(), "the view was made here");
    }
  }

  private static GradError leaf(String message, Tensor leaf) {
    return Graph.error(message)
        .note(leaf.origin(), "the leaf was made here")
        .teach(new GraphLesson.LeafChanged());
  }
}
