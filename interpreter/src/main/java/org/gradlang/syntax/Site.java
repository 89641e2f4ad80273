package org.gradlang.syntax;

import org.gradlang.tensor.Origin;

/** A place in a source text: where an operation stands that made a tensor or failed. */
public record Site(Source source, Span span) implements Origin {
  /** The line in which this begins, from 1. */
  public int line() {
    return source.lineOf(span.start());
  }

  /** {@code net.grad:3:7}, with line and column counted from 1. */
  @Override
  public String toString() {
    return source.name() + ":" + line() + ":" + source.columnOf(span.start());
  }
}
