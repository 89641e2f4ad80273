package org.gradlang.value;

import java.util.List;
import java.util.Map;
import org.gradlang.tensor.None;
import org.gradlang.tensor.Tensor;

/** Whether a value counts as true. */
public final class Truth {
  private Truth() {}

  /** False for None, False, zero and what is empty; a tensor's element decides. */
  public static boolean of(Object value) {
    return switch (value) {
      case Boolean flag -> flag;
      case Long number -> number != 0;
      case Double number -> number != 0;
      case None none -> false;
      case String text -> !text.isEmpty();
      case ListValue list -> list.iterator().hasNext();
      case List<?> list -> !list.isEmpty();
      case Map<?, ?> map -> !map.isEmpty();
      case RangeValue range -> range.length() != 0;
      case Tensor tensor -> TensorValues.truth(tensor);
      case Attributes object -> ofObject(object);
      default -> true;
    };
  }

  private static boolean ofObject(Attributes object) {
    Callable length = Protocol.method(object, "__len__");
    return length == null || Truth.of(length.call(Arguments.NONE));
  }
}
