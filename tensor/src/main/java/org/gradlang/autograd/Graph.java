package org.gradlang.autograd;

import java.util.function.Supplier;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Held;
import org.gradlang.tensor.Ledger;
import org.gradlang.tensor.Origin;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** How tensors hang in graphs: asking, attaching, views, changes in place. */
public final class Graph {
  /** What a state takes, and now and then what a view knows of its base. */
  private static final int STATE_BYTES = 72;

  private Graph() {}

  /** All that the tensor may know, to be changed. */
  static AutogradState stateOf(Tensor tensor) {
    return tensor.autograd() instanceof AutogradState known ? known : newState(tensor);
  }

  private static AutogradState newState(Tensor tensor) {
    AutogradState state = new AutogradState();
    Part part = tensor.autograd();
    if (part instanceof Node node) {
      state.node = node;
    } else if (part instanceof Cut cut) {
      state.cut = cut;
    }
    Ledger ledger = Ledger.current();
    if (ledger != null) {
      ledger.hold(Held.HEADER, state, STATE_BYTES);
    }
    tensor.setAutograd(state);
    return state;
  }

  /** What the tensor knows besides its node, or why it has none; null for most tensors. */
  static @Nullable AutogradState moreOf(Tensor tensor) {
    return tensor.autograd() instanceof AutogradState state ? state : null;
  }

  /** Whether gradients flow to the tensor: the user asked, or an operand of it does. */
  public static boolean requiresGrad(Tensor tensor) {
    Part part = tensor.autograd();
    return part instanceof AutogradState state
        ? state.requiresGrad
            || state.node != null
            || state.view != null && requiresGrad(state.view.base)
        : part instanceof Node;
  }

  /** Whether the user asked for gradients of the tensor itself. */
  static boolean isAsked(Tensor tensor) {
    AutogradState state = moreOf(tensor);
    return state != null && state.requiresGrad;
  }

  /** The node that made the tensor; null for leaves. */
  public static @Nullable Node nodeOf(Tensor tensor) {
    Part part = tensor.autograd();
    if (!(part instanceof AutogradState state)) {
      return part instanceof Node node ? node : null;
    }
    ViewHistory view = state.view;
    if (view != null
        && view.version != tensor.storage().version()
        && (state.node != null || requiresGrad(view.base))) {
      renew(tensor, state, view);
    }
    return state.node;
  }

  /** Gives a view the history that its base has by now. */
  private static void renew(Tensor tensor, AutogradState state, ViewHistory view) {
    if (view.creation != ViewHistory.Creation.DEFAULT) {
      throw Views.refusal(view, "and its base or another view of it was changed in place since");
    }
    Context context = Context.current();
    Node node = new StridedNode(context, edgeOf(view.base), view.base.layout(), tensor.layout());
    node.describe(0, tensor.layout(), tensor.dtype());
    moveRetained(state, node, 0, tensor);
    state.node = node;
    state.output = 0;
    view.version = tensor.storage().version();
  }

  /** Where a gradient for the tensor goes; null if none does. */
  public static @Nullable Edge edgeOf(Tensor tensor) {
    Part part = tensor.autograd();
    if (!(part instanceof AutogradState state)) {
      return part instanceof Node made ? made.edge(0) : null;
    }
    Node node = state.view == null ? state.node : nodeOf(tensor);
    if (node != null) {
      return node.edge(state.output);
    }
    // A view made under no_grad requires a gradient as its base does, but has no way there.
    return state.requiresGrad ? accumulatorOf(tensor).edge(0) : null;
  }

  /** After a leaf got another shape or dtype: gradients for it look alike. */
  public static void describeLeaf(Tensor tensor) {
    AutogradState state = moreOf(tensor);
    if (state != null && state.accumulator != null) {
      state.accumulator.describe(0, tensor.layout(), tensor.dtype());
    }
  }

  static AccumulateNode accumulatorOf(Tensor leaf) {
    AutogradState state = stateOf(leaf);
    if (state.accumulator == null) {
      state.accumulator = new AccumulateNode(leaf);
    }
    return state.accumulator;
  }

  /** Makes a fresh result the node's output of this number. */
  public static void attach(Tensor result, Node node, int output) {
    node.describe(output, result.layout(), result.dtype());
    adopt(result, node, output);
    node.watch(result);
  }

  static void adopt(Tensor result, Node node, int output) {
    if (output == 0 && result.autograd() == null) {
      result.setAutograd(node);
      return;
    }
    AutogradState state = stateOf(result);
    state.node = node;
    state.output = output;
  }

