package org.gradlang.syntax;

import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.gradlang.grammar.GradParser;
import org.gradlang.grammar.GradParserBaseVisitor;

/** Makes the operators between two expressions. */
abstract class OperatorBuilder extends GradParserBaseVisitor<Syntax> {
  final SyntaxErrors errors;

  OperatorBuilder(SyntaxErrors errors) {
    this.errors = errors;
  }

  abstract Expression expression(GradParser.ExpressionContext context);

  static Span span(ParserRuleContext context) {
    return span(context.start).to(span(context.stop));
  }

  static Span span(Token token) {
    return ((GradToken) token).span();
  }

  static Span span(TerminalNode node) {
    return span(node.getSymbol());
  }

  @Override
  public Expression visitPower(GradParser.PowerContext context) {
    return binary(context, BinaryOperator.POWER, context.expression());
  }

  @Override
  public Expression visitProduct(GradParser.ProductContext context) {
    return binary(context, Operators.binary(context.operator), context.expression());
  }

  @Override
  public Expression visitSum(GradParser.SumContext context) {
    return binary(context, Operators.binary(context.operator), context.expression());
  }

  @Override
  public Expression visitBitAnd(GradParser.BitAndContext context) {
    return binary(context, BinaryOperator.BIT_AND, context.expression());
  }

  @Override
  public Expression visitBitXor(GradParser.BitXorContext context) {
    return binary(context, BinaryOperator.BIT_XOR, context.expression());
  }

  @Override
  public Expression visitBitOr(GradParser.BitOrContext context) {
    return binary(context, BinaryOperator.BIT_OR, context.expression());
  }

  private Expression binary(
      ParserRuleContext context,
      BinaryOperator operator,
      List<GradParser.ExpressionContext> operands) {
    Expression left = expression(operands.getFirst());
    return new Expression.Binary(span(context), operator, left, operand(operands.getLast()));
  }

  @Override
  public Expression visitCompare(GradParser.CompareContext context) {
    if (context.expression(0) instanceof GradParser.CompareContext) {
      errors.add(
          span(context.comparison()),
          "comparisons cannot be chained",
          "write `a < b and b < c`, or parentheses");
    }
    Expression left = expression(context.expression(0));
    return new Expression.Comparison(
        span(context),
        Operators.comparison(context.comparison()),
        left,
        operand(context.expression(1)));
  }

  @Override
  public Expression visitNot(GradParser.NotContext context) {
    return new Expression.Not(span(context), noLambda(context.expression()));
  }

  @Override
  public Expression visitAnd(GradParser.AndContext context) {
    Expression left = expression(context.expression(0));
    return new Expression.And(span(context), left, noLambda(context.expression(1)));
  }

  @Override
  public Expression visitOr(GradParser.OrContext context) {
    Expression left = expression(context.expression(0));
    return new Expression.Or(span(context), left, noLambda(context.expression(1)));
  }

  /** An operand of what binds tighter than {@code not}. */
  final Expression operand(GradParser.ExpressionContext context) {
    if (context instanceof GradParser.NotContext) {
      errors.add(span(context.start), "`not` needs parentheses here", "write `(not x)`");
    }
    return noLambda(context);
  }

  /** An operand of what binds tighter than a lambda: all but a pipe. */
  private Expression noLambda(GradParser.ExpressionContext context) {
    if (context instanceof GradParser.LambdaContext) {
      errors.add(span(context), "a lambda needs parentheses here", "write `(x -> ...)`");
    }
    return expression(context);
  }
}
