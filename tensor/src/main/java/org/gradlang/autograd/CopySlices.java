package org.gradlang.autograd;

import java.util.List;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The history of a base of which a view was changed in place: outside of the view the gradient goes
 * on as it is, inside it goes through the operation.
 */
final class CopySlices extends Node {
  private final Layout base;
  private final Layout view;
  private final Node operation;

  CopySlices(Context context, @Nullable Edge before, Layout base, Layout view, Node operation) {
    super(context, edges(before, operation));
    this.base = base;
    this.view = view;
    this.operation = operation;
  }

  private static @Nullable Edge[] edges(@Nullable Edge before, Node operation) {
    @Nullable Edge[] edges = operation.edges().clone();
    edges[0] = before;
    return edges;
  }

  @Override
  public String name() {
    return "CopySlices";
  }

  @Override
  public String operation() {
    return operation.operation();
  }

  @Override
  protected @Nullable Tensor[] backward(
      Context context, @Nullable Tensor[] cotangents, Demand demand) {
    Tensor cotangent = cotangents[0];
    @Nullable Tensor[] gradients = nothing(edges().length);
    if (cotangent == null) {
      return gradients;
    }
    @Nullable Tensor[] slice = {cotangent.viewStrided(base, view)};
    @Nullable Tensor[] inner =
        operation.backward(context, slice, new Demand(operation, false, false));
    System.arraycopy(inner, 1, gradients, 1, inner.length - 1);
    if (demand.needs(0)) {
      gradients[0] = cotangent.replaceStrided(base, view, fitted(inner[0]));
    }
    return gradients;
  }

  /** The gradient for the view's elements; without one they were overwritten. */
  private @Nullable Tensor fitted(@Nullable Tensor inner) {
    return inner == null ? null : inner.expand(view.sizes());
  }

  @Override
  protected boolean mayHold(Storage storage) {
    return operation.mayHold(storage);
  }

  @Override
  public List<String> heldNames() {
    return operation.heldNames();
  }

  @Override
  protected boolean release(Context context) {
    return operation.release(context);
  }
}
