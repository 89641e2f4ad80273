package org.gradlang;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.gradlang.autograd.CustomNode;
import org.gradlang.autograd.Cut;
import org.gradlang.autograd.Edge;
import org.gradlang.autograd.Graph;
import org.gradlang.autograd.Views;
import org.gradlang.op.signature.ParameterType;
import org.gradlang.op.signature.Signature;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.GradMode;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.Arguments;
import org.jspecify.annotations.Nullable;

/** A {@link DifferentiableFunction} as a function of programs. */
final class HostOperation extends HostCallable {
  private final DifferentiableFunction function;

  /** Which parameters are tensors. */
  private final int[] places;

  HostOperation(
      Grad grad, Signature signature, String documentation, DifferentiableFunction function) {
    super(grad, signature, documentation);
    this.function = function;
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < signature.parameters().size(); i++) {
      if (signature.parameters().get(i).type() == ParameterType.TENSOR) {
        found.add(i);
      }
    }
    this.places = found.stream().mapToInt(Integer::intValue).toArray();
  }

  @Override
  public Object call(Arguments arguments) {
    @Nullable Object[] bound = signature.bind(arguments.values(), arguments.keywords());
    Context context = Context.current();
    @Nullable Edge[] edges = new @Nullable Edge[places.length];
    boolean recorded = false;
    for (int i = 0; i < edges.length; i++) {
      edges[i] = bound[places[i]] instanceof Tensor tensor ? Graph.edgeOf(tensor) : null;
      recorded |= edges[i] != null;
    }
    Tensor given = forward(context, bound);
    if (!recorded || !context.isRecording()) {
      return given;
    }
    return record(context, bound, edges, given);
  }

  private Tensor forward(Context context, @Nullable Object[] bound) {
    GradMode mode = context.gradMode();
    Cut cut = context.gradModeCut();
    if (context.isRecording()) {
      context.setGradMode(GradMode.NO_GRAD, context.origin());
    }
    try {
      HostCall call = new HostCall(grad, signature, bound);
      return HostCode.run(
          name(), () -> Objects.requireNonNull(function.forward(call), "no result"));
    } finally {
      context.setGradMode(mode, cut);
    }
  }

  private Tensor record(
      Context context, @Nullable Object[] bound, @Nullable Edge[] edges, Tensor given) {
    List<@Nullable Tensor> kept = new ArrayList<>();
    boolean argument = false;
    for (int place : places) {
      kept.add((Tensor) bound[place]);
      argument |= bound[place] == given;
    }
    Tensor result = given;
    if (argument) {
      result = Views.ofArgument(given); // the argument keeps its own place in the graph
    } else if (given.requiresGrad()) {
      result = given.detach(); // and so does a tensor from elsewhere
    }
    Backward backward = new Backward(bound, edges);
    CustomNode node = new CustomNode(context, nodeName(), edges, backward);
    backward.node = node;
    node.result(0, result, false);
    kept.add(result);
    node.save(kept, List.of(result));
    return result;
  }

  private String nodeName() {
    StringBuilder name = new StringBuilder();
    for (String word : name().split("_", -1)) {
      if (!word.isEmpty()) {
        name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
      }
    }
    return name + "Backward";
  }

  /** The way back through one call. */
  private final class Backward implements CustomNode.Rule {
    private final @Nullable Object[] bound;
    private final @Nullable Edge[] edges;
    private @Nullable CustomNode node;

    Backward(@Nullable Object[] bound, @Nullable Edge[] edges) {
      this.bound = bound.clone();
      this.edges = edges;
      for (int place : places) {
        this.bound[place] = null; // saved by the node, which frees it
      }
    }

    @Override
    public @Nullable Tensor[] gradients(@Nullable Tensor[] cotangents) {
      List<@Nullable Tensor> saved = Objects.requireNonNull(node).saved();
      @Nullable Object[] arguments = bound.clone();
      for (int i = 0; i < places.length; i++) {
        arguments[places[i]] = saved.get(i);
      }
      HostCall call = new HostCall(grad, signature, arguments);
      Tensor result = Objects.requireNonNull(saved.getLast());
      Tensor cotangent = Objects.requireNonNull(cotangents[0]);
      @Nullable Tensor[] gradients =
          HostCode.run(name(), () -> function.gradients(call, result, cotangent));
      if (gradients.length != places.length) {
        throw new GradError(
            ErrorKind.AUTOGRAD,
            name()
                + "(): the host gave "
                + gradients.length
                + " gradients for "
                + places.length
                + " tensors");
      }
      @Nullable Tensor[] wanted = gradients.clone();
      for (int i = 0; i < wanted.length; i++) {
        wanted[i] = edges[i] == null ? null : wanted[i];
      }
      return wanted;
    }
  }
}
