package org.gradlang.autograd;

import java.util.function.Consumer;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Origin;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** What scripts ask of a tensor's graph, and what they may set. */
public final class Leaves {
  private Leaves() {}

  public static void setRequiresGrad(Tensor tensor, boolean required) {
    if (required && !tensor.dtype().isFloating()) {
      throw Autograd.dtypeError(tensor).help("convert it first: x.float().requires_grad_()");
    }
    Node node = Graph.nodeOf(tensor);
    if (node != null) {
      if (!required) {
        throw Graph.error("requires_grad of a result cannot be switched off, only of leaves")
            .note(
                node.seenFrom(Context.current()),
                "the result was made here, by " + node.operation())
            .help("use detach(), which gives a tensor without history");
      }
      return;
    }
    AutogradState state = Graph.stateOf(tensor);
    if (required && state.inference && !Context.current().isInference()) {
      throw Graph.error("a tensor made in inference_mode cannot ask for a gradient outside of it")
          .note(tensor.origin(), "made here, in inference_mode")
          .help("call requires_grad_() on a clone() of it");
    }
    if (state.requiresGrad && !required) {
      state.cut = new Cut(Cut.Reason.FROZEN, Context.current().origin());
    }
    state.requiresGrad = required;
  }

  /** Only leaves have a requires_grad that may be assigned. */
  public static void checkLeaf(Tensor tensor) {
    Node node = Graph.nodeOf(tensor);
    if (node != null) {
      throw Graph.error("requires_grad can be set on leaves alone, and this tensor is a result")
          .note(node.origin(), "the result was made here, by " + node.operation())
          .help("use detach() for a tensor without history");
    }
  }

  public static int output(Tensor tensor) {
    return Graph.outputOf(tensor);
  }

  public static @Nullable Tensor grad(Tensor tensor) {
    Tensor gradient = lentGrad(tensor);
    if (gradient != null) {
      gradient.storage().share();
    }
    return gradient;
  }

  /**
   * The gradient for one who only looks at it, and no longer than until the leaf gets another: its
   * array then goes to the next result of its size.
   */
  public static @Nullable Tensor lentGrad(Tensor tensor) {
    AutogradState state = Graph.moreOf(tensor);
    return state == null ? null : state.grad;
  }

  private static void replaceGrad(Tensor tensor, @Nullable Tensor gradient) {
    AutogradState state = Graph.stateOf(tensor);
    Tensor before = state.grad;
    state.grad = gradient;
    if (before != null && before != gradient && before.storage().isOwned()) {
      before.storage().giveBackInPassing(Context.current());
    }
  }

  public static void setGrad(Tensor tensor, @Nullable Tensor gradient) {
    if (gradient != null) {
      if (gradient == tensor) {
        throw Graph.error("a tensor cannot be its own gradient").help("assign a clone() of it");
      }
      if (!gradient.layout().sameSizes(tensor.layout())) {
        throw new GradError(
                ErrorKind.SHAPE,
                "a gradient of shape "
                    + gradient.layout()
                    + " does not belong to a tensor of shape "
                    + tensor.layout())
            .note(gradient.origin(), "the gradient was made here")
            .note(Graph.originOf(tensor), "the tensor was made here");
      }
      if (gradient.dtype() != tensor.dtype()) {
        throw new GradError(
                ErrorKind.TYPE,
                "a gradient of "
                    + gradient.dtype()
                    + " does not belong to a tensor of "
                    + tensor.dtype())
            .note(gradient.origin(), "the gradient was made here")
            .help("convert it first, with .to(" + tensor.dtype().text() + ")");
      }
    }
    replaceGrad(tensor, gradient);
  }

  public static void retainGrad(Tensor tensor) {
    if (!Graph.requiresGrad(tensor)) {
      throw withoutGradient("retain_grad() needs a tensor that requires a gradient", tensor);
    }
    Node node = Graph.nodeOf(tensor);
    AutogradState state = Graph.stateOf(tensor);
    if (node != null && !state.retainsGrad) {
      state.retainsGrad = true;
      node.hooks().retain(state.output, tensor);
    }
  }

  private static GradError withoutGradient(String message, Tensor tensor) {
    Cut cut = Graph.cutOf(tensor);
    GradError error = Graph.error(message).teach(new GraphLesson.NoGraph(tensor.origin(), cut));
    return cut == null
        ? error.note(tensor.origin(), "this one was made here")
        : error.note(cut.origin(), cut.reason().note());
  }

  /**
   * Refuses what an optimizer cannot train.
   *
   * @throws GradError a ValueError that names the operation which made the tensor
   */
  public static void requireLeaf(Tensor tensor) {
    Node node = Graph.nodeOf(tensor);
    if (node != null) {
      Origin made = node.seenFrom(Context.current());
      throw new GradError(
              ErrorKind.VALUE,
              "an optimizer trains leaves, and this tensor is a result of " + node.operation())
          .note(made, "made here, by " + node.operation())
          .teach(new GraphLesson.NotLeaf(made));
    }
  }

  public static boolean retainsGrad(Tensor tensor) {
    AutogradState state = Graph.moreOf(tensor);
    return state != null && state.retainsGrad;
  }

