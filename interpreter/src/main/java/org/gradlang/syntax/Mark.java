package org.gradlang.syntax;

import java.util.ArrayList;
import java.util.List;

/**
 * What is underlined in one line: characters {@code start} to {@code end} of its text, from 0.
 *
 * @param label stands beside it; may be empty
 */
record Mark(int line, int start, int end, String label, boolean primary) {
  /** Of what spans more lines, so many are marked at its beginning; and the last one. */
  private static final int FIRST_LINES = 3;

  /** The marks for a span; one of several lines has its label in the last. */
  static List<Mark> of(Source source, Span span, String label, boolean primary) {
    int first = source.lineOf(span.start());
    int last = Math.max(first, source.lineOf(Math.max(span.start(), span.end() - 1)));
    List<Mark> marks = new ArrayList<>();
    for (int line = first; line <= last; line++) {
      if (line >= first + FIRST_LINES && line < last) {
        line = last;
      }
      int from = Math.max(0, span.start() - source.startOf(line));
      int to = span.end() - source.startOf(line);
      marks.add(inLine(source, line, from, to, line == last ? label : "", primary));
    }
    return marks;
  }

  private static Mark inLine(
      Source source, int line, int from, int to, String label, boolean primary) {
    String text = source.line(line);
    int end = Math.min(to, text.stripTrailing().length());
    int start = from;
    while (start < end && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    return new Mark(line, start, Math.max(start + 1, end), label, primary);
  }

  boolean overlaps(Mark other) {
    return start <= other.end && other.start <= end;
  }
}
