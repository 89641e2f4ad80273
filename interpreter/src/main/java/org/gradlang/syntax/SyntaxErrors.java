package org.gradlang.syntax;

import java.util.ArrayList;
import java.util.List;

/** Collects the syntax errors of a source. */
final class SyntaxErrors {
  private final Source source;
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  SyntaxErrors(Source source) {
    this.source = source;
  }

  void add(Span span, String message) {
    add(Diagnostic.of("SyntaxError", message, source, span));
  }

  void add(Span span, String message, String help) {
    add(Diagnostic.of("SyntaxError", message, source, span).withHelp(help));
  }

  void addWithNote(Span span, String message, Span noteSpan, String note) {
    add(Diagnostic.of("SyntaxError", message, source, span).withNote(noteSpan, note));
  }

  void add(Diagnostic diagnostic) {
    diagnostics.add(diagnostic);
  }

  List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
