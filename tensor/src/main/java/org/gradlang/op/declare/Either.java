package org.gradlang.op.declare;

import org.gradlang.op.Overload;
import org.gradlang.tensor.Context;
import org.jspecify.annotations.Nullable;

/** An operation that is one primitive or another, depending on its arguments. */
public final class Either extends Overload {
  private final Chooser chooser;

  /** Picks the primitive, which takes the arguments as they are. */
  public interface Chooser {
    Primitive choose(@Nullable Object[] bound);
  }

  public Either(String signature, Chooser chooser) {
    super(signature);
    this.chooser = chooser;
  }

  @Override
  public Object apply(Context context, @Nullable Object[] bound) {
    return chooser.choose(bound).apply(context, bound);
  }

  @Override
  public Object applyInPlace(Context context, @Nullable Object[] bound) {
    return chooser.choose(bound).applyInPlace(context, bound);
  }

  @Override
  public boolean borrows() {
    return true; // as primitives do
  }

  @Override
  public boolean isDifferentiable() {
    return true;
  }
}
