package org.gradlang.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.gradlang.grammar.GradParser;
import org.gradlang.tensor.Context;
import org.jspecify.annotations.Nullable;

/** Makes expressions; blocks inside them are made by {@link AstBuilder}. */
abstract class ExpressionBuilder extends OperatorBuilder {
  /** What it costs to make an expression's tree: up to a microsecond. */
  private static final int EXPRESSION = 32;

  private final Context working = Context.current();
  final LiteralBuilder literals;
  final ParameterBuilder parameters;
  final TargetBuilder targets;
  private int deepest;
  private int depth;

  ExpressionBuilder(Source source, SyntaxErrors errors) {
    super(errors);
    this.literals = new LiteralBuilder(source, errors, this);
    this.parameters = new ParameterBuilder(errors, this);
    this.targets = new TargetBuilder(errors);
  }

  abstract Block block(GradParser.BlockContext context);

  /** Begins a statement, in which so many expressions and blocks may be inside each other. */
  final void begin(int deepestAllowed) {
    deepest = deepestAllowed;
    depth = 0;
  }

  /** Goes into an expression or a block. */
  final void descend(ParserRuleContext context) {
    working.worked(EXPRESSION);
    if (++depth > deepest) {
      throw new TooDeep(span(context.start));
    }
  }

  final void ascend() {
    depth--;
  }

  @Override
  final Expression expression(GradParser.ExpressionContext context) {
    descend(context);
    Expression expression = (Expression) visit(context);
    ascend();
    return expression;
  }

  final Optional<Expression> optional(GradParser.@Nullable ExpressionContext context) {
    return Optional.ofNullable(context).map(this::expression);
  }

  /** Several expressions, or one with a comma behind it, are a tuple. */
  final Expression tuple(GradParser.ExpressionsContext context) {
    List<Expression> elements = elements(context.element());
    if (context.COMMA().isEmpty() && !(elements.getFirst() instanceof Expression.Spread)) {
      return elements.getFirst();
    }
    if (context.COMMA().isEmpty()) {
      errors.add(elements.getFirst().span(), "`*` stands in a list, a tuple or a call");
    }
    return new Expression.TupleLiteral(span(context), elements);
  }

  private List<Expression> elements(List<GradParser.ElementContext> contexts) {
    List<Expression> elements = new ArrayList<>(contexts.size());
    for (GradParser.ElementContext context : contexts) {
      elements.add(element(context));
    }
    return elements;
  }

  private Expression element(GradParser.ElementContext context) {
    Expression expression = expression(context.expression());
    return context.STAR() == null ? expression : new Expression.Spread(span(context), expression);
  }

  @Override
  public Expression visitVariable(GradParser.VariableContext context) {
    return new Expression.Name(span(context), context.getText());
  }

  @Override
  public Expression visitLiteral(GradParser.LiteralContext context) {
    return literals.literal(context.value);
  }

  @Override
  public Expression visitFormatString(GradParser.FormatStringContext context) {
    return new Expression.FormatString(span(context), literals.parts(context.formatPart()));
  }

  @Override
  public Expression visitParenthesized(GradParser.ParenthesizedContext context) {
    if (context.expressions() == null) {
      return new Expression.TupleLiteral(span(context), List.of());
    }
    Expression inside = tuple(context.expressions());
    return inside instanceof Expression.TupleLiteral t && !context.expressions().COMMA().isEmpty()
        ? new Expression.TupleLiteral(span(context), t.elements())
        : inside;
  }

  @Override
  public Expression visitListOrMatrix(GradParser.ListOrMatrixContext context) {
    if (context.element() == null) {
      return new Expression.ListLiteral(span(context), List.of());
    }
    Expression first = element(context.element());
    if (!context.clause().isEmpty()) {
      noSpread(first);
      return new Comprehension.OfList(span(context), first, clauses(context.clause()));
    }
    List<Expression> elements = new ArrayList<>(context.listRest().element().size() + 1);
    elements.add(first);
    elements.addAll(elements(context.listRest().element()));
    return context.listRest().row().isEmpty()
        ? new Expression.ListLiteral(span(context), elements)
        : matrix(context, elements);
  }

