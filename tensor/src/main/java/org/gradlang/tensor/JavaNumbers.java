package org.gradlang.tensor;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Java's values as arguments of operations, which know Long, Double and Boolean alone. */
final class JavaNumbers {
  private JavaNumbers() {}

  /** An int as a Long and a float as a Double; a tensor, and whatever else, as it is. */
  static Object operand(Object value) {
    if (value instanceof Tensor) {
      return value;
    }
    return switch (value) {
      case Integer number -> number.longValue();
      case Float number -> number.doubleValue();
      case Short number -> number.longValue();
      case Byte number -> number.longValue();
      default -> value;
    };
  }

  /** The same for any argument: null is None, and an array of ints is a list. */
  static Object argument(@Nullable Object value) {
    return switch (value) {
      case null -> None.NONE;
      case int[] numbers -> Arrays.stream(numbers).asLongStream().boxed().toList();
      case long[] numbers -> Arrays.stream(numbers).boxed().toList();
      default -> operand(value);
    };
  }
}
