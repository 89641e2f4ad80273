package org.gradlang.op.declare;

import org.gradlang.autograd.Graph;
import org.gradlang.op.Overload;
import org.gradlang.op.Receivers;
import org.gradlang.op.signature.Results;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** An operation that is made of others, which record themselves. */
public final class Composite extends Overload {
  private final Body body;
  private boolean differentiable = true;
  private boolean keeps;

  /** Computes with operations. */
  public interface Body {
    /** A Tensor, a {@link Results}, or a plain value. */
    Object run(Bound bound);
  }

  private Composite(String signature, Body body) {
    super(signature);
    this.body = body;
  }

  public static Composite of(String signature, Body body) {
    return new Composite(signature, body);
  }

  /** Says that no gradient flows through it. */
  public Composite notDifferentiable() {
    differentiable = false;
    return this;
  }

  /** Says that an argument may be held afterwards by more than what operations record of it. */
  public Composite keeping() {
    keeps = true;
    return this;
  }

  /**
   * As the operations do that it is made of, unless it says otherwise or changes its argument: a
   * result that is an argument, or a view of one, is found by whoever asks.
   */
  @Override
  public boolean borrows() {
    return !keeps && !text().contains("_(");
  }

  @Override
  public boolean isDifferentiable() {
    return differentiable;
  }

  @Override
  public Object apply(Context context, @Nullable Object[] bound) {
    return body.run(new Bound(signature(), bound));
  }

  /** The operation on a copy, written back: so what it saves does not change. */
  @Override
  public Object applyInPlace(Context context, @Nullable Object[] bound) {
    int at = Receivers.place(signature());
    if (!(bound[at] instanceof Tensor self)) {
      throw new IllegalStateException("an operation in place needs a tensor to change");
    }
    Graph.checkInPlace(context, self, false);
    @Nullable Object[] before = bound.clone();
    before[at] = self.copy();
    Tensor value = (Tensor) body.run(new Bound(signature(), before));
    InPlace.check(signature().name(), self, value.layout(), value.dtype());
    return self.copyInPlace(value);
  }
}
