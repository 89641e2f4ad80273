package org.gradlang.syntax;

import java.util.function.BiConsumer;

/** Replaces escapes such as {@code \n} in the text of a string. */
final class Escapes {
  private static final String SIMPLE = "n\nt\tr\r\\\\\"\"''0\0a\7b\bf\fv\13";

  private final String text;
  private final int offset;
  private final boolean format;
  private final BiConsumer<Span, String> problem;
  private final StringBuilder result = new StringBuilder();

  /**
   * @param offset where the text stands in its source
   * @param format whether a brace is written twice
   */
  Escapes(String text, int offset, boolean format, BiConsumer<Span, String> problem) {
    this.text = text;
    this.offset = offset;
    this.format = format;
    this.problem = problem;
  }

  String decode() {
    if (text.indexOf('\\') < 0 && text.indexOf('\r') < 0 && !format) {
      return text;
    }
    int at = 0;
    while (at < text.length()) {
      at = next(at);
    }
    return result.toString();
  }

  /** Decodes what stands at {@code at} and returns where to go on. */
  private int next(int at) {
    char c = text.charAt(at);
    if (c == '\\' && at + 1 < text.length()) {
      return escape(at);
    }
    if (c == '\r' && text.startsWith("\n", at + 1)) {
      return at + 1;
    }
    result.append(c);
    return format && (c == '{' || c == '}') ? at + 2 : at + 1;
  }

  private int escape(int at) {
    char letter = text.charAt(at + 1);
    return switch (letter) {
      case 'x' -> hexadecimal(at, 2);
      case 'u' -> hexadecimal(at, 4);
      case 'U' -> hexadecimal(at, 8);
      default -> {
        simple(at, letter);
        yield at + 2;
      }
    };
  }

  private void simple(int at, char letter) {
    for (int i = 0; i < SIMPLE.length(); i += 2) {
      if (SIMPLE.charAt(i) == letter) {
        result.append(SIMPLE.charAt(i + 1));
        return;
      }
    }
    unknown(at, letter);
  }

  private void unknown(int at, char letter) {
    boolean line = letter == '\n' || letter == '\r';
    report(
        at,
        line ? 1 : 2,
        line
            ? "a string cannot go on behind a backslash"
            : "`\\" + letter + "` is not an escape: for a backslash write `\\\\`");
  }

  private int hexadecimal(int at, int digits) {
    int start = at + 2;
    int end = start;
    while (end < text.length()
        && end < start + digits
        && Character.digit(text.charAt(end), 16) >= 0) {
      end++;
    }
    String escape = text.substring(at, start);
    if (end < start + digits) {
      report(at, end - at, "`" + escape + "` needs " + digits + " hexadecimal digits");
      return end;
    }
    long code = Long.parseLong(text, start, end, 16);
    if (code > Character.MAX_CODE_POINT) {
      report(at, end - at, "there is no character with this number");
    } else {
      result.appendCodePoint((int) code);
    }
    return end;
  }

  private void report(int at, int length, String message) {
    problem.accept(new Span(offset + at, offset + at + length), message);
  }
}
