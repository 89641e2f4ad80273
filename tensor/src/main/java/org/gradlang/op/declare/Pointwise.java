package org.gradlang.op.declare;

import java.util.List;
import org.gradlang.op.Overload;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** A call of a pointwise function: the parameters are its inputs, in their order. */
public final class Pointwise extends Overload {
  private final PointwiseFunction function;

  public Pointwise(String signature, PointwiseFunction function) {
    super(signature);
    this.function = function;
    function.namedBy(this);
  }

  @Override
  public boolean isPointwise() {
    return true;
  }

  @Override
  public Object apply(Context context, @Nullable Object[] bound) {
    return function.apply(context, inputs(context, bound));
  }

  @Override
  public @Nullable Tensor applyToTwo(Context context, Tensor a, Tensor b) {
    return function.arity() == 2 && signature().size() == 2 ? function.apply(context, a, b) : null;
  }

  @Override
  public Object applyInPlace(Context context, @Nullable Object[] bound) {
    return function.applyInPlace(context, inputs(context, bound));
  }

  /** The bound arguments themselves: a call has an array of its own. */
  static Object[] inputs(Context context, @Nullable Object[] bound) {
    boolean hasTensor = false;
    for (Object value : bound) {
      if (value == null) {
        throw new IllegalStateException("a pointwise function has no optional inputs");
      }
      hasTensor |= value instanceof Tensor;
    }
    @SuppressWarnings("NullAway") // none is null
    Object[] inputs = bound;
    if (!hasTensor) {
      inputs[0] = Fresh.scalarTensor(context, inputs[0]);
    }
    return inputs;
  }

  @Override
  public List<String> differentiable() {
    return super.differentiable().stream()
        .filter(parameter -> function.hasGradient(signature().require(parameter)))
        .toList();
  }

  @Override
  public boolean isDifferentiable() {
    return function.isDifferentiable();
  }
}
