package org.gradlang.autograd;

import java.util.function.Consumer;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.Origin;
import org.gradlang.tensor.Tensor;
import org.gradlang.trace.Trace;
import org.gradlang.trace.TraceEvent;
import org.jspecify.annotations.Nullable;

/** Where gradients end: adds what arrives to the {@code .grad} of a leaf. */
final class AccumulateNode extends Node {
  private static final @Nullable Edge[] NO_EDGES = {};

  private final Tensor leaf;

  AccumulateNode(Tensor leaf) {
    super(Long.MAX_VALUE, leaf.origin(), null, NO_EDGES);
    this.leaf = leaf;
    leaf.storage().share();
    describe(0, leaf.layout(), leaf.dtype());
  }

  @Override
  public String name() {
    return "AccumulateGrad";
  }

  @Override
  public Tensor variable() {
    return leaf;
  }

  /** Nothing lies behind a leaf; {@link #accumulate} does the work. */
  @Override
  protected @Nullable Tensor[] backward(
      Context context, @Nullable Tensor[] cotangents, Demand demand) {
    return nothing(0);
  }

  /**
   * Adds a gradient to the leaf's.
   *
   * @param alone whether nobody else holds it, so that the leaf may keep it as it is
   */
  void accumulate(Context context, @Nullable Tensor gradient, boolean alone, boolean recording) {
    if (gradient != null && Graph.requiresGrad(leaf)) {
      boolean watched = hooksOrNull() != null || context.trace() != null;
      Gradients.accumulate(context, leaf, gradient, alone, watched, recording);
      runAccumulated(context);
    }
  }

  private void runAccumulated(Context context) {
    NodeHooks hooks = hooksOrNull();
    if (hooks == null || hooks.accumulated.isEmpty()) {
      return;
    }
    Origin place = context.origin();
    hooks.accumulated.forEach((Consumer<Tensor> hook) ->
        Trace.hook(
            context,
            TraceEvent.Hook.ACCUMULATED,
            this,
            () -> {
              hook.accept(leaf);
              return false;
            }));
    context.setOrigin(place);
  }
}
