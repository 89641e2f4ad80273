package org.gradlang.syntax;

import java.util.List;

/** {@code [e for p in xs if c]} and {@code {k: v for p in xs if c}}. */
public sealed interface Comprehension extends Expression {
  List<Clause> clauses();

  record OfList(Span span, Expression element, List<Clause> clauses) implements Comprehension {}

  record OfDict(Span span, Expression key, Expression value, List<Clause> clauses)
      implements Comprehension {}

  /** A {@code for} or an {@code if} in a comprehension; the first clause is a {@code for}. */
  sealed interface Clause extends Syntax {}

  record ForClause(Span span, Target target, Expression iterable) implements Clause {}

  record IfClause(Span span, Expression condition) implements Clause {}
}
