package org.gradlang.syntax;

/** An argument of a call. */
public sealed interface Argument extends Syntax {
  Expression value();

  record Positional(Span span, Expression value) implements Argument {}

  record Keyword(Span span, String name, Span nameSpan, Expression value) implements Argument {}

  /** {@code *xs}. */
  record Spread(Span span, Expression value) implements Argument {}

  /** {@code **d}. */
  record NamedSpread(Span span, Expression value) implements Argument {}
}
