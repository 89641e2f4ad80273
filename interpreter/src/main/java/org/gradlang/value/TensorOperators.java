package org.gradlang.value;

import java.util.EnumMap;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.gradlang.op.Operations;
import org.gradlang.syntax.BinaryOperator;
import org.gradlang.syntax.ComparisonOperator;
import org.gradlang.syntax.UnaryOperator;
import org.gradlang.tensor.Tensor;

/** Operators with a tensor on one side at least: the operations that they stand for. */
final class TensorOperators {
  /** The operation of each operator, looked up by its name once. */
  private static final EnumMap<BinaryOperator, OperationCallable> KNOWN =
      table(TensorOperators::operation);

  /** The form in place of each operator, or else the operation itself. */
  private static final EnumMap<BinaryOperator, OperationCallable> KNOWN_IN_PLACE =
      table(TensorOperators::operationInPlace);

  private TensorOperators() {}

  /** Calls an operation that is always there. */
  static Object call(String name, Object... arguments) {
    return OperationCallable.named(name).call(Arguments.of(arguments));
  }

  private static EnumMap<BinaryOperator, OperationCallable> table(
      Function<BinaryOperator, String> name) {
    EnumMap<BinaryOperator, OperationCallable> table = new EnumMap<>(BinaryOperator.class);
    for (BinaryOperator operator : BinaryOperator.values()) {
      table.put(operator, OperationCallable.named(name.apply(operator)));
    }
    return table;
  }

  private static String operationInPlace(BinaryOperator operator) {
    String name = operation(operator);
    return Operations.find(name + "_") == null ? name : name + "_";
  }

  private static OperationCallable known(BinaryOperator operator) {
    return Objects.requireNonNull(KNOWN.get(operator));
  }

  static Object binary(BinaryOperator operator, Object a, Object b) {
    if (!isOperand(a) || !isOperand(b)) {
      return Sequences.binary(operator, a, b); // a text may be filled with a tensor
    }
    return isReflected(operator, a) ? known(operator).call(b, a) : known(operator).call(a, b);
  }

  /** {@code 2 * x} is recorded as x * 2, as by Python's {@code __rmul__}. */
  private static boolean isReflected(BinaryOperator operator, Object a) {
    return !(a instanceof Tensor)
        && (operator == BinaryOperator.ADD || operator == BinaryOperator.MULTIPLY);
  }

  static Object inPlace(BinaryOperator operator, Tensor a, Object b) {
    if (!isOperand(b)) {
      throw Arithmetic.unsupported(operator, a, b);
    }
    return Objects.requireNonNull(KNOWN_IN_PLACE.get(operator)).call(a, b);
  }

  /** What an operation takes beside a tensor: numbers, tensors, and lists that become tensors. */
  private static boolean isOperand(Object value) {
    return value instanceof Tensor || Arithmetic.isNumber(value) || value instanceof List<?>;
  }

  private static String operation(BinaryOperator operator) {
    return switch (operator) {
      case ADD -> "add";
      case SUBTRACT -> "sub";
      case MULTIPLY -> "mul";
      case DIVIDE -> "div";
      case FLOOR_DIVIDE -> "floor_divide";
      case MODULO -> "remainder";
      case MATRIX_MULTIPLY -> "matmul";
      case POWER -> "pow";
      case BIT_AND -> "bitwise_and";
      case BIT_OR -> "bitwise_or";
      case BIT_XOR -> "bitwise_xor";
    };
  }

  static Object unary(UnaryOperator operator, Tensor a) {
    return switch (operator) {
      case MINUS -> call("neg", a);
      case PLUS -> call("positive", a);
      case INVERT -> call("bitwise_not", a);
    };
  }

  /** Elementwise; a tensor is unequal to what is no operand. */
  static Object compare(ComparisonOperator operator, Object a, Object b) {
    if (isOperand(a) && isOperand(b)) {
      return a instanceof Tensor
          ? call(operation(operator), a, b)
          : call(operation(mirrored(operator)), b, a);
    }
    return switch (operator) {
      case EQUAL -> false;
      case NOT_EQUAL -> true;
      default -> throw Ordering.unordered(operator, a, b);
    };
  }

  private static String operation(ComparisonOperator operator) {
    return switch (operator) {
      case EQUAL -> "eq";
      case NOT_EQUAL -> "ne";
      case LESS -> "lt";
      case LESS_EQUAL -> "le";
      case GREATER -> "gt";
      case GREATER_EQUAL -> "ge";
      case IN, NOT_IN, IS, IS_NOT -> throw new IllegalArgumentException("not elementwise");
    };
  }

  /** The operator for swapped operands: operations want the tensor first. */
  private static ComparisonOperator mirrored(ComparisonOperator operator) {
    return switch (operator) {
      case LESS -> ComparisonOperator.GREATER;
      case LESS_EQUAL -> ComparisonOperator.GREATER_EQUAL;
      case GREATER -> ComparisonOperator.LESS;
      case GREATER_EQUAL -> ComparisonOperator.LESS_EQUAL;
      case EQUAL, NOT_EQUAL, IN, NOT_IN, IS, IS_NOT -> operator;
    };
  }
}
