package org.gradlang.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/** Finds the {@code ##} lines right above a declaration. */
final class Documentation {
  private Documentation() {}

  static Optional<String> above(Source source, Token declaration) {
    int last = source.lineOf(declaration.getStartIndex());
    int first = firstLine(source, declaration.getStartIndex());
    List<String> lines = new ArrayList<>();
    for (int line = first; line < last; line++) {
      String text = source.text().substring(content(source, line) + 2, end(source, line));
      lines.add(text.startsWith(" ") ? text.substring(1) : text);
    }
    return lines.isEmpty()
        ? Optional.empty()
        : Optional.of(String.join("\n", lines).stripTrailing());
  }

  /** The line where the documentation of a declaration begins, or its own line without any. */
  static int firstLine(Source source, int declaration) {
    int line = source.lineOf(declaration);
    if (content(source, line) != declaration) {
      return line;
    }
    while (line > 1 && source.text().startsWith("##", content(source, line - 1))) {
      line--;
    }
    return line;
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
