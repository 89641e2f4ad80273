package org.gradlang.syntax;

import java.util.Optional;

/** A parameter of a function, lambda or module; those after a {@code REST} are keyword-only. */
public record Parameter(Span span, String name, Kind kind, Optional<Expression> defaultValue)
    implements Syntax {
  /** {@code p}, {@code *p} and {@code **p}. A bare {@code *} is a {@code REST} named "". */
  public enum Kind {
    PLAIN,
    REST,
    NAMED_REST
  }
}
