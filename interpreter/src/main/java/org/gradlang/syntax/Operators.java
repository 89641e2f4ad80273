package org.gradlang.syntax;

import org.antlr.v4.runtime.Token;
import org.gradlang.grammar.GradParser;

/** The operators that tokens stand for. */
final class Operators {
  private Operators() {}

  static UnaryOperator unary(Token token) {
    return switch (token.getType()) {
      case GradParser.MINUS -> UnaryOperator.MINUS;
      case GradParser.PLUS -> UnaryOperator.PLUS;
      case GradParser.TILDE -> UnaryOperator.INVERT;
      default -> throw new IllegalArgumentException(token.getText());
    };
  }

  static BinaryOperator binary(Token token) {
    return switch (token.getType()) {
      case GradParser.PLUS, GradParser.PLUS_ASSIGN -> BinaryOperator.ADD;
      case GradParser.MINUS, GradParser.MINUS_ASSIGN -> BinaryOperator.SUBTRACT;
      case GradParser.STAR, GradParser.STAR_ASSIGN -> BinaryOperator.MULTIPLY;
      case GradParser.SLASH, GradParser.SLASH_ASSIGN -> BinaryOperator.DIVIDE;
      case GradParser.DOUBLE_SLASH, GradParser.DOUBLE_SLASH_ASSIGN -> BinaryOperator.FLOOR_DIVIDE;
      case GradParser.PERCENT, GradParser.PERCENT_ASSIGN -> BinaryOperator.MODULO;
      case GradParser.AT, GradParser.AT_ASSIGN -> BinaryOperator.MATRIX_MULTIPLY;
      case GradParser.POWER_ASSIGN -> BinaryOperator.POWER;
      case GradParser.AMPERSAND_ASSIGN -> BinaryOperator.BIT_AND;
      case GradParser.BAR_ASSIGN -> BinaryOperator.BIT_OR;
      case GradParser.CARET_ASSIGN -> BinaryOperator.BIT_XOR;
      default -> throw new IllegalArgumentException(token.getText());
    };
  }

  static BinaryOperator augmenting(GradParser.AugmentationContext context) {
    return binary(context.start);
  }

  static ComparisonOperator comparison(GradParser.ComparisonContext context) {
    boolean one = context.start == context.stop;
    return switch (context.start.getType()) {
      case GradParser.EQUAL -> ComparisonOperator.EQUAL;
      case GradParser.NOT_EQUAL -> ComparisonOperator.NOT_EQUAL;
      case GradParser.LESS -> ComparisonOperator.LESS;
      case GradParser.LESS_EQUAL -> ComparisonOperator.LESS_EQUAL;
      case GradParser.GREATER -> ComparisonOperator.GREATER;
      case GradParser.GREATER_EQUAL -> ComparisonOperator.GREATER_EQUAL;
      case GradParser.IN -> ComparisonOperator.IN;
      case GradParser.NOT -> ComparisonOperator.NOT_IN;
      case GradParser.IS -> one ? ComparisonOperator.IS : ComparisonOperator.IS_NOT;
      default -> throw new IllegalArgumentException(context.getText());
    };
  }
}
