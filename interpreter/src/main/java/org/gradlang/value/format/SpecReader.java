package org.gradlang.value.format;

import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;

/** Reads a {@link Spec}. */
final class SpecReader {
  /** Wider fields are mistakes, and would fill the memory. */
  private static final int WIDEST = 1 << 20;

  private final int[] text;
  private final String written;
  private int position;

  private SpecReader(String written) {
    this.written = written;
    this.text = written.codePoints().toArray();
  }

  static Spec read(String written) {
    return new SpecReader(written).read();
  }

  private Spec read() {
    int fill = ' ';
    char align = 0;
    boolean filled = text.length > 1 && isAlign(text[1]);
    if (filled) {
      fill = text[position++];
    }
    if (position < text.length && isAlign(text[position])) {
      align = (char) text[position++];
    }
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
    char type = position < text.length ? (char) text[position++] : 0;
    if (position < text.length) {
      throw error("is no format");
    }
    return new Spec(fill, align, sign, positiveZero, alternate, width, grouping, precision, type);
  }

  private static boolean isAlign(int c) {
    return c == '<' || c == '>' || c == '^' || c == '=';
  }

  /** The next character if it is one of {@code wanted}, else 0. */
  private char one(String wanted) {
    if (position < text.length && wanted.indexOf(text[position]) >= 0) {
      return (char) text[position++];
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
    while (position < text.length && text[position] >= '0' && text[position] <= '9') {
      number = Math.max(0, number) * 10 + text[position++] - '0';
      if (number > WIDEST) {
        throw error("asks for more than " + WIDEST + " characters");
      }
    }
    return number;
  }

  private GradError error(String what) {
    return new GradError(ErrorKind.VALUE, "the format '" + written + "' " + what)
        .help(
            "a format is [[fill]align][sign][#][0][width][,][.precision][type], such as .4f or >10");
  }
}
