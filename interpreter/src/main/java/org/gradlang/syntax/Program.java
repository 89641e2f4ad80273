package org.gradlang.syntax;

import java.util.List;

/** A whole source text. Statements that could not be parsed are left out. */
public record Program(Span span, Source source, List<Statement> statements) implements Syntax {}
