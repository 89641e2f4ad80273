package org.gradlang.value;

import org.gradlang.syntax.BinaryOperator;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.value.number.Floats;
import org.gradlang.value.number.Integers;

/** Binary operators on numbers of all types, and where they mean something else on other values. */
final class Arithmetic {
  private Arithmetic() {}

  static Object ints(BinaryOperator operator, long a, long b) {
    return switch (operator) {
      case ADD -> Integers.add(a, b);
      case SUBTRACT -> Integers.subtract(a, b);
      case MULTIPLY -> Integers.multiply(a, b);
      case DIVIDE -> Integers.divide(a, b);
      case FLOOR_DIVIDE -> Integers.floorDivide(a, b);
      case MODULO -> Integers.floorModulo(a, b);
      case POWER -> Integers.power(a, b);
      case BIT_AND -> a & b;
      case BIT_OR -> a | b;
      case BIT_XOR -> a ^ b;
      case MATRIX_MULTIPLY -> throw unsupported(operator, a, b);
    };
  }

  static Object floats(BinaryOperator operator, double a, double b) {
    return switch (operator) {
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case DIVIDE -> Floats.divide(a, b);
      case FLOOR_DIVIDE -> Floats.floorDivide(a, b);
      case MODULO -> Floats.modulo(a, b);
      case POWER -> Floats.power(a, b);
      case BIT_AND, BIT_OR, BIT_XOR, MATRIX_MULTIPLY -> throw unsupported(operator, a, b);
    };
  }

  private static Object bools(BinaryOperator operator, boolean a, boolean b) {
    return switch (operator) {
      case BIT_AND -> a && b;
      case BIT_OR -> a || b;
      case BIT_XOR -> a ^ b;
      default -> ints(operator, a ? 1 : 0, b ? 1 : 0);
    };
  }

  /** Operands of different types, or of types that are no numbers; no tensors. */
  static Object mixed(BinaryOperator operator, Object a, Object b) {
    if (a instanceof Boolean x && b instanceof Boolean y) {
      return bools(operator, x, y);
    }
    if (!isNumber(a) || !isNumber(b)) {
      return Sequences.binary(operator, a, b);
    }
    if (a instanceof Double || b instanceof Double) {
      return floatsOrError(operator, a, b);
    }
    return ints(operator, toLong(a), toLong(b));
  }

  private static Object floatsOrError(BinaryOperator operator, Object a, Object b) {
    return switch (operator) {
      case BIT_AND, BIT_OR, BIT_XOR, MATRIX_MULTIPLY -> throw unsupported(operator, a, b);
      default -> floats(operator, toDouble(a), toDouble(b));
    };
  }

  static boolean isNumber(Object value) {
    return value instanceof Long || value instanceof Double || value instanceof Boolean;
  }

  private static long toLong(Object value) {
    return value instanceof Boolean flag ? (flag ? 1 : 0) : (Long) value;
  }

  private static double toDouble(Object value) {
    return value instanceof Double number ? number : toLong(value);
  }

  /** The error of operands that an operator does not take. */
  static GradError unsupported(BinaryOperator operator, Object a, Object b) {
    GradError error =
        new GradError(
            ErrorKind.TYPE,
            operator.text()
                + " does not take "
                + Types.described(a)
                + " and "
                + Types.described(b));
    if (operator == BinaryOperator.ADD && (a instanceof String || b instanceof String)) {
      error.help("make a text of the other: str(...), or an f-string");
    }
    return error;
  }
}
