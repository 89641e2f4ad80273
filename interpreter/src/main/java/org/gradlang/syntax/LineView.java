package org.gradlang.syntax;

import java.util.Collection;

/** A line as it is shown: without tabs, and only the part around its marks if it is long. */
final class LineView {
  private static final int LONGEST = 120;
  private static final int CONTEXT = 30;
  private static final int TAB = 4;
  private static final String CUT = "...";

  private final StringBuilder shown = new StringBuilder();
  private final int from;

  /** For each character from {@code from} on, and behind the last one, its column. */
  private final int[] columns;

  private final boolean isCut;
  private int width;

  LineView(String line, Collection<Mark> marks) {
    int first = marks.stream().mapToInt(Mark::start).min().orElse(0);
    boolean isLong = line.length() > LONGEST;
    from = isLong ? Math.clamp(first - CONTEXT, 0, line.length() - LONGEST) : 0;
    int to = isLong ? from + LONGEST : line.length();
    columns = new int[to - from + 1];
    if (from > 0) {
      append(CUT);
    }
    fill(line, to);
    isCut = to < line.length();
    if (isCut) {
      append(CUT);
    }
  }

  private void fill(String line, int to) {
    int at = from;
    while (at < to) {
      int character = line.codePointAt(at);
      int next = Math.min(to, at + Character.charCount(character));
      for (; at < next; at++) {
        columns[at - from] = width;
      }
      append(character);
    }
    columns[to - from] = width;
  }

  private void append(String text) {
    shown.append(text);
    width += text.length();
  }

  private void append(int character) {
    if (character == '\t') {
      append(" ".repeat(TAB - width % TAB));
    } else {
      int printable = Printable.character(character);
      shown.appendCodePoint(printable);
      width += Printable.width(printable);
    }
  }

  String text() {
    return shown.toString();
  }

  /** The column, from 0, at which a character of the line is shown; the nearest if it is not. */
  int column(int character) {
    int index = Math.clamp((long) character - from, 0, columns.length - 1);
    return columns[index] + (isCut ? 0 : Math.max(0, character - from - index));
  }
}