  private Expression matrix(GradParser.ListOrMatrixContext context, List<Expression> firstRow) {
    List<List<Expression>> rows = new ArrayList<>();
    rows.add(firstRow);
    context.listRest().row().forEach(row -> rows.add(elements(row.element())));
    rows.forEach(row -> row.forEach(this::noSpread));
    return new Expression.MatrixLiteral(span(context), rows);
  }

  private void noSpread(Expression element) {
    if (element instanceof Expression.Spread) {
      errors.add(element.span(), "`*` stands in a list, a tuple or a call");
    }
  }

  @Override
  public Expression visitDict(GradParser.DictContext context) {
    List<Expression.DictLiteral.Entry> entries = context.entry().stream().map(this::entry).toList();
    if (context.clause().isEmpty()) {
      return new Expression.DictLiteral(span(context), entries);
    }
    Expression value = entries.getFirst().value();
    if (entries.getFirst().key().isEmpty()) {
      errors.add(span(context.entry(0)), "a comprehension needs a key and a value");
    }
    Expression key = entries.getFirst().key().orElse(value);
    return new Comprehension.OfDict(span(context), key, value, clauses(context.clause()));
  }

  private Expression.DictLiteral.Entry entry(GradParser.EntryContext context) {
    return context.POWER() == null
        ? new Expression.DictLiteral.Entry(
            Optional.of(expression(context.expression(0))), expression(context.expression(1)))
        : new Expression.DictLiteral.Entry(Optional.empty(), expression(context.expression(0)));
  }

  private List<Comprehension.Clause> clauses(List<GradParser.ClauseContext> contexts) {
    List<Comprehension.Clause> clauses = new ArrayList<>();
    contexts.forEach(context -> clauses.add((Comprehension.Clause) visit(context)));
    if (clauses.getFirst() instanceof Comprehension.IfClause c) {
      errors.add(c.span(), "a comprehension begins with `for`");
    }
    return clauses;
  }

  @Override
  public Comprehension.Clause visitForClause(GradParser.ForClauseContext context) {
    return new Comprehension.ForClause(
        span(context), targets.of(context.targets()), expression(context.expression()));
  }

  @Override
  public Comprehension.Clause visitIfClause(GradParser.IfClauseContext context) {
    return new Comprehension.IfClause(span(context), expression(context.expression()));
  }

  /** Each {@code else if} is an {@code if} in the {@code else} of the one before. */
  @Override
  public Expression visitIf(GradParser.IfContext context) {
    int conditions = context.expression().size();
    if (depth + conditions > deepest) {
      throw new TooDeep(span(context.start));
    }
    List<Block> blocks = context.block().stream().map(this::block).toList();
    Optional<Block> otherwise =
        blocks.size() > conditions ? Optional.of(blocks.getLast()) : Optional.empty();
    Span end = span(context.stop);
    for (int i = conditions - 1; i > 0; i--) {
      Span span = span(context.IF(i)).to(end);
      Expression inner =
          new Expression.If(span, expression(context.expression(i)), blocks.get(i), otherwise);
      otherwise = Optional.of(new Block(span, List.of(new Statement.Evaluate(span, inner, false))));
    }
    return new Expression.If(
        span(context), expression(context.expression(0)), blocks.getFirst(), otherwise);
  }

  @Override
  public Expression visitGradMode(GradParser.GradModeContext context) {
    GradModeKind kind =
        switch (context.kind.getType()) {
          case GradParser.NO_GRAD -> GradModeKind.NO_GRAD;
          case GradParser.ENABLE_GRAD -> GradModeKind.ENABLE_GRAD;
          default -> GradModeKind.INFERENCE;
        };
    return new Expression.GradMode(span(context), kind, block(context.block()));
  }

  @Override
  public Expression visitFunctionExpression(GradParser.FunctionExpressionContext context) {
    return new Expression.Lambda(
        span(context), parameters.of(context.parameters().parameterList()), block(context.block()));
  }

  @Override
  public Expression visitLambda(GradParser.LambdaContext context) {
    return new Expression.Lambda(
        span(context), parameters.of(context.lambdaParameters()), lambdaBody(context));
  }

