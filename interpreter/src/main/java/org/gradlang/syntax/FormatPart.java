package org.gradlang.syntax;

import java.util.List;
import java.util.Optional;

/** A part of an f-string. */
public sealed interface FormatPart extends Syntax {
  record Text(Span span, String text) implements FormatPart {}

  /**
   * A field {@code {value!r:spec}}. With {@code =}, as in {@code {x=}}, {@code label} is the text
   * up to and including it. The spec may hold fields itself.
   */
  record Field(
      Span span,
      Expression value,
      Optional<String> label,
      Conversion conversion,
      List<FormatPart> spec)
      implements FormatPart {}

  /** {@code !r}, {@code !s} or none. */
  enum Conversion {
    NONE,
    REPR,
    STR
  }
}
