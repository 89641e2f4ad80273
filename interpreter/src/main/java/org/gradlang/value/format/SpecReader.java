package org.gradlang.value.format;

import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;

/** Reads a {@link Spec}. */
final class SpecReader {
  /** Wider fields are mistakes, and would fill the memory. */
  private static final int WIDEST = 1 << 20;

  private final String text;
  private int position;

  private SpecReader(String text) {
    this.text = text;
  }

  static Spec read(String written) {
    return new SpecReader(written).read();
  }

  private Spec read() {
    int fill = ' ';
    int first = text.isEmpty() ? 0 : text.codePointAt(0);
    boolean filled = isAlign(Character.charCount(first));
    if (filled) {
      fill = first;
      position = Character.charCount(first);
    }
    char align = isAlign(position) ? text.charAt(position++) : 0;
    char sign = one("+- ");
    boolean positiveZero = one("z") != 0;
    boolean alternate = one("#") != 0;
    if (!filled && one("0") != 0) {
      fill = '0';
      align = align == 0 ? '=' : align;
    }
    int width = digits();
    char grouping = one(",_");
    int precision = one(".") == 0 ? -1 : precision();
    char type = position < text.length() ? text.charAt(position++) : 0;
    if (position < text.length()) {
      throw error("is no format");
    }
    return new Spec(fill, align, sign, positiveZero, alternate, width, grouping, precision, type);
  }

  private boolean isAlign(int at) {
    return at < text.length() && "<>^=".indexOf(text.charAt(at)) >= 0;
  }

  /** The next character if it is one of {@code wanted}, else 0. */
  private char one(String wanted) {
    if (position < text.length() && wanted.indexOf(text.charAt(position)) >= 0) {
      return text.charAt(position++);
    }
    return 0;
  }

  private int precision() {
    int precision = digits();
    if (precision < 0) {
      throw error("has no digits behind the point");
    }
    return precision;
  }

  /** A number, or -1 where none stands here. */
  private int digits() {
    int number = -1;
    while (position < text.length() && isDigit(text.charAt(position))) {
      number = Math.max(0, number) * 10 + text.charAt(position++) - '0';
      if (number > WIDEST) {
        throw error("asks for more than " + WIDEST + " characters");
      }
    }
    return number;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private GradError error(String what) {
    return new GradError(ErrorKind.VALUE, "the format '" + text + "' " + what)
        .help(
            "a format is [[fill]align][sign][#][0][width][,][.precision][type], such as .4f or >10");
  }
}
