package org.gradlang.builtin;

import java.util.List;
import org.gradlang.autograd.CustomNode;
import org.gradlang.autograd.Cut;
import org.gradlang.autograd.Edge;
import org.gradlang.autograd.Graph;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.GradMode;
import org.gradlang.tensor.None;
import org.gradlang.tensor.Origin;
import org.gradlang.tensor.Tensor;
import org.gradlang.trace.Trace;
import org.gradlang.value.Arguments;
import org.gradlang.value.Callable;
import org.gradlang.value.TupleValue;
import org.gradlang.value.Types;
import org.jspecify.annotations.Nullable;

/** What {@code autograd.function(forward, backward)} gives: a callable with its own gradient. */
final class CustomFunction implements Callable {
  private final Callable forward;
  private final Callable backward;

  CustomFunction(Callable forward, Callable backward) {
    this.forward = forward;
    this.backward = backward;
  }

  @Override
  public String name() {
    return "Function";
  }

  @Override
  public Object call(Arguments arguments) {
    if (arguments.hasKeywords()) {
      throw new GradError(ErrorKind.TYPE, "a function of autograd takes no keyword arguments")
          .help("pass '" + arguments.keywords()[0] + "' by its position");
    }
    Object[] values = arguments.values();
    Context context = Context.current();
    Object[] needs = new Object[values.length];
    boolean recorded = false;
    for (int i = 0; i < needs.length; i++) {
      boolean needed = values[i] instanceof Tensor tensor && tensor.requiresGrad();
      needs[i] = needed;
      recorded |= needed;
    }
    recorded &= context.isRecording();
    @Nullable Edge[] edges = recorded ? edges(values) : new @Nullable Edge[0];
    FunctionContext ctx = new FunctionContext(TupleValue.of(needs));
    Origin place = context.origin();
    Object answer = runForward(arguments.prepend(ctx));
    context.setOrigin(place); // the node is recorded where the function is called
    FunctionResults results = new FunctionResults(ctx, values);
    if (!recorded) {
      return results.unrecorded(context, answer);
    }
    CustomNode node =
        new CustomNode(
            context,
            "FunctionBackward",
            edges,
            cotangents -> gradients(ctx, values.length, edges, cotangents));
    Object attached = results.attached(context, node, answer);
    ctx.moveTo(node, results.tensors());
    return attached;
  }

  private static @Nullable Edge[] edges(Object[] values) {
    @Nullable Edge[] edges = new @Nullable Edge[values.length];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = values[i] instanceof Tensor tensor ? Graph.edgeOf(tensor) : null;
    }
    return edges;
  }

  private Object runForward(Arguments arguments) {
    Context context = Context.current();
    GradMode mode = context.gradMode();
    Cut cut = context.gradModeCut();
    if (context.isRecording()) {
      context.setGradMode(GradMode.NO_GRAD, context.origin());
    }
    try {
      return forward.call(arguments);
    } finally {
      context.setGradMode(mode, cut);
    }
  }

  private @Nullable Tensor[] gradients(
      FunctionContext ctx, int inputs, @Nullable Edge[] edges, @Nullable Tensor[] cotangents) {
    Object[] arguments = new Object[cotangents.length + 1];
    arguments[0] = ctx;
    for (int i = 0; i < cotangents.length; i++) {
      Tensor cotangent = cotangents[i];
      arguments[i + 1] = cotangent == null ? None.NONE : cotangent;
    }
    Trace trace = Context.current().trace();
    Object answer =
        trace == null
            ? backward.call(Arguments.of(arguments))
            : trace.aloud(() -> backward.call(Arguments.of(arguments)));
    List<?> given = answer instanceof List<?> several ? several : List.of(answer);
    checkNumber(given, inputs);
    @Nullable Tensor[] gradients = new @Nullable Tensor[inputs];
    for (int i = 0; i < inputs; i++) {
      gradients[i] = gradient(given.get(i), i, edges[i] != null);
    }
    return gradients;
  }

  private void checkNumber(List<?> given, int inputs) {
    boolean fits = given.size() >= inputs;
    for (int i = inputs; i < given.size(); i++) {
      fits &= given.get(i) == None.NONE;
    }
    if (!fits) {
      throw new GradError(
              ErrorKind.AUTOGRAD,
              "backward gave "
                  + given.size()
                  + " gradients, but forward took "
                  + inputs
                  + " arguments besides ctx")
          .note(backward.origin(), "this backward")
          .note(forward.origin(), "this forward")
          .help("give one for each argument, None for those without a gradient");
    }
  }

  private @Nullable Tensor gradient(Object value, int input, boolean wanted) {
    if (value == None.NONE) {
      return null;
    }
    if (!(value instanceof Tensor tensor)) {
      throw new GradError(
              ErrorKind.TYPE,
              "backward gave "
                  + Types.described(value)
                  + " as gradient number "
                  + input
                  + ", where a tensor or None belongs")
          .note(backward.origin(), "this backward");
    }
    return wanted ? tensor : null;
  }
}
