package org.gradlang.syntax;

/** Thrown where a statement is nested too deeply to be read; {@link Parser} reports it. */
final class TooDeep extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Span span;

  TooDeep(Span span) {
    super("nested too deeply", null, false, false);
    this.span = span;
  }

  Span span() {
    return span;
  }
}
