package org.gradlang.tensor;

import java.util.List;
import java.util.function.Consumer;
import org.gradlang.autograd.Autograd;
import org.gradlang.autograd.Graph;
import org.gradlang.autograd.HookHandle;
import org.gradlang.autograd.Leaves;
import org.gradlang.autograd.Node;
import org.gradlang.autograd.TensorHook;
import org.jspecify.annotations.Nullable;

/** A tensor's part in graphs, as methods and properties. */
sealed interface GraphMethods permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /** Whether gradients flow to it. */
  default boolean requiresGrad() {
    return Graph.requiresGrad(self());
  }

  /**
   * Sets whether gradients are wanted for a leaf.
   *
   * @throws GradError a TypeError for ints, an AutogradError for switching a result off
   */
  default void setRequiresGrad(boolean required) {
    Leaves.setRequiresGrad(self(), required);
  }

  /** Whether no recorded operation made it. */
  default boolean isLeaf() {
    return Graph.nodeOf(self()) == null;
  }

  /** The node that made it; {@code grad_fn} in scripts. */
  default @Nullable Node node() {
    return Graph.nodeOf(self());
  }

  /** Which of the node's results it is. */
  default int nodeOutput() {
    return Leaves.output(self());
  }

  /** The gradient that backward passes added up. */
  default @Nullable Tensor grad() {
    return Leaves.grad(self());
  }

  /** Sets the gradient; it has the tensor's shape and dtype. */
  default void setGrad(@Nullable Tensor gradient) {
    Leaves.setGrad(self(), gradient);
  }

  /** Asks a result to keep its gradient too. */
  default void retainGrad() {
    Leaves.retainGrad(self());
  }

  default boolean retainsGrad() {
    return Leaves.retainsGrad(self());
  }

  /** Calls the hook with each gradient that arrives. */
  default HookHandle registerHook(TensorHook hook) {
    return Leaves.registerHook(self(), hook);
  }

  /** Calls the hook after each gradient that was added to this leaf's. */
  default HookHandle registerPostAccumulateGradHook(Consumer<Tensor> hook) {
    return Leaves.registerPostAccumulateGradHook(self(), hook);
  }

  /** The same elements outside the graph; changes in place are noticed. */
  default Tensor detach() {
    return Leaves.detach(self());
  }

  /** Cuts the graph here: the tensor becomes a leaf. */
  default Tensor detachInPlace() {
    return Leaves.detachInPlace(self());
  }

  /** The same elements outside the graph; changes in place are not noticed. */
  default Tensor data() {
    return Leaves.data(self());
  }

  /** Takes over the elements of another tensor. */
  default void setData(Tensor other) {
    Leaves.setData(self(), other);
  }

  /**
   * How often the elements were changed in place.
   *
   * @throws GradError an AutogradError for a tensor made in inference mode, where nobody counts
   */
  default int version() {
    return Leaves.version(self());
  }

  /** Whether it was made in inference mode. */
  default boolean isInference() {
    return Leaves.isInference(self());
  }

  /** Goes backward from this tensor of one element to all leaves. */
  default void backward() {
    Autograd.backward(List.of(self()), null, null, false, null);
  }

  /** Goes backward from this tensor, starting with a gradient. */
  default void backward(Tensor gradient) {
    Autograd.backward(List.of(self()), List.of(gradient), null, false, null);
  }
}
