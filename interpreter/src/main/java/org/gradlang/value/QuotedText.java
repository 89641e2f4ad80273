package org.gradlang.value;

/** Texts in quotes, as {@code repr} shows them. */
final class QuotedText {
  private QuotedText() {}

  static String of(String text) {
    boolean isDouble = LongText.contains(text, '\'') && !LongText.contains(text, '"');
    char quote = isDouble ? '"' : '\'';
    TextBuilder quoted = new TextBuilder().append(quote);
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      append(quoted, c, quote);
      i += Character.charCount(c);
    }
    return quoted.append(quote).toString();
  }

  private static void append(TextBuilder quoted, int c, char quote) {
    switch (c) {
      case '\n' -> quoted.append("\\n");
      case '\r' -> quoted.append("\\r");
      case '\t' -> quoted.append("\\t");
      case '\\' -> quoted.append("\\\\");
      default -> {
        if (c == quote) {
          quoted.append('\\').append(quote);
        } else if (Text.isPrintable(c)) {
          quoted.appendCodePoint(c);
        } else {
          quoted.append(escape(c));
        }
      }
    }
  }

  private static String escape(int c) {
    return c < 0x100
        ? String.format("\\x%02x", c)
        : c < 0x10000 ? String.format("\\u%04x", c) : String.format("\\U%08x", c);
  }
}
