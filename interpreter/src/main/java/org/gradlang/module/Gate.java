package org.gradlang.module;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gradlang.autograd.Demand;
import org.gradlang.autograd.Edge;
import org.gradlang.autograd.Graph;
import org.gradlang.autograd.Node;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.None;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.TupleValue;
import org.jspecify.annotations.Nullable;

/** Identity of several tensors, recorded as one operation: their gradients pass it together. */
final class Gate extends Node {
  private final int[] positions;
  private final int width;

  private Gate(Context context, @Nullable Edge[] edges, int[] positions, int width) {
    super(context, edges);
    this.positions = positions;
    this.width = width;
  }

  /**
   * Puts those of the first {@code count} values behind a gate that have a gradient; null where
   * none has, or nothing is recorded.
   */
  static @Nullable Gate close(Object[] values, int count) {
    Context context = Context.current();
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (values[i] instanceof Tensor tensor && tensor.requiresGrad()) {
        found.add(i);
      }
    }
    if (found.isEmpty() || !context.isRecording()) {
      return null;
    }
    int[] positions = found.stream().mapToInt(Integer::intValue).toArray();
    @Nullable Edge[] edges = new @Nullable Edge[positions.length];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = Graph.edgeOf((Tensor) values[positions[i]]);
    }
    Gate gate = new Gate(context, edges, positions, count);
    gate.pass(values);
    return gate;
  }

  private void pass(Object[] values) {
    for (int i = 0; i < positions.length; i++) {
      Tensor tensor = (Tensor) values[positions[i]];
      Tensor passed = new Tensor(tensor.storage(), tensor.layout(), tensor.origin());
      Graph.attach(passed, this, i);
      values[positions[i]] = passed;
    }
  }

  @Override
  public String name() {
    return "BackwardHookFunctionBackward";
  }

  @Override
  protected @Nullable Tensor[] backward(
      Context context, @Nullable Tensor[] cotangents, Demand demand) {
    return cotangents;
  }

  /** Gradients at the places of their values; None at the other places. */
  TupleValue spread(@Nullable Tensor[] gradients) {
    Object[] all = new Object[width];
    Arrays.fill(all, None.NONE);
    for (int i = 0; i < positions.length; i++) {
      Tensor gradient = gradients[i];
      all[positions[i]] = gradient == null ? None.NONE : gradient;
    }
    return TupleValue.of(all);
  }

  /** The gradients that stand at the places of the values. */
  @Nullable Tensor[] gather(TupleValue all) {
    @Nullable Tensor[] gradients = new @Nullable Tensor[positions.length];
    for (int i = 0; i < gradients.length; i++) {
      gradients[i] = all.get(positions[i]) instanceof Tensor gradient ? gradient : null;
    }
    return gradients;
  }
}
