package org.gradlang.value;

import org.gradlang.syntax.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** The methods by which an object takes part in operators: {@code __len__}, {@code __getitem__}. */
final class Protocol {
  private Protocol() {}

  /** {@code a + b} by {@code a.__add__(b)}; null where {@code a} has no such method. */
  static @Nullable Object binary(BinaryOperator operator, Object a, Object b) {
    return a instanceof Attributes ? call(a, "__" + name(operator) + "__", b) : null;
  }

  /** {@code a += b} by {@code a.__iadd__(b)}; null where {@code a} has no such method. */
  static @Nullable Object inPlace(BinaryOperator operator, Object a, Object b) {
    return a instanceof Attributes ? call(a, "__i" + name(operator) + "__", b) : null;
  }

  private static @Nullable Object call(Object target, String name, Object argument) {
    Callable method = method(target, name);
    return method == null ? null : method.call(Arguments.of(argument));
  }

  private static String name(BinaryOperator operator) {
    return switch (operator) {
      case ADD -> "add";
      case SUBTRACT -> "sub";
      case MULTIPLY -> "mul";
      case DIVIDE -> "truediv";
      case FLOOR_DIVIDE -> "floordiv";
      case MODULO -> "mod";
      case MATRIX_MULTIPLY -> "matmul";
      case POWER -> "pow";
      case BIT_AND -> "and";
      case BIT_OR -> "or";
      case BIT_XOR -> "xor";
    };
  }

  /** The method of that name, or null where the value has none. */
  static @Nullable Callable method(Object value, String name) {
    return value instanceof Attributes object && object.get(name) instanceof Callable found
        ? found
        : null;
  }
}
