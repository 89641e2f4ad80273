package org.gradlang.value.method;

import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.gradlang.value.Builtin;
import org.gradlang.value.Text;
import org.jspecify.annotations.Nullable;

/** Methods of texts that ask what their characters are. */
final class TextTests {
  private TextTests() {}

  static List<Builtin> all() {
    return List.of(
        every("isalpha", "letters", Character::isLetter),
        every("isdigit", "digits", TextTests::isDigit),
        every("isdecimal", "decimal digits", Character::isDigit),
        every("isnumeric", "numeric characters", TextTests::isNumeric),
        every("isalnum", "letters and digits", c -> Character.isLetter(c) || isNumeric(c)),
        every("isspace", "white space", Characters::isSpace),
        Builtin.of(
            "isascii(self: str)",
            "Whether all characters are ASCII; true for an empty text.",
            a -> text(a[0]).chars().allMatch(c -> c < 128)),
        Builtin.of(
            "isprintable(self: str)",
            "Whether all characters show as themselves; true for an empty text.",
            a -> text(a[0]).codePoints().allMatch(Text::isPrintable)),
        Builtin.of(
            "islower(self: str)",
            "Whether there are letters with case and all of them are lower.",
            a -> hasCase(text(a[0])) && text(a[0]).codePoints().noneMatch(TextTests::isUpper)),
        Builtin.of(
            "isupper(self: str)",
            "Whether there are letters with case and all of them are upper.",
            a -> hasCase(text(a[0])) && text(a[0]).codePoints().noneMatch(Character::isLowerCase)),
        Builtin.of(
            "istitle(self: str)",
            "Whether each word begins with an upper letter and goes on in lower ones.",
            a -> hasCase(text(a[0])) && TextCases.title(text(a[0])).equals(a[0])),
        Builtin.of(
            "isidentifier(self: str)",
            "Whether the text could be a name.",
            a -> isIdentifier(text(a[0]))));
  }

  private static Builtin every(String name, String what, IntPredicate test) {
    return Builtin.of(
        name + "(self: str)",
        "Whether there are characters and all of them are " + what + ".",
        a -> !text(a[0]).isEmpty() && text(a[0]).codePoints().allMatch(test));
  }

  private static String text(@Nullable Object value) {
    return (String) Objects.requireNonNull(value);
  }

  private static boolean isDigit(int c) {
    return Character.isDigit(c)
        || "\u00b2\u00b3\u00b9".indexOf(c) >= 0
        || (c >= 0x2070 && c <= 0x2079 && Character.getType(c) == Character.OTHER_NUMBER)
        || (c >= 0x2080 && c <= 0x2089)
        || (c >= 0x2460 && c <= 0x2468);
  }

  private static boolean isNumeric(int c) {
    return switch (Character.getType(c)) {
      case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
      default -> false;
    };
  }

  private static boolean isUpper(int c) {
    return Character.isUpperCase(c) || Character.isTitleCase(c);
  }

  private static boolean hasCase(String text) {
    return text.codePoints().anyMatch(c -> isUpper(c) || Character.isLowerCase(c));
  }

  private static boolean isIdentifier(String text) {
    return !text.isEmpty()
        && (text.charAt(0) == '_' || Character.isUnicodeIdentifierStart(text.codePointAt(0)))
        && text.codePoints().allMatch(c -> c == '_' || Character.isUnicodeIdentifierPart(c));
  }
}
