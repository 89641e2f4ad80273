package org.gradlang.autograd;

import java.util.List;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.GradMode;
import org.gradlang.tensor.Origin;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** The way back: {@code y.backward()} and {@code autograd.grad()}. */
public final class Autograd {
  private static final @Nullable Edge[] NO_TARGETS = {};

  private Autograd() {}

  /**
   * Adds to the {@code .grad} of the leaves, or of {@code inputs} alone.
   *
   * @param gradients one for each root, null for one of a single element
   * @param retainGraph null: as {@code createGraph}
   * @param inputs null for all leaves
   * @throws GradError an AutogradError that points at the lines involved
   */
  public static void backward(
      List<Tensor> roots,
      @Nullable List<? extends @Nullable Tensor> gradients,
      @Nullable Boolean retainGraph,
      boolean createGraph,
      @Nullable List<Tensor> inputs) {
    Edge[] from = Roots.edges(roots);
    Tensor[] start = Roots.gradients(roots, gradients);
    if (inputs != null && inputs.isEmpty()) {
      throw Graph.error("backward() got an empty list of inputs")
          .help("leave out inputs= for all leaves");
    }
    List<Tensor> targets = inputs == null ? List.of() : inputs;
    @Nullable Edge[] to = Roots.targets(targets);
    // As in PyTorch, a result among the inputs keeps its gradient from now on.
    targets.forEach(Leaves::retainGrad);
    run(from, start, to, true, retainGraph, createGraph);
  }

  /** As the other, from one tensor of a single element to all leaves. */
  public static void backward(Tensor root, @Nullable Boolean retainGraph, boolean createGraph) {
    Edge[] from = {Roots.edge(root)};
    run(from, new Tensor[] {Roots.one(root)}, NO_TARGETS, true, retainGraph, createGraph);
  }

  /**
   * The gradients of the outputs' sum with respect to the inputs; leaves keep their {@code .grad}.
   *
   * @param materialize zeros instead of null for inputs that the outputs do not depend on
   * @throws GradError an AutogradError for an unused input unless {@code allowUnused}, and where
   *     there are no inputs
   */
  public static @Nullable Tensor[] grad(
      List<Tensor> outputs,
      List<Tensor> inputs,
      @Nullable List<? extends @Nullable Tensor> gradients,
      @Nullable Boolean retainGraph,
      boolean createGraph,
      boolean allowUnused,
      boolean materialize) {
    if (inputs.isEmpty()) {
      throw Graph.error("grad() got an empty list of inputs")
          .help("backward() adds the gradients to the .grad of all leaves");
    }
    Edge[] from = Roots.edges(outputs);
    Tensor[] start = Roots.gradients(outputs, gradients);
    @Nullable Edge[] to = Roots.targets(inputs);
    @Nullable Tensor[] found = run(from, start, to, false, retainGraph, createGraph);
    for (int i = 0; i < found.length; i++) {
      if (found[i] == null && materialize) {
        found[i] = inputs.get(i).zerosLike();
      } else if (found[i] == null && !allowUnused) {
        throw unused(i, inputs.get(i));
      }
    }
    return found;
  }

  private static @Nullable Tensor[] run(
      Edge[] from,
      Tensor[] start,
      @Nullable Edge[] to,
      boolean accumulates,
      @Nullable Boolean retainGraph,
      boolean createGraph) {
    Context context = Context.current();
    boolean retain = retainGraph == null ? createGraph : retainGraph;
    GradMode before = context.gradMode();
    Origin originBefore = context.gradModeOrigin();
    Cut cutBefore = context.gradModeCutOrNull();
    context.setGradMode(
        createGraph ? GradMode.RECORD : GradMode.NO_GRAD,
        new Cut(Cut.Reason.BACKWARD, context.origin()));
    try {
      return new Pass(context, retain, createGraph).run(from, start, to, accumulates);
    } finally {
      if (cutBefore == null) {
        context.setGradMode(before, originBefore);
      } else {
        context.setGradMode(before, cutBefore);
      }
    }
  }

  private static GradError unused(int i, Tensor input) {
    Origin made = Graph.originOf(input);
    return Graph.error(
            "input number "
                + i
                + " of grad() was not used to compute the outputs, so it has no"
                + " gradient")
        .note(made, "the input was made here")
        .teach(new GraphLesson.Unused(i));
  }

  static GradError dtypeError(Tensor tensor) {
    GradError error =
        new GradError(
            ErrorKind.TYPE,
            "only tensors of floats have a gradient, and this one is " + tensor.dtype());
    boolean fresh = tensor.origin().equals(Context.current().origin());
    return fresh ? error : error.note(tensor.origin(), "it was made here");
  }
}
