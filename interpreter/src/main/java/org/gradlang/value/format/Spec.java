package org.gradlang.value.format;

import org.gradlang.value.LongText;
import org.gradlang.value.Text;
import org.gradlang.value.ValueRoom;

/**
 * What stands behind the colon of a field, read: {@code
 * [[fill]align][sign][z][#][0][width][grouping][.precision][type]}.
 *
 * @param fill the code point that fills up to the width
 * @param align one of {@code < > ^ =}; 0 for the default of the value's type
 * @param sign one of {@code + -} and blank
 * @param positiveZero whether a negative zero loses its sign
 * @param alternate {@code #}: a prefix for {@code x}, zeros kept for {@code g}
 * @param width the least width, -1 where none is given
 * @param grouping {@code ,} or {@code _}; 0 for none
 * @param precision -1 where none is given
 * @param type the letter; 0 for none
 */
record Spec(
    int fill,
    char align,
    char sign,
    boolean positiveZero,
    boolean alternate,
    int width,
    char grouping,
    int precision,
    char type) {

  /** Whether zeros go between the sign and the digits, and so take part in grouping. */
  boolean padsWithZeros() {
    return fill == '0' && align == '=';
  }

  /** Fills a text up to the width; {@code standard} is the alignment where none is given. */
  String pad(String text, char standard) {
    int missing = width - Text.length(text);
    if (missing <= 0) {
      return text;
    }
    int before =
        switch (align == 0 ? standard : align) {
          case '<' -> 0;
          case '^' -> missing / 2;
          default -> missing;
        };
    ValueRoom.forParts(
        text.length() + (long) missing * Character.charCount(fill), text, Character.toString(fill));
    return ValueRoom.hold(
        LongText.copied(
            (long) text.length() + missing,
            () -> filled(before) + text + filled(missing - before)));
  }

  String filled(int count) {
    return LongText.repeated(Character.toString(fill), Math.max(0, count));
  }
}
