package org.gradlang.autograd;

import org.gradlang.tensor.Context;
import org.gradlang.tensor.GradMode;

/**
 * A stretch of Java code with another grad mode, on this thread.
 *
 * <pre>{@code
 * try (var _ = GradScope.noGrad()) {
 *   weight.subInPlace(weight.grad().mul(0.1));
 * }
 * }</pre>
 */
public final class GradScope implements AutoCloseable {
  private final Context context;
  private final GradMode before;
  private final Cut cut;

  private GradScope(GradMode mode) {
    this.context = Context.current();
    this.before = context.gradMode();
    this.cut = context.gradModeCut();
    context.setGradMode(mode, context.origin());
  }

  /** Operations are not recorded, as in a {@code no_grad} block. */
  public static GradScope noGrad() {
    return new GradScope(GradMode.NO_GRAD);
  }

  /** Operations are recorded again inside of a scope where they are not. */
  public static GradScope enableGrad() {
    return new GradScope(GradMode.RECORD);
  }

  /** Operations are not recorded, and their results can never be, as in {@code inference_mode}. */
  public static GradScope inference() {
    return new GradScope(GradMode.INFERENCE);
  }

  /** Ends the scope: the mode from before holds again. */
  @Override
  public void close() {
    context.setGradMode(before, cut);
  }
}
