package org.gradlang.value.method;

/** What Python says of characters where Java says something else. */
final class Characters {
  private Characters() {}

  /** White space, the kinds that do not break included. */
  static boolean isSpace(int c) {
    if (c < 0x80) {
      return c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1c && c <= 0x1f);
    }
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85;
  }

  /** Whether a character ends a line. */
  static boolean isLineEnd(int c) {
    return switch (c) {
      case '\n', 0x0b, 0x0c, '\r', 0x1c, 0x1d, 0x1e, 0x85, 0x2028, 0x2029 -> true;
      default -> false;
    };
  }
}
