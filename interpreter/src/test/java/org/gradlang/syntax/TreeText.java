package org.gradlang.syntax;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A syntax tree as short text: {@code (+ a (* b 2))}. */
final class TreeText {
  private TreeText() {}

  static String of(Program program) {
    return statements(program.statements());
  }

  private static String statements(List<Statement> statements) {
    return statements.stream().map(TreeText::of).collect(Collectors.joining("; "));
  }

  private static String of(Block block) {
    return "{" + statements(block.statements()) + "}";
  }

  private static String of(Statement statement) {
    return switch (statement) {
      case Statement.Evaluate s -> of(s.expression()) + (s.silenced() ? " silenced" : "");
      case Statement.Let s -> form("let", of(s.target()), of(s.value()));
      case Statement.Assign s -> form("=", of(s.target()), of(s.value()));
      case Statement.AugmentedAssign s ->
          form(s.operator().text() + "=", of(s.target()), of(s.value()));
      case Statement.Function s ->
          form("fn", s.name(), parameters(s.parameters()), of(s.body()), text(s.documentation()));
      case Statement.Module s ->
          form(
              "module",
              s.name(),
              parameters(s.parameters()),
              of(s.body()),
              text(s.documentation()));
      case Statement.Return s -> form("return", optional(s.value()));
      case Statement.While s -> form("while", of(s.condition()), of(s.body()));
      case Statement.For s -> form("for", of(s.target()), of(s.iterable()), of(s.body()));
      case Statement.Break s -> "break";
      case Statement.Continue s -> "continue";
      case Statement.Try s ->
          form(
              "try",
              of(s.body()),
              s.handler().map(TreeText::of).orElse(""),
              s.cleanup().map(c -> "finally " + of(c)).orElse(""));
      case Statement.Raise s -> form("raise", optional(s.value()));
      case Statement.Assert s -> form("assert", of(s.condition()), optional(s.message()));
      case Statement.ImportFile s -> form("import", quoted(s.path()), s.alias());
      case Statement.ImportLibrary s -> form("import", String.join(".", s.path()), s.alias());
    };
  }

  private static String of(Statement.Try.Catch handler) {
    return form("catch", handler.variable().map(TreeText::of).orElse(""), of(handler.body()));
  }

  private static String of(Target target) {
    return switch (target) {
      case Target.Variable t -> t.name();
      case Target.Attribute t -> form(".", of(t.object()), t.name());
      case Target.Index t -> form("[]", of(t.object()), of(t.index()));
      case Target.Tuple t -> "(, " + join(t.elements().stream().map(TreeText::of)) + ")";
      case Target.Rest t -> form("*", of(t.target()));
    };
  }

  private static String of(Expression expression) {
    return switch (expression) {
      case Comprehension.OfList c -> form("list", of(c.element()), clauses(c));
      case Comprehension.OfDict c -> form("dict", of(c.key()), of(c.value()), clauses(c));
      case Expression.NoneLiteral e -> "None";
      case Expression.BoolLiteral e -> e.value() ? "True" : "False";
      case Expression.IntLiteral e -> Long.toString(e.value());
      case Expression.FloatLiteral e -> Double.toString(e.value());
      case Expression.StringLiteral e -> quoted(e.value());
      case Expression.FormatString e -> "(f" + parts(e.parts()) + ")";
      case Expression.Name e -> e.name();
      case Expression.ListLiteral e -> "[" + expressions(e.elements()) + "]";
      case Expression.TupleLiteral e -> form(",", expressions(e.elements()));
      case Expression.Spread e -> form("*", of(e.value()));
      case Expression.DictLiteral e -> "{" + join(e.entries().stream().map(TreeText::of)) + "}";
      case Expression.MatrixLiteral e ->
          "["
              + e.rows().stream().map(TreeText::expressions).collect(Collectors.joining("; "))
              + "]";
      case Expression.Unary e -> form(e.operator().text(), of(e.operand()));
      case Expression.Binary e -> form(e.operator().text(), of(e.left()), of(e.right()));
      case Expression.Comparison e -> form(e.operator().text(), of(e.left()), of(e.right()));
      case Expression.And e -> form("and", of(e.left()), of(e.right()));
      case Expression.Or e -> form("or", of(e.left()), of(e.right()));
      case Expression.Not e -> form("not", of(e.operand()));
      case Expression.Call e ->
          form(
              e.piped() ? "pipe" : "call",
              of(e.callee()),
              join(e.arguments().stream().map(TreeText::of)));
      case Expression.Attribute e -> form(".", of(e.target()), e.name());
      case Expression.Index e -> form("[]", of(e.target()), of(e.index()));
      case Expression.Slice e ->
          optional(e.start()) + ":" + optional(e.stop()) + ":" + optional(e.step());
      case Expression.Ellipsis e -> "...";
      case Expression.Lambda e -> form("->", parameters(e.parameters()), of(e.body()));
      case Expression.If e ->
          form("if", of(e.condition()), of(e.then()), e.otherwise().map(TreeText::of).orElse(""));
      case Expression.GradMode e -> form(e.kind().name(), of(e.body()));
    };
  }

  private static String of(Argument argument) {
    return switch (argument) {
      case Argument.Positional a -> of(a.value());
      case Argument.Keyword a -> a.name() + "=" + of(a.value());
      case Argument.Spread a -> form("*", of(a.value()));
      case Argument.NamedSpread a -> form("**", of(a.value()));
    };
  }

  private static String of(Expression.DictLiteral.Entry entry) {
    return entry.key().map(key -> of(key) + ": ").orElse("** ") + of(entry.value());
  }

  private static String clauses(Comprehension comprehension) {
    return join(
        comprehension.clauses().stream()
            .map(clause ->
                switch (clause) {
                  case Comprehension.ForClause c -> form("for", of(c.target()), of(c.iterable()));
                  case Comprehension.IfClause c -> form("if", of(c.condition()));
                }));
  }

  private static String parts(List<FormatPart> parts) {
    return parts.stream()
        .map(part ->
            switch (part) {
              case FormatPart.Text t -> " " + quoted(t.text());
              case FormatPart.Field f ->
                  " "
                      + form(
                          "field",
                          of(f.value()),
                          f.label().map(TreeText::quoted).orElse(""),
                          f.conversion() == FormatPart.Conversion.NONE ? "" : f.conversion().name(),
                          parts(f.spec()).strip());
            })
        .collect(Collectors.joining());
  }

  private static String parameters(List<Parameter> parameters) {
    return "("
        + join(
            parameters.stream()
                .map(p ->
                    switch (p.kind()) {
                      case PLAIN -> p.name() + p.defaultValue().map(v -> "=" + of(v)).orElse("");
                      case REST -> "*" + p.name();
                      case NAMED_REST -> "**" + p.name();
                    }))
        + ")";
  }

  private static String expressions(List<Expression> expressions) {
    return join(expressions.stream().map(TreeText::of));
  }

  private static String optional(Optional<Expression> expression) {
    return expression.map(TreeText::of).orElse("");
  }

  private static String text(Optional<String> documentation) {
    return documentation.map(TreeText::quoted).orElse("");
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\n", "\\n") + '"';
  }

  private static String form(String head, String... parts) {
    return "(" + join(Stream.concat(Stream.of(head), Stream.of(parts))) + ")";
  }

  private static String join(Stream<String> parts) {
    return parts.filter(part -> !part.isEmpty()).collect(Collectors.joining(" "));
  }
}
