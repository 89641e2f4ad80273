package org.gradlang.syntax;

/** Anything in a syntax tree: it stands somewhere in its source. */
public sealed interface Syntax
    permits Expression,
        Statement,
        Target,
        Block,
        Parameter,
        Argument,
        Comprehension.Clause,
        FormatPart,
        Program {
  /** Where this stands in its source. */
  Span span();
}
