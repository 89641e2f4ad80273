package org.gradlang.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.gradlang.grammar.GradParser;

/**
 * Makes syntax nodes of parse trees: one method for each labelled alternative of the grammar. What
 * the grammar lets through but the language does not is reported here.
 */
final class AstBuilder extends ExpressionBuilder {
  private final Source source;

  AstBuilder(Source source, SyntaxErrors errors) {
    super(source, errors);
    this.source = source;
  }

  /**
   * The statement of a line, unless the line is empty or could not be parsed.
   *
   * @throws TooDeep if more than {@code deepest} expressions and blocks are inside each other
   */
  Optional<Statement> line(GradParser.LineContext line, int deepest) {
    begin(deepest);
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

  @Override
  Block block(GradParser.BlockContext context) {
    descend(context);
    List<Statement> statements = new ArrayList<>();
    for (GradParser.LineContext line : context.line()) {
      line(line).ifPresent(statements::add);
    }
    ascend();
    return new Block(span(context), statements);
  }

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
}
