package org.gradlang.syntax;

import java.util.List;

/** What can be declared or assigned. */
public sealed interface Target extends Syntax {
  record Variable(Span span, String name) implements Target {}

  /** {@code a.name = }: only in assignments. */
  record Attribute(Span span, Expression object, String name, Span nameSpan) implements Target {}

  /** {@code a[i] = }: only in assignments. */
  record Index(Span span, Expression object, Expression index) implements Target {}

  /** {@code a, (b, *rest)}: at most one element is a {@link Rest}. */
  record Tuple(Span span, List<Target> elements) implements Target {}

  /** {@code *rest} in a {@link Tuple}: a list of what the others leave. */
  record Rest(Span span, Target target) implements Target {}
}