  private Block lambdaBody(GradParser.LambdaContext context) {
    if (context.block() != null) {
      return block(context.block());
    }
    Expression value = expression(context.expression());
    return new Block(value.span(), List.of(new Statement.Evaluate(value.span(), value, false)));
  }

  @Override
  public Expression visitCall(GradParser.CallContext context) {
    return call(context, Optional.empty());
  }

  private Expression call(GradParser.CallContext context, Optional<Expression> piped) {
    Expression callee = expression(context.expression());
    List<Argument> arguments = new ArrayList<>(context.argument().size() + 1);
    piped.ifPresent(value -> arguments.add(new Argument.Positional(value.span(), value)));
    for (GradParser.ArgumentContext argument : context.argument()) {
      arguments.add((Argument) visit(argument));
    }
    ArgumentOrder.check(arguments, errors);
    Span span = piped.map(value -> value.span().to(span(context))).orElseGet(() -> span(context));
    return new Expression.Call(span, callee, arguments, piped.isPresent());
  }

  @Override
  public Argument visitPositionalArgument(GradParser.PositionalArgumentContext context) {
    return new Argument.Positional(span(context), expression(context.expression()));
  }

  @Override
  public Argument visitKeywordArgument(GradParser.KeywordArgumentContext context) {
    return new Argument.Keyword(
        span(context),
        context.name().getText(),
        span(context.name()),
        expression(context.expression()));
  }

  @Override
  public Argument visitSpreadArgument(GradParser.SpreadArgumentContext context) {
    return new Argument.Spread(span(context), expression(context.expression()));
  }

  @Override
  public Argument visitNamedSpreadArgument(GradParser.NamedSpreadArgumentContext context) {
    return new Argument.NamedSpread(span(context), expression(context.expression()));
  }

  /** A call at the end of the right side gets the left side as its first argument. */
  @Override
  public Expression visitPipe(GradParser.PipeContext context) {
    Expression left = expression(context.expression(0));
    if (context.expression(1) instanceof GradParser.CallContext call) {
      return call(call, Optional.of(left));
    }
    Expression callee = expression(context.expression(1));
    List<Argument> arguments = List.of(new Argument.Positional(left.span(), left));
    return new Expression.Call(span(context), callee, arguments, true);
  }

  @Override
  public Expression visitIndex(GradParser.IndexContext context) {
    Expression target = expression(context.expression());
    List<Expression> subscripts =
        context.subscript().stream().map(s -> (Expression) visit(s)).toList();
    Expression index =
        context.COMMA().isEmpty()
            ? subscripts.getFirst()
            : new Expression.TupleLiteral(
                subscripts.getFirst().span().to(subscripts.getLast().span()), subscripts);
    return new Expression.Index(span(context), target, index);
  }

  @Override
  public Expression visitStartingSubscript(GradParser.StartingSubscriptContext context) {
    Expression start = expression(context.expression(0));
    return context.COLON().isEmpty()
        ? start
        : new Expression.Slice(
            span(context), Optional.of(start), optional(context.stopAt), optional(context.step));
  }

  @Override
  public Expression visitOpenSubscript(GradParser.OpenSubscriptContext context) {
    return new Expression.Slice(
        span(context), Optional.empty(), optional(context.stopAt), optional(context.step));
  }

  @Override
  public Expression visitEllipsisSubscript(GradParser.EllipsisSubscriptContext context) {
    return new Expression.Ellipsis(span(context));
  }

  @Override
  public Expression visitAttribute(GradParser.AttributeContext context) {
    return new Expression.Attribute(
        span(context),
        expression(context.expression()),
        context.member().getText(),
        span(context.member()));
  }

  @Override
  public Expression visitUnary(GradParser.UnaryContext context) {
    UnaryOperator operator = Operators.unary(context.operator);
    GradParser.ExpressionContext operand = context.expression();
    if (operator == UnaryOperator.MINUS
        && operand instanceof GradParser.LiteralContext literal
        && literal.value.getType() == GradParser.INTEGER) {
      return literals.negative(span(context), literal.value);
    }
    return new Expression.Unary(span(context), operator, operand(operand));
  }
}
