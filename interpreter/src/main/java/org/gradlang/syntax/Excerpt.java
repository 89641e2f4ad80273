package org.gradlang.syntax;

/**
 * A declaration as it is written: with its documentation, without the indentation of where it
 * stands.
 *
 * @param declaration all of it, from its first word to its end
 */
public record Excerpt(Site declaration) {
  /** Where it is written: {@code stdlib/nn/linear.grad:14}. */
  public String place() {
    return declaration.source().name() + ":" + declaration.line();
  }

  /** Whether another declaration stands inside of this one. */
  public boolean contains(Excerpt other) {
    Span inner = other.declaration.span();
    Span outer = declaration.span();
    return other.declaration.source() == declaration.source()
        && inner.start() > outer.start()
        && inner.end() <= outer.end();
  }

  /** Its text. */
  public String text() {
    Source source = declaration.source();
    int start = declaration.span().start();
    int line = source.startOf(declaration.line());
    String before = source.text().substring(line, start);
    // what stands behind something else in its line, such as a lambda, has no lines of its own
    int from = before.isBlank() ? source.startOf(Documentation.firstLine(source, start)) : start;
    String indentation = before.isBlank() ? before : "";
    return source
        .text()
        .substring(from, declaration.span().end())
        .replace("\r\n", "\n")
        .lines()
        .map(text -> text.startsWith(indentation) ? text.substring(indentation.length()) : text)
        .reduce((above, below) -> above + "\n" + below)
        .orElse("");
  }
}
