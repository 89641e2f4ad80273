package org.gradlang.op.declare;

import java.util.List;
import org.gradlang.op.Overload;
import org.gradlang.tensor.Context;
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
  public Object apply(Context context, @Nullable Object[] bound) {
    return function.apply(context, inputs(context, bound));
  }

  @Override
  public Object applyInPlace(Context context, @Nullable Object[] bound) {
    return function.applyInPlace(context, inputs(context, bound));
  }

  static Object[] inputs(Context context, @Nullable Object[] bound) {
    Object[] inputs = new Object[bound.length];
    boolean hasTensor = false;
    for (int i = 0; i < inputs.length; i++) {
      Object value = bound[i];
      if (value == null) {
        throw new IllegalStateException("a pointwise function has no optional inputs");
      }
      inputs[i] = value;
      hasTensor |= value instanceof org.gradlang.tensor.Tensor;
    }
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
