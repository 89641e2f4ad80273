package org.gradlang.syntax;

import java.util.List;

/** Statements in braces, or the body of a lambda without braces. */
public record Block(Span span, List<Statement> statements) implements Syntax {}
