package org.gradlang.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.gradlang.grammar.GradParser;
import org.gradlang.grammar.GradParserBaseVisitor;
import org.jspecify.annotations.Nullable;

/**
 * Makes syntax nodes of parse trees: one method for each labelled alternative of the grammar. What
 * the grammar lets through but the language does not is reported here.
 */
final class AstBuilder extends GradParserBaseVisitor<Syntax> {
  private final Source source;
  private final SyntaxErrors errors;
  private final LiteralBuilder literals;
  private final ParameterBuilder parameters;
  private final TargetBuilder targets;
  private int deepest;
  private int depth;

  AstBuilder(Source source, SyntaxErrors errors) {
    this.source = source;
    this.errors = errors;
    this.literals = new LiteralBuilder(source, errors, this);
    this.parameters = new ParameterBuilder(errors, this);
    this.targets = new TargetBuilder(errors);
  }

  /**
   * The statement of a line, unless the line is empty or could not be parsed.
   *
   * @throws TooDeep if more than {@code deepest} expressions and blocks are inside each other
   */
  Optional<Statement> line(GradParser.LineContext line, int deepest) {
    this.deepest = deepest;
    depth = 0;
    return line(line);
  }

  private Optional<Statement> line(GradParser.LineContext line) {
    if (line.exception != null || line.statement() == null) {
      return Optional.empty();
    }
    Statement statement = (Statement) visit(line.statement());
    return Optional.of(
        statement instanceof Statement.Evaluate e && line.SEMICOLON() != null
            ? new Statement.Evaluate(e.span(), e.expression(), true)
            : statement);
  }

  Block block(GradParser.BlockContext context) {
    descend(context);
    List<Statement> statements = new ArrayList<>();
    for (GradParser.LineContext line : context.line()) {
      line(line).ifPresent(statements::add);
    }
    depth--;
    return new Block(span(context), statements);
  }

  Expression expression(GradParser.ExpressionContext context) {
    descend(context);
    Expression expression = (Expression) visit(context);
    depth--;
    return expression;
  }

  private Optional<Expression> optional(GradParser.@Nullable ExpressionContext context) {
    return Optional.ofNullable(context).map(this::expression);
  }

  private void descend(ParserRuleContext context) {
    if (++depth > deepest) {
      throw new TooDeep(span(context.start));
    }
  }

  static Span span(ParserRuleContext context) {
    return span(context.start).to(span(context.stop));
  }

  static Span span(Token token) {
    return ((GradToken) token).span();
  }

  static Span span(TerminalNode node) {
    return span(node.getSymbol());
  }

  // Statements.

  @Override
  public Statement visitLet(GradParser.LetContext context) {
    Target target = targets.of(context.targets());
    return new Statement.Let(span(context), target, tuple(context.expressions()));
  }

  @Override
  public Statement visitFunction(GradParser.FunctionContext context) {
    return new Statement.Function(
        span(context),
        context.name().getText(),
        span(context.name()),
        parameters.of(context.parameters().parameterList()),
        block(context.block()),
        Documentation.above(source, context.start));
  }

  @Override
  public Statement visitModule(GradParser.ModuleContext context) {
    return new Statement.Module(
        span(context),
        context.name().getText(),
        span(context.name()),
        parameters.of(context.parameters().parameterList()),
        block(context.block()),
        Documentation.above(source, context.start));
  }

  @Override
  public Statement visitReturn(GradParser.ReturnContext context) {
    return new Statement.Return(
        span(context), Optional.ofNullable(context.expressions()).map(this::tuple));
  }

  @Override
  public Statement visitWhile(GradParser.WhileContext context) {
    return new Statement.While(
        span(context), expression(context.expression()), block(context.block()));
  }

  @Override
  public Statement visitFor(GradParser.ForContext context) {
    return new Statement.For(
        span(context),
        targets.of(context.targets()),
        tuple(context.expressions()),
        block(context.block()));
  }

  @Override
  public Statement visitBreak(GradParser.BreakContext context) {
    return new Statement.Break(span(context));
  }

  @Override
  public Statement visitContinue(GradParser.ContinueContext context) {
    return new Statement.Continue(span(context));
  }

  @Override
  public Statement visitTry(GradParser.TryContext context) {
    return new Statement.Try(
        span(context),
        block(context.block()),
        Optional.ofNullable(context.handler()).map(this::handler),
        Optional.ofNullable(context.cleanup()).map(cleanup -> block(cleanup.block())));
  }

  private Statement.Try.Catch handler(GradParser.HandlerContext context) {
    Optional<Target.Variable> variable =
        Optional.ofNullable(context.name())
            .map(name -> new Target.Variable(span(name), name.getText()));
    return new Statement.Try.Catch(variable, block(context.block()));
  }

  @Override
  public Statement visitRaise(GradParser.RaiseContext context) {
    return new Statement.Raise(span(context), optional(context.expression()));
  }

  @Override
  public Statement visitAssert(GradParser.AssertContext context) {
    return new Statement.Assert(
        span(context), expression(context.expression(0)), optional(context.expression(1)));
  }

  @Override
  public Statement visitImportFile(GradParser.ImportFileContext context) {
    return new Statement.ImportFile(
        span(context),
        literals.string(context.STRING().getSymbol()),
        span(context.STRING()),
        context.name().getText(),
        span(context.name()));
  }

  /** As in Python, {@code import torch.nn} without a name declares {@code torch}. */
  @Override
  public Statement visitImportLibrary(GradParser.ImportLibraryContext context) {
    List<String> names = context.name().stream().map(ParserRuleContext::getText).toList();
    boolean named = context.AS() != null;
    GradParser.NameContext alias = named ? context.name().getLast() : context.name(0);
    List<String> path = named ? names.subList(0, names.size() - 1) : names.subList(0, 1);
    return new Statement.ImportLibrary(
        span(context), List.copyOf(path), alias.getText(), span(alias));
  }

  @Override
  public Statement visitEvaluateOrAssign(GradParser.EvaluateOrAssignContext context) {
    Expression left = tuple(context.expressions(0));
    if (context.expressions().size() == 1) {
      return new Statement.Evaluate(span(context), left, false);
    }
    Expression value = tuple(context.expressions(1));
    if (context.augmentation() == null) {
      return new Statement.Assign(span(context), targets.assigned(left), value);
    }
    return new Statement.AugmentedAssign(
        span(context),
        Operators.augmenting(context.augmentation()),
        targets.augmented(left),
        value);
  }

  // Expressions.

  /** Several expressions, or one with a comma behind it, are a tuple. */
  Expression tuple(GradParser.ExpressionsContext context) {
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

  // Operators.

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
  private Expression operand(GradParser.ExpressionContext context) {
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
