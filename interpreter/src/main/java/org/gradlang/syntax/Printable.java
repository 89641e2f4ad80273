package org.gradlang.syntax;

/** Makes text safe and even to show: no control characters, and its width known. */
final class Printable {
  private Printable() {}

  /** The text with its newlines, but no other control characters. */
  static String text(String text) {
    return replaced(text, true);
  }

  /** The text on one line. */
  static String line(String text) {
    return replaced(text, false);
  }

  private static String replaced(String text, boolean newlines) {
    StringBuilder result = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> {
          if (c == '\n' && newlines) {
            result.append('\n');
          } else {
            result.appendCodePoint(character(c));
          }
        });
    return result.toString();
  }

  /** What is shown for a character: a terminal must not obey what a script contains. */
  static int character(int character) {
    if (character == '\t' || character == '\n') {
      return ' ';
    }
    return switch (Character.getType(character)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED ->
          '\ufffd';
      default -> character;
    };
  }

  /** The columns that a shown character takes on a terminal. */
  static int width(int character) {
    int type = Character.getType(character);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    return isWide(character) ? 2 : 1;
  }

  private static boolean isWide(int c) {
    return c >= 0x1100
        && (c <= 0x115F
            || c >= 0x2E80 && c <= 0xA4CF && c != 0x303F
            || c >= 0xAC00 && c <= 0xD7A3
            || c >= 0xF900 && c <= 0xFAFF
            || c >= 0xFE30 && c <= 0xFE6F
            || c >= 0xFF00 && c <= 0xFF60
            || c >= 0xFFE0 && c <= 0xFFE6
            || c >= 0x1F300 && c <= 0x1FAFF
            || c >= 0x20000 && c <= 0x3FFFD);
  }
}
