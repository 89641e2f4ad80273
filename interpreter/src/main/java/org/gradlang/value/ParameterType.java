package org.gradlang.value;

import org.gradlang.op.signature.Signature;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** {@code Parameter(data)}: a tensor that modules register and optimizers train. */
public final class ParameterType implements ValueType, Documented {
  /** The type. */
  public static final ParameterType INSTANCE = new ParameterType();

  private final Signature signature =
      Signature.parse("Parameter(data: tensor, requires_grad: bool = True)");

  private ParameterType() {}

  @Override
  public String name() {
    return "Parameter";
  }

  @Override
  public String signature() {
    return signature.toString();
  }

  @Override
  public String documentation() {
    return "A tensor that modules register when it is assigned to self.name, and optimizers train.";
  }

  @Override
  public boolean includes(Object value) {
    return value instanceof Tensor tensor && tensor.isParameter();
  }

  @Override
  @SuppressWarnings("NullAway") // neither parameter admits None
  public Object call(Arguments arguments) {
    @Nullable Object[] bound = signature.bind(arguments.values(), arguments.keywords());
    Tensor data = (Tensor) call((Tensor) bound[0], "detach");
    return call(data.asParameter(), "requires_grad_", bound[1]);
  }

  private static Object call(Tensor tensor, String method, Object... arguments) {
    return ((Callable) Members.get(tensor, method)).call(Arguments.of(arguments));
  }

  @Override
  public String toString() {
    return "<class 'torch.nn.parameter.Parameter'>";
  }
}
