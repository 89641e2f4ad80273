package org.gradlang.spec.operation;

import java.util.List;
import org.gradlang.syntax.Expression;
import org.gradlang.syntax.ParseResult;
import org.gradlang.syntax.Parser;
import org.gradlang.syntax.Source;
import org.gradlang.syntax.Span;
import org.gradlang.syntax.Statement;
import org.gradlang.syntax.Syntax;
import org.gradlang.syntax.Target;

/**
 * A sample of an operation: one call of it, as a function or as a method; or {@code x[i]}, or
 * {@code x[i] = v}.
 *
 * @param callee what is called: {@code softmax}, {@code linalg.norm}, {@code .view}; for an index
 *     {@code .getitem} or {@code .setitem}
 * @param watched the text of a function without parameters that does the same with {@code
 *     observed(...)} in the operation's place, or {@code observe("parameter", value)} around what
 *     an index takes
 */
record Sample(String text, String callee, String watched) {
  private static final List<String> NAMESPACES = List.of("linalg", "special", "autograd", "optim");

  /** Reads a sample; one that is no call is an IllegalArgumentException. */
  static Sample parse(String text) {
    ParseResult parsed = Parser.parse(Source.of("sample", text));
    List<Statement> statements = parsed.program().statements();
    if (!parsed.diagnostics().isEmpty() || statements.size() != 1) {
      throw new IllegalArgumentException("not one statement: " + text);
    }
    return switch (statements.getFirst()) {
      case Statement.Evaluate(
              Span _,
              Expression.Call(Span _, Expression callee, List<?> given, boolean _),
              _) ->
          call(text, callee, !given.isEmpty());
      case Statement.Evaluate(
              Span _,
              Expression.Index(Span _, Expression target, Expression index),
              _) ->
          new Sample(
              text,
              ".getitem",
              "() -> observe('input', " + of(text, target) + ")[" + of(text, index) + "]");
      case Statement.Assign(
              Span _,
              Target.Index(Span _, Expression target, Expression index),
              Expression value) ->
          new Sample(
              text,
              ".setitem",
              "() -> { let target = observe('input', %s); target[%s] = observe('value', %s); target }"
                  .formatted(of(text, target), of(text, index), of(text, value)));
      case Statement _ -> throw new IllegalArgumentException("not a call: " + text);
    };
  }

  private static Sample call(String text, Expression callee, boolean hasArguments) {
    String arguments = text.substring(callee.span().end());
    return switch (callee) {
      case Expression.Attribute(Span _, Expression target, String name, Span _)
          when !isNamespace(target) ->
          new Sample(
              text,
              "." + name,
              "() -> observed(%s%s%s"
                  .formatted(of(text, target), hasArguments ? ", " : "", arguments.substring(1)));
      case Expression function ->
          new Sample(text, of(text, function), "() -> observed" + arguments);
    };
  }

  private static boolean isNamespace(Expression target) {
    return target instanceof Expression.Name(Span _, String name) && NAMESPACES.contains(name);
  }

  private static String of(String text, Syntax part) {
    return text.substring(part.span().start(), part.span().end());
  }
}
