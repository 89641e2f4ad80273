package org.gradlang.value;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.gradlang.op.Operations;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * PyTorch's oldest ways to make tensors: {@code Tensor(2, 3)} for sizes, {@code Tensor([1, 2])} for
 * numbers. What PyTorch leaves uninitialized is zeros here.
 */
public final class TensorMaker {
  private TensorMaker() {}

  /**
   * The function of that name.
   *
   * @param dtype of the tensors that it makes; null for the default float dtype
   */
  public static Callable of(String name, @Nullable DType dtype) {
    return Builtin.unbound(
        name,
        name + "(*sizes: int) or " + name + "(data)",
        "A tensor of zeros of these sizes, or of the numbers of nested lists.",
        arguments -> make(name, arguments, dtype));
  }

  private static Tensor make(String name, Arguments arguments, @Nullable DType given) {
    if (arguments.keywords().length > 0) {
      throw new GradError(ErrorKind.TYPE, name + "() takes no keyword arguments")
          .help("tensor(data, dtype=...) and zeros(sizes, dtype=...) do");
    }
    DType dtype = given == null ? Context.current().defaultDType() : given;
    Object[] values = arguments.values();
    boolean sizes = values.length != 1 || isSize(values[0]);
    if (!sizes) {
      return converted(name, values[0], dtype);
    }
    Object shape = values.length == 1 && values[0] instanceof List<?> ? values[0] : list(values);
    return Operations.tensor("zeros", values.length == 0 ? ListValue.of(0L) : shape).to(dtype);
  }

  private static boolean isSize(Object value) {
    return value instanceof Long || value instanceof TupleValue tuple && tuple.isSize();
  }

  private static ListValue list(Object[] values) {
    return ListValue.of(Arrays.copyOf(values, values.length));
  }

  private static Tensor converted(String name, Object data, DType dtype) {
    if (data instanceof Tensor tensor) {
      return tensor.detach().to(dtype);
    }
    if (data instanceof List<?>) {
      return (Tensor)
          Objects.requireNonNull(Operations.find("tensor"))
              .call(new Object[] {data, dtype}, new String[] {"dtype"});
    }
    throw new GradError(
        ErrorKind.TYPE, name + "() takes sizes or nested lists, not " + Types.described(data));
  }
}
