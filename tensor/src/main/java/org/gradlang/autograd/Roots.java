package org.gradlang.autograd;

import java.util.List;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Where passes begin and end, checked. */
final class Roots {
  private Roots() {}

  static Edge[] edges(List<Tensor> roots) {
    Edge[] edges = new Edge[roots.size()];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = edge(roots.get(i));
    }
    return edges;
  }

  static Edge edge(Tensor root) {
    Edge edge = Graph.edgeOf(root);
    if (edge == null) {
      throw withoutGraph(root);
    }
    return edge;
  }

  private static GradError withoutGraph(Tensor root) {
    GradError error =
        Graph.error(
            "this tensor does not require a gradient, and nothing it was made from does: there is"
                + " no graph to go back through");
    Cut cut = Graph.cutOf(root);
    error.teach(new GraphLesson.NoGraph(root.origin(), cut));
    return cut == null
        ? error.note(root.origin(), "the tensor was made here")
        : error.note(cut.origin(), cut.reason().note());
  }

  static Tensor[] gradients(List<Tensor> roots, @Nullable List<? extends @Nullable Tensor> given) {
    if (given != null && given.size() != roots.size()) {
      throw Graph.error(given.size() + " gradients were given for " + roots.size() + " tensors");
    }
    Tensor[] gradients = new Tensor[roots.size()];
    for (int i = 0; i < gradients.length; i++) {
      Tensor gradient = given == null ? null : given.get(i);
      gradients[i] = gradient == null ? one(roots.get(i)) : checked(roots.get(i), gradient);
    }
    return gradients;
  }

  static Tensor one(Tensor root) {
    if (root.numel() != 1) {
      throw Graph.error(
              "a tensor of shape "
                  + root.layout()
                  + " needs a gradient to start from: only one of"
                  + " a single element has 1 as its own")
          .note(Graph.originOf(root), "it was made here")
          .teach(new GraphLesson.SeveralElements(root.layout()));
    }
    return root.onesLike();
  }

  private static Tensor checked(Tensor root, Tensor gradient) {
    if (!gradient.layout().sameSizes(root.layout())) {
      throw new GradError(
              ErrorKind.SHAPE,
              "the gradient has shape "
                  + gradient.layout()
                  + ", but the tensor has shape "
                  + root.layout())
          .note(gradient.origin(), "the gradient was made here")
          .note(Graph.originOf(root), "the tensor was made here")
          .help("give one of shape " + root.layout() + ": a number for each element");
    }
    return gradient.dtype() == root.dtype() ? gradient : gradient.to(root.dtype());
  }

  static @Nullable Edge[] targets(List<Tensor> inputs) {
    @Nullable Edge[] edges = new @Nullable Edge[inputs.size()];
    for (int i = 0; i < edges.length; i++) {
      Edge edge = Graph.edgeOf(inputs.get(i));
      if (edge == null && !Graph.requiresGrad(inputs.get(i))) {
        throw notRequiring(i, inputs.get(i));
      }
      edges[i] = edge;
    }
    return edges;
  }

  private static GradError notRequiring(int i, Tensor input) {
    GradError error = Graph.error("input number " + i + " does not require a gradient");
    Cut cut = Graph.cutOf(input);
    return cut == null
        ? error
            .note(input.origin(), "it was made here")
            .teach(new GraphLesson.NotRequiring(i, input.origin()))
        : error.note(cut.origin(), cut.reason().note()).help(cut.reason().help());
  }
}
