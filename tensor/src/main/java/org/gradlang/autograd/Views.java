package org.gradlang.autograd;

import org.gradlang.tensor.Context;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Making views, and what they refuse. */
public final class Views {
  private Views() {}

  /** A view of the operand's elements, which knows its base. */
  public static Tensor of(Context context, Tensor operand, Layout layout) {
    return of(
        context,
        operand,
        layout,
        context.isRecording() ? ViewHistory.Creation.DEFAULT : ViewHistory.Creation.NO_GRAD);
  }

  /** One of several views that one operation gives: not to be changed in place in a graph. */
  public static Tensor oneOfSeveral(Context context, Tensor operand, Layout layout) {
    return of(
        context,
        operand,
        layout,
        context.isRecording()
            ? ViewHistory.Creation.SEVERAL_OUTPUTS
            : ViewHistory.Creation.NO_GRAD);
  }

  private static Tensor of(
      Context context, Tensor operand, Layout layout, ViewHistory.Creation creation) {
    if (operand.storage().isOwned()) {
      operand.storage().share();
    }
    Tensor result = new Tensor(operand.storage(), layout, context.origin());
    AutogradState before = Graph.moreOf(operand);
    ViewHistory outer = before == null ? null : before.view;
    AutogradState state = Graph.stateOf(result);
    state.inference = before != null && before.inference;
    ViewHistory.Creation kind =
        outer != null && outer.creation != ViewHistory.Creation.DEFAULT ? outer.creation : creation;
    state.view = new ViewHistory(outer == null ? operand : outer.base, kind, result.origin());
    return result;
  }

  /**
   * A view of an argument that a function of the user's own gave back as it is: a result of its
   * own, with a place of its own in the graph.
   */
  public static Tensor ofArgument(Tensor argument) {
    Context context = Context.current();
    return of(context, argument, argument.layout(), ViewHistory.Creation.CUSTOM_FUNCTION);
  }

  /** Says that a function of the user's own made this tensor, be it a view. */
  static void madeByFunction(Tensor tensor, boolean severalResults) {
    AutogradState state = Graph.moreOf(tensor);
    if (state != null && state.view != null) {
      state.view.creation =
          severalResults
              ? ViewHistory.Creation.SEVERAL_OUTPUTS
              : ViewHistory.Creation.CUSTOM_FUNCTION;
    }
  }

  /** Whether the tensor is a view of another. */
  public static boolean isView(Tensor tensor) {
    AutogradState state = Graph.moreOf(tensor);
    return state != null && state.view != null;
  }

  /** What the tensor is a view of; null where it is none. */
  public static @Nullable Tensor base(Tensor tensor) {
    AutogradState state = Graph.moreOf(tensor);
    return state == null || state.view == null ? null : state.view.base;
  }

  static GradError refusal(ViewHistory view, String what) {
    String made =
        switch (view.creation) {
          case NO_GRAD -> "this view was made under no_grad ";
          case SEVERAL_OUTPUTS -> "this is one of several views that one operation made ";
          case CUSTOM_FUNCTION -> "this view was made by an autograd.function ";
          case DEFAULT -> "this is a view ";
        };
    String help =
        switch (view.creation) {
          case NO_GRAD -> "make and change the view both inside no_grad, or both outside";
          case SEVERAL_OUTPUTS -> "use an index such as x[0] or narrow() instead, or clone() it";
          case CUSTOM_FUNCTION, DEFAULT -> "change a clone() of it";
        };
    return Graph.error(made + what).note(view.origin, "the view was made here").help(help);
  }
}
