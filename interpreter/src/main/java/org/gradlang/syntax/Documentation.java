package org.gradlang.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/** Finds the {@code ##} lines right above a declaration. */
final class Documentation {
  private Documentation() {}

  static Optional<String> above(Source source, Token declaration) {
    int line = source.lineOf(declaration.getStartIndex());
    if (content(source, line) != declaration.getStartIndex()) {
      return Optional.empty();
    }
    List<String> lines = new ArrayList<>();
    while (--line > 0 && source.text().startsWith("##", content(source, line))) {
      String text = source.text().substring(content(source, line) + 2, end(source, line));
      lines.addFirst(text.startsWith(" ") ? text.substring(1) : text);
    }
    return lines.isEmpty()
        ? Optional.empty()
        : Optional.of(String.join("\n", lines).stripTrailing());
  }

  /** Where a line's text begins behind its indentation. */
  private static int content(Source source, int line) {
    String text = source.text();
    int at = source.startOf(line);
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    return at;
  }

  private static int end(Source source, int line) {
    return source.startOf(line) + source.line(line).length();
  }
}
