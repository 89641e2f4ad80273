package org.gradlang.syntax;

/**
 * A stretch of a source text: character offsets, {@code start} inclusive, {@code end} exclusive.
 *
 * <p>Lines and columns are asked of the {@link Source}, which knows where its lines begin.
 */
public record Span(int start, int end) {
  public Span {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("no span: " + start + ".." + end);
    }
  }

  /** The number of characters. */
  public int length() {
    return end - start;
  }

  /** The smallest span that covers this one and {@code other}. */
  public Span to(Span other) {
    return new Span(Math.min(start, other.start), Math.max(end, other.end));
  }
}