  public static HookHandle registerHook(Tensor tensor, TensorHook hook) {
    Edge edge = Graph.edgeOf(tensor);
    if (edge == null && Graph.requiresGrad(tensor)) {
      return () -> {}; // a view made under no_grad: no gradient ever comes
    }
    if (edge == null) {
      throw withoutGradient(
          "a hook needs a tensor that requires a gradient: no backward would ever call it", tensor);
    }
    return edge.node().hooks().results.add(new NodeHooks.OnResult(edge.output(), hook));
  }

  public static HookHandle registerPostAccumulateGradHook(Tensor tensor, Consumer<Tensor> hook) {
    if (!Graph.requiresGrad(tensor) || Graph.nodeOf(tensor) != null) {
      throw Graph.error("a post-accumulate hook needs a leaf that requires a gradient")
          .note(Graph.originOf(tensor), "this tensor was made here")
          .help("register_hook() takes results too");
    }
    return Graph.accumulatorOf(tensor).hooks().accumulated.add(hook);
  }

  public static Tensor detach(Tensor tensor) {
    Tensor result = new Tensor(tensor.storage(), tensor.layout());
    return leave(tensor, result, Cut.Reason.DETACH);
  }

  public static Tensor data(Tensor tensor) {
    Tensor result = new Tensor(tensor.storage().alias(), tensor.layout());
    leave(tensor, result, Cut.Reason.DATA);
    AutogradState left = Graph.moreOf(result);
    if (left != null) {
      left.inference = false;
    }
    return result;
  }

  private static Tensor leave(Tensor tensor, Tensor result, Cut.Reason reason) {
    Cut cut =
        Graph.requiresGrad(tensor)
            ? new Cut(reason, Context.current().origin())
            : Graph.cutOf(tensor);
    if (isInference(tensor)) {
      Graph.markInference(result);
    }
    if (cut != null) {
      Graph.cut(result, cut);
    }
    return result;
  }

  public static Tensor detachInPlace(Tensor tensor) {
    if (tensor.autograd() == null) {
      return tensor;
    }
    AutogradState state = Graph.stateOf(tensor);
    if (state.view != null) {
      throw Graph.error("a view cannot be detached in place")
          .note(state.view.origin, "the view was made here")
          .help("use detach(), which gives a new tensor");
    }
    if (Graph.requiresGrad(tensor)) {
      state.cut = new Cut(Cut.Reason.DETACH, Context.current().origin());
    }
    if (state.node != null && state.retainsGrad) {
      state.node.hooks().stopRetaining(state.output);
    }
    state.retainsGrad = false;
    state.node = null;
    state.output = 0;
    state.requiresGrad = false;
    return tensor;
  }

  public static void setData(Tensor tensor, Tensor other) {
    if (!other.dtype().isFloating() && Graph.requiresGrad(tensor)) {
      throw new GradError(
          ErrorKind.TYPE,
          "the data of a tensor of " + tensor.dtype() + " cannot become " + other.dtype());
    }
    // The tensor stays the one that it is: its changes go on being counted, as PyTorch does.
    tensor.become(other.storage().countedWith(tensor.storage()), other.layout());
    Graph.describeLeaf(tensor);
  }

  /** Makes a tensor outside any graph share the elements of another, as a change in place. */
  public static Tensor set(Tensor tensor, Tensor source) {
    if (tensor.dtype() != source.dtype()) {
      throw new GradError(
          ErrorKind.TYPE,
          "set_(): a tensor of " + tensor.dtype() + " cannot share elements of " + source.dtype());
    }
    Context context = Context.current();
    for (Tensor one : new Tensor[] {tensor, source}) {
      if (context.isRecording() && Graph.requiresGrad(one)) {
        throw Graph.error("set_() has no gradient, and a tensor here requires one")
            .note(Graph.originOf(one), "it was made here")
            .help("use copy_() to write values, or detach() what set_() is given");
      }
    }
    tensor.become(source.storage().countedWith(tensor.storage()), source.layout());
    Graph.describeLeaf(tensor);
    Writes.count(context, tensor);
    return tensor;
  }

  public static int version(Tensor tensor) {
    if (isInference(tensor)) {
      throw Graph.error("the changes of a tensor made in inference_mode are not counted")
          .note(tensor.origin(), "made here, in inference_mode")
          .help("ask a clone() of it, or make it under no_grad instead");
    }
    return tensor.storage().version();
  }

  public static boolean isInference(Tensor tensor) {
    AutogradState state = Graph.moreOf(tensor);
    return state != null && state.inference;
  }

  /** Warns, for {@code x.grad} in scripts, that a result keeps no gradient. */
  public static void warnOfMissingGradient(Tensor tensor) {
    // The node as it is: asking for .grad does not renew a view's history, nor refuse it.
    Node node = Graph.lastNodeOf(tensor);
    if (node == null || grad(tensor) != null || retainsGrad(tensor)) {
      return;
    }
    Context context = Context.current();
    Origin made = node.seenFrom(context);
    context.warn(
        Graph.error(
                "only leaves keep their gradient, and this tensor is a result of "
                    + node.operation()
                    + ": its .grad stays None")
            .note(made, "made here, by " + node.operation())
            .teach(new GraphLesson.NotKept(made)));
  }
}
