package org.gradlang.resolve;

import java.util.List;
import org.gradlang.syntax.Argument;
import org.gradlang.syntax.Comprehension;
import org.gradlang.syntax.Expression;
import org.gradlang.syntax.FormatPart;
import org.gradlang.tensor.Context;

/** Finds the names in expressions. */
final class ExpressionResolver {
  /** What it costs to look up the names of an expression. */
  private static final int EXPRESSION = 16;

  private final Context context = Context.current();
  private final Resolver resolver;

  ExpressionResolver(Resolver resolver) {
    this.resolver = resolver;
  }

  void resolve(Expression expression) {
    context.worked(EXPRESSION);
    switch (expression) {
      case Expression.Part e -> part(e);
      case Comprehension c -> resolver.comprehension(c);
    }
  }

  private void part(Expression.Part expression) {
    switch (expression) {
      case Expression.NoneLiteral e -> {}
      case Expression.BoolLiteral e -> {}
      case Expression.IntLiteral e -> {}
      case Expression.FloatLiteral e -> {}
      case Expression.StringLiteral e -> {}
      case Expression.Ellipsis e -> {}
      case Expression.FormatString e -> parts(e.parts());
      case Expression.Name e -> resolver.name(e);
      case Expression.ListLiteral e -> e.elements().forEach(this::resolve);
      case Expression.TupleLiteral e -> e.elements().forEach(this::resolve);
      case Expression.Spread e -> resolve(e.value());
      case Expression.DictLiteral e -> e.entries().forEach(this::entry);
      case Expression.MatrixLiteral e -> e.rows().forEach(row -> row.forEach(this::resolve));
      case Expression.Unary e -> resolve(e.operand());
      case Expression.Binary e -> both(e.left(), e.right());
      case Expression.Comparison e -> both(e.left(), e.right());
      case Expression.And e -> both(e.left(), e.right());
      case Expression.Or e -> both(e.left(), e.right());
      case Expression.Not e -> resolve(e.operand());
      case Expression.Call e -> call(e);
      case Expression.Attribute e -> resolve(e.target());
      case Expression.Index e -> both(e.target(), e.index());
      case Expression.Slice e -> {
        e.start().ifPresent(this::resolve);
        e.stop().ifPresent(this::resolve);
        e.step().ifPresent(this::resolve);
      }
      case Expression.Lambda e ->
          resolver.function(e, e.parameters(), e.body(), Frame.Kind.FUNCTION);
      case Expression.If e -> {
        resolve(e.condition());
        resolver.block(e.then());
        e.otherwise().ifPresent(resolver::block);
      }
      case Expression.GradMode e -> resolver.block(e.body());
    }
  }

  private void both(Expression first, Expression second) {
    resolve(first);
    resolve(second);
  }

  private void entry(Expression.DictLiteral.Entry entry) {
    entry.key().ifPresent(this::resolve);
    resolve(entry.value());
  }

  private void call(Expression.Call call) {
    resolve(call.callee());
    for (Argument argument : call.arguments()) {
      resolve(argument.value());
    }
  }

  private void parts(List<FormatPart> parts) {
    for (FormatPart part : parts) {
      switch (part) {
        case FormatPart.Text t -> {}
        case FormatPart.Field f -> {
          resolve(f.value());
          parts(f.spec());
        }
      }
    }
  }
}
