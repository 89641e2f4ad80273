package org.gradlang.value;

import org.gradlang.syntax.BinaryOperator;
import org.gradlang.syntax.ComparisonOperator;
import org.gradlang.syntax.UnaryOperator;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.number.Integers;

/** Python's operators on any values. Nodes may know common cases and leave the rest to this. */
public final class Operators {
  private Operators() {}

  /** {@code a operator b}. */
  public static Object binary(BinaryOperator operator, Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return Arithmetic.ints(operator, x, y);
    }
    if (a instanceof Double x && b instanceof Double y) {
      return Arithmetic.floats(operator, x, y);
    }
    if (a instanceof Tensor || b instanceof Tensor) {
      return TensorOperators.binary(operator, a, b);
    }
    Object own = Protocol.binary(operator, a, b);
    return own != null ? own : Arithmetic.mixed(operator, a, b);
  }

  /** What {@code a operator= b} assigns: tensors and lists change in place. */
  public static Object inPlace(BinaryOperator operator, Object a, Object b) {
    if (a instanceof Tensor tensor) {
      return TensorOperators.inPlace(operator, tensor, b);
    }
    if (a instanceof ListValue list && Sequences.changeInPlace(operator, list, b)) {
      return list;
    }
    if (a instanceof DictValue dict
        && b instanceof DictValue other
        && operator == BinaryOperator.BIT_OR) {
      dict.putAll(other);
      return dict;
    }
    Object own = Protocol.inPlace(operator, a, b);
    return own != null ? own : binary(operator, a, b);
  }

  /** {@code operator a}. */
  public static Object unary(UnaryOperator operator, Object a) {
    return switch (a) {
      case Long number -> unaryInt(operator, number);
      case Double number when operator == UnaryOperator.MINUS -> -number;
      case Double number when operator == UnaryOperator.PLUS -> number;
      case Boolean flag -> unaryInt(operator, flag ? 1 : 0);
      case Tensor tensor -> TensorOperators.unary(operator, tensor);
      default ->
          throw new GradError(
              ErrorKind.TYPE, "unary " + operator.text() + " does not take " + Types.described(a));
    };
  }

  private static Object unaryInt(UnaryOperator operator, long number) {
    return switch (operator) {
      case MINUS -> Integers.negate(number);
      case PLUS -> number;
      case INVERT -> ~number;
    };
  }

  /** {@code a operator b}: a bool, or the tensor of an elementwise comparison. */
  public static Object compare(ComparisonOperator operator, Object a, Object b) {
    return switch (operator) {
      case IS -> identical(a, b);
      case IS_NOT -> !identical(a, b);
      case IN -> Membership.contains(b, a);
      case NOT_IN -> !Membership.contains(b, a);
      case EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL ->
          a instanceof Tensor || b instanceof Tensor
              ? TensorOperators.compare(operator, a, b)
              : compareValues(operator, a, b);
    };
  }

  private static boolean compareValues(ComparisonOperator operator, Object a, Object b) {
    return switch (operator) {
      case EQUAL -> Equality.equal(a, b);
      case NOT_EQUAL -> !Equality.equal(a, b);
      default -> Ordering.holds(operator, a, b);
    };
  }

  /** {@code a is b}; numbers and texts, which scripts cannot tell apart, by type and value. */
  public static boolean identical(Object a, Object b) {
    if (Identity.same(a, b)) {
      return true;
    }
    return switch (a) {
      case Long x -> x.equals(b);
      case Double x -> x.equals(b);
      case String x -> x.equals(b);
      case Boolean x -> x.equals(b);
      case ErrorValue x -> x.equals(b);
      case TupleValue x -> x.isEmpty() && b instanceof TupleValue y && y.isEmpty();
      default -> false;
    };
  }
}
