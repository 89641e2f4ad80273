package org.gradlang.op.creation;

import java.util.ArrayList;
import java.util.List;
import org.gradlang.autograd.Autograd;
import org.gradlang.autograd.Leaves;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Family;
import org.gradlang.op.signature.TypeNames;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.None;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** What scripts ask of graphs: backward, detach and the like. */
public final class Recording {
  private Recording() {}

  public static void declare(Family family) {
    family
        .op(
            "backward",
            "Adds the gradients of this tensor to the .grad of the leaves that it"
                + " was made from.")
        .methodOnly()
        .samples("randn(2, requires_grad=True).sum().backward()")
        .way(
            Composite.of(
                    "backward(input: tensor, gradient: tensor? = None, retain_graph: bool? ="
                        + " None, create_graph: bool = False, inputs: any = None)",
                    Recording::backward)
                .keeping()
                .notDifferentiable());
    leaves(family);
  }

  private static @Nullable Boolean flag(Bound a, String name) {
    return (Boolean) a.get(name);
  }

  private static Object backward(Bound a) {
    Tensor root = a.tensor("input");
    Tensor gradient = a.tensorOrNull("gradient");
    List<Tensor> inputs = inputs(a);
    Boolean retain = flag(a, "retain_graph");
    boolean create = a.flag("create_graph");
    if (gradient == null && inputs == null) {
      Autograd.backward(root, retain, create);
    } else {
      Autograd.backward(
          List.of(root), gradient == null ? null : List.of(gradient), retain, create, inputs);
    }
    return None.NONE;
  }

  private static @Nullable List<Tensor> inputs(Bound a) {
    Object given = a.get("inputs");
    if (given == null || given instanceof None) {
      return null;
    }
    List<Tensor> inputs = new ArrayList<>();
    for (Object input : given instanceof List<?> several ? several : List.of(given)) {
      if (!(input instanceof Tensor tensor)) {
        throw new GradError(
            ErrorKind.TYPE,
            "'inputs' must be a tensor or a list of tensors, not " + TypeNames.described(input));
      }
      inputs.add(tensor);
    }
    return inputs;
  }

  private static void leaves(Family family) {
    family
        .op("detach", "The same elements outside the graph.")
        .samples("detach(randn(2))")
        .way(
            Composite.of("detach(input: tensor)", a -> a.tensor("input").detach())
                .notDifferentiable());
    family
        .op("detach_", "Cuts the graph at this tensor, which becomes a leaf.")
        .samples("randn(2).detach_()")
        .way(
            Composite.of("detach_(input: tensor)", a -> a.tensor("input").detachInPlace())
                .notDifferentiable());
    family
        .op("requires_grad_", "Asks for the gradient of this leaf.")
        .methodOnly()
        .samples("randn(2).requires_grad_()")
        .way(
            Composite.of(
                "requires_grad_(input: tensor, requires_grad: bool = True)",
                a -> {
                  Leaves.setRequiresGrad(a.tensor("input"), a.flag("requires_grad"));
                  return a.tensor("input");
                }));
    family
        .op("set_", "Takes over the elements and the shape of source, and shares them with it.")
        .methodOnly()
        .samples("zeros(3).set_(ones(2))")
        .way(
            Composite.of(
                    "set_(input: tensor, source: tensor)",
                    a -> Leaves.set(a.tensor("input"), a.tensor("source")))
                .notDifferentiable());
    family
        .op("retain_grad", "Asks for the gradient of this result too.")
        .methodOnly()
        .samples("(randn(2, requires_grad=True) * 2).retain_grad()")
        .way(
            Composite.of(
                    "retain_grad(input: tensor)",
                    a -> {
                      a.tensor("input").retainGrad();
                      return None.NONE;
                    })
                .keeping()
                .notDifferentiable());
    family
        .op("is_inference", "Whether it was made in inference_mode.")
        .samples("is_inference(randn(2))")
        .way(
            Composite.of("is_inference(input: tensor)", a -> a.tensor("input").isInference())
                .notDifferentiable());
  }
}
