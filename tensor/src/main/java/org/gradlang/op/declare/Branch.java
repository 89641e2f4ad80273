package org.gradlang.op.declare;

import java.util.Arrays;
import org.gradlang.op.Overload;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** A pointwise operation that is one function or another, depending on its arguments. */
public final class Branch extends Overload {
  private final Chooser chooser;
  private boolean differentiable = true;
  private @Nullable PointwiseFunction plain;

  /** Picks the function; it may reorder the inputs. */
  public interface Chooser {
    Choice choose(Object[] inputs);
  }

  /** A function and how many of the inputs it takes. */
  public record Choice(PointwiseFunction function, int inputs) {
    public Tensor apply(Context context, Object[] all) {
      return function.apply(context, taken(all));
    }

    private Object[] taken(Object[] all) {
      return all.length == inputs ? all : Arrays.copyOf(all, inputs);
    }
  }

  public Branch(String signature, Chooser chooser) {
    super(signature);
    this.chooser = chooser;
  }

  public static Choice all(PointwiseFunction function) {
    return new Choice(function, function.arity());
  }

  /** Sets the function that is picked for two tensors of floats and nothing else. */
  public Branch plainly(PointwiseFunction function) {
    plain = function;
    return this;
  }

  /** Says that no gradient flows through it. */
  public Branch notDifferentiable() {
    differentiable = false;
    return this;
  }

  @Override
  public boolean isPointwise() {
    return true;
  }

  @Override
  public Object apply(Context context, @Nullable Object[] bound) {
    Object[] inputs = Pointwise.inputs(context, bound);
    return chooser.choose(inputs).apply(context, inputs);
  }

  @Override
  public @Nullable Tensor applyToTwo(Context context, Tensor a, Tensor b) {
    return plain != null && a.dtype().isFloating() && b.dtype().isFloating()
        ? plain.apply(context, a, b)
        : null;
  }

  @Override
  public Object applyInPlace(Context context, @Nullable Object[] bound) {
    Object[] inputs = Pointwise.inputs(context, bound);
    Choice choice = chooser.choose(inputs);
    return choice.function().applyInPlace(context, choice.taken(inputs));
  }

  @Override
  public boolean isDifferentiable() {
    return differentiable;
  }
}
