package org.gradlang.autograd;

import org.gradlang.tensor.Context;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** The history of a view after its base was changed in place: those elements of the base. */
final class StridedNode extends Node {
  private final Layout base;
  private final Layout view;

  StridedNode(Context context, @Nullable Edge edge, Layout base, Layout view) {
    super(context, new @Nullable Edge[] {edge});
    this.base = base;
    this.view = view;
  }

  @Override
  public String name() {
    return "AsStridedBackward0";
  }

  @Override
  protected boolean mayHold(Storage storage) {
    return false;
  }

  @Override
  protected @Nullable Tensor[] backward(
      Context context, @Nullable Tensor[] cotangents, Demand demand) {
    Tensor cotangent = cotangents[0];
    return new @Nullable Tensor[] {cotangent == null ? null : cotangent.scatterStrided(base, view)};
  }
}
