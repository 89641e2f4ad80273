package org.gradlang.syntax;

/** A row that is filled from left to right, and what is in it coloured. */
final class Canvas {
  private final Palette palette;
  private final StringBuilder row = new StringBuilder();
  private int width;

  Canvas(Palette palette) {
    this.palette = palette;
  }

  /** Puts a text at a column, which is not left of what stands there already. */
  void put(int column, String text, boolean primary) {
    row.append(" ".repeat(Math.max(0, column - width)));
    row.append(primary ? palette.error(text) : palette.note(text));
    width = Math.max(width, column) + text.length();
  }

  /** Puts a text one column behind the last one. */
  void append(String text, boolean primary) {
    if (!text.isEmpty()) {
      put(width + 1, text, primary);
    }
  }

  String text() {
    return row.toString();
  }
}
