package org.gradlang.repl.shell.complete;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gradlang.Grad;
import org.gradlang.GradException;
import org.gradlang.Value;
import org.gradlang.syntax.Expression;
import org.gradlang.syntax.Parser;
import org.gradlang.syntax.Program;
import org.gradlang.syntax.Source;
import org.gradlang.syntax.Statement;
import org.gradlang.syntax.UnaryOperator;

/** Values of chains such as {@code net.layers[0]}: names, attributes and constant indices alone. */
public final class Receivers {
  private final Grad grad;

  public Receivers(Grad grad) {
    this.grad = grad;
  }

  /** The value of a chain; empty where it has none, or where it is more than a chain. */
  public Optional<Value> value(String chain) {
    Program program = Parser.parse(Source.of("", chain)).program();
    if (program.statements().size() != 1
        || !(program.statements().getFirst() instanceof Statement.Evaluate statement)) {
      return Optional.empty();
    }
    try {
      return value(statement.expression());
    } catch (GradException e) {
      return Optional.empty();
    }
  }

  private Optional<Value> value(Expression expression) {
    return switch (expression) {
      case Expression.Name name -> grad.find(name.name());
      case Expression.Attribute attribute ->
          value(attribute.target()).flatMap(target -> target.attribute(attribute.name()));
      case Expression.Index index ->
          value(index.target()).flatMap(target -> element(target, index.index()));
      default -> Optional.empty();
    };
  }

  private static Optional<Value> element(Value target, Expression index) {
    return switch (index) {
      case Expression.StringLiteral key -> target.element(key.value());
      case Expression.IntLiteral number ->
          // the children of a container of layers have numbers for names
          target.element(number.value()).or(() -> target.attribute(Long.toString(number.value())));
      case Expression.Unary(_, UnaryOperator operator, Expression.IntLiteral number)
          when operator == UnaryOperator.MINUS ->
          target.element(-number.value());
      default -> Optional.empty();
    };
  }

  /** The keys of a dict; empty for any other value. */
  static List<Object> keys(Value value) {
    return value.content() instanceof Map<?, ?> map ? List.copyOf(map.keySet()) : List.of();
  }
}