  /** Gives a copy of a tensor's elements the history that the tensor has now. */
  public static void copyHistory(Tensor from, Tensor to) {
    Node node = nodeOf(from);
    if (node != null) {
      adopt(to, node, outputOf(from));
    }
  }

  /** Which of its node's results the tensor is. */
  static int outputOf(Tensor tensor) {
    AutogradState state = moreOf(tensor);
    return state == null ? 0 : state.output;
  }

  /** The node that the tensor came from when it was last asked: a view may have a newer one. */
  static @Nullable Node lastNodeOf(Tensor tensor) {
    Part part = tensor.autograd();
    if (part instanceof AutogradState state) {
      return state.node;
    }
    return part instanceof Node node ? node : null;
  }

  /** Remembers why a result has no gradient. */
  public static void cut(Tensor result, Cut cut) {
    Part known = result.autograd();
    if (known == null || known instanceof Cut) { // that of another operand: the last one counts
      result.setAutograd(cut);
    } else {
      stateOf(result).cut = cut;
    }
  }

  /** Why the tensor has no gradient, if that is known. */
  public static @Nullable Cut cutOf(Tensor tensor) {
    Part part = tensor.autograd();
    if (part instanceof AutogradState state) {
      return state.cut;
    }
    return part instanceof Cut cut ? cut : null;
  }

  /** The reason for a result without gradient of an operand, when nothing is recorded. */
  public static @Nullable Cut inheritedCut(Context context, Tensor operand) {
    Cut cut = cutOf(operand);
    if (cut != null) {
      return cut;
    }
    return requiresGrad(operand) && !context.isRecording() ? context.gradModeCut() : null;
  }

  /** Whether the tensor was made to be trained. */
  public static boolean isParameter(Tensor tensor) {
    AutogradState state = moreOf(tensor);
    return state != null && state.parameter;
  }

  /** Makes the tensor a parameter, once and for all. */
  public static void makeParameter(Tensor tensor) {
    stateOf(tensor).parameter = true;
  }

  /** Remembers what a tensor is called where it was registered; the text is made when asked for. */
  public static void entitle(Tensor tensor, Supplier<String> title) {
    stateOf(tensor).title = title;
  }

  /** What a tensor is called where it was registered, such as {@code net.fc1.weight}, or empty. */
  public static String titleOf(Tensor tensor) {
    AutogradState state = moreOf(tensor);
    return state == null || state.title == null ? "" : state.title.get();
  }

  /** Marks a result as made in inference mode. */
  public static void markInference(Tensor result) {
    stateOf(result).inference = true;
  }

  /**
   * Checks, before anything is written, that a tensor may be changed in place.
   *
   * @param joins whether it will be part of a graph afterwards
   */
  public static void checkInPlace(Context context, Tensor tensor, boolean joins) {
    Writes.check(context, tensor, joins);
  }

  /** As {@link #checkInPlace}, for one value that is written to all places. */
  public static void checkFill(Context context, Tensor tensor, boolean joins) {
    Writes.checkFill(context, tensor, joins);
  }

  /** Counts a change of a tensor's elements, which has just been made. */
  public static void countChange(Context context, Tensor tensor) {
    Writes.count(context, tensor);
  }

  /** After a change in place: the tensor, and what it is a view of, now come from the node. */
  public static void rebase(Context context, Tensor tensor, Node node) {
    rebase(context, tensor, node, 0);
  }

  /** As the other, for the node's result of this number; a view can only be the first one. */
  static void rebase(Context context, Tensor tensor, Node node, int output) {
    AutogradState state = stateOf(tensor);
    ViewHistory view = state.view;
    node.describe(output, tensor.layout(), tensor.dtype());
    if (view == null) {
      moveRetained(state, node, output, tensor);
      state.node = node;
      state.output = output;
      return;
    }
    Tensor base = view.base;
    Node slices = new CopySlices(context, edgeOf(base), base.layout(), tensor.layout(), node);
    slices.describe(0, base.layout(), base.dtype());
    AutogradState baseState = stateOf(base);
    moveRetained(baseState, slices, 0, base);
    baseState.node = slices;
    baseState.output = 0;
    nodeOf(tensor);
  }

  private static void moveRetained(AutogradState state, Node node, int output, Tensor tensor) {
    Node before = state.node;
    if (state.retainsGrad && before != null) {
      before.hooks().stopRetaining(state.output);
      node.hooks().retain(output, tensor);
    }
  }

  static GradError error(String message) {
    return new GradError(ErrorKind.AUTOGRAD, message);
  }

  /** Where a tensor was made, as the running code sees it. */
  static Origin originOf(Tensor tensor) {
    Node node = nodeOf(tensor);
    return node == null ? tensor.origin() : node.seenFrom(Context.current());
  }
}
