package org.gradlang.eval.link;

import java.math.BigInteger;
import org.gradlang.syntax.Expression;
import org.jspecify.annotations.Nullable;

/**
 * Arithmetic of int literals, done when a program is linked and, as Python would, without a limit
 * on what comes in between: {@code -(2 ** 63) + 1} fits into an int although {@code 2 ** 63} does
 * not. What does not fit in the end is left to fail when it is evaluated.
 */
final class IntConstants {
  /** Numbers that are longer are not worth the time. */
  private static final int MOST_BITS = 1024;

  private IntConstants() {}

  /** The value of an expression of literals that fits into an int, or null. */
  static @Nullable Long valueOf(Expression expression) {
    BigInteger value = exact(expression);
    return value == null || value.bitLength() > Long.SIZE - 1 ? null : value.longValueExact();
  }

  private static @Nullable BigInteger exact(Expression expression) {
    return switch (expression) {
      case Expression.IntLiteral literal -> BigInteger.valueOf(literal.value());
      case Expression.Unary unary -> unary(unary);
      case Expression.Binary binary -> binary(binary);
      default -> null;
    };
  }

  private static @Nullable BigInteger unary(Expression.Unary expression) {
    BigInteger operand = exact(expression.operand());
    if (operand == null) {
      return null;
    }
    return switch (expression.operator()) {
      case MINUS -> operand.negate();
      case PLUS -> operand;
      case INVERT -> operand.not();
    };
  }

  private static @Nullable BigInteger binary(Expression.Binary expression) {
    // The right one first: a long chain of operators leans to the left.
    BigInteger right = exact(expression.right());
    BigInteger left = right == null ? null : exact(expression.left());
    if (right == null || left == null) {
      return null;
    }
    BigInteger value =
        switch (expression.operator()) {
          case ADD -> left.add(right);
          case SUBTRACT -> left.subtract(right);
          case MULTIPLY -> left.multiply(right);
          case POWER -> power(left, right);
          case FLOOR_DIVIDE -> right.signum() == 0 ? null : floorDivide(left, right);
          case MODULO ->
              right.signum() == 0 ? null : left.subtract(right.multiply(floorDivide(left, right)));
          case BIT_AND -> left.and(right);
          case BIT_OR -> left.or(right);
          case BIT_XOR -> left.xor(right);
          case DIVIDE, MATRIX_MULTIPLY -> null;
        };
    return value == null || value.bitLength() > MOST_BITS ? null : value;
  }

  /** Null for a negative exponent, which gives a float. */
  private static @Nullable BigInteger power(BigInteger base, BigInteger exponent) {
    boolean moderate = exponent.signum() >= 0 && exponent.bitLength() <= Integer.SIZE / 2;
    if (!moderate || (long) base.bitLength() * exponent.intValue() > MOST_BITS) {
      return null;
    }
    return base.pow(exponent.intValue());
  }

  private static BigInteger floorDivide(BigInteger left, BigInteger right) {
    BigInteger[] parts = left.divideAndRemainder(right);
    boolean below = parts[1].signum() != 0 && parts[1].signum() != right.signum();
    return below ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }
}
