package org.gradlang.value.method;

import java.util.List;
import java.util.Locale;
import org.gradlang.value.Builtin;

/** Methods of texts that change upper and lower letters. */
final class TextCases {
  private static final char SIGMA = '\u03c3';
  private static final char FINAL_SIGMA = '\u03c2';
  private static final int CAPITAL_SIGMA = 0x3a3;

  private TextCases() {}

  static List<Builtin> all() {
    return List.of(
        Builtin.of("upper(self: str)", "All letters upper.", a -> upper((String) a[0])),
        Builtin.of("lower(self: str)", "All letters lower.", a -> lower((String) a[0])),
        Builtin.of(
            "casefold(self: str)",
            "For comparing without regard to case.",
            a -> lower(upper((String) a[0])).replace(FINAL_SIGMA, SIGMA)),
        Builtin.of(
            "swapcase(self: str)",
            "Upper letters lower, and lower ones upper.",
            a -> swapCase((String) a[0])),
        Builtin.of(
            "title(self: str)", "The first letter of each word upper.", a -> title((String) a[0])),
        Builtin.of(
            "capitalize(self: str)",
            "The first character upper, all others lower.",
            a -> capitalize((String) a[0])));
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static String swapCase(String text) {
    StringBuilder swapped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int c = text.codePointAt(i);
      swapped.append(Character.isLowerCase(c) ? upper(Character.toString(c)) : lowerAt(text, i));
    }
    return swapped.toString();
  }

  /** A character lower, as it is in its text: a sigma at the end of a word is another one. */
  private static String lowerAt(String text, int index) {
    int c = text.codePointAt(index);
    if (c != CAPITAL_SIGMA) {
      return lower(Character.toString(c));
    }
    return lower(text).substring(lower(text.substring(0, index)).length()).substring(0, 1);
  }

  static String title(String text) {
    StringBuilder titled = new StringBuilder(text.length());
    boolean inWord = false;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int c = text.codePointAt(i);
      titled.append(inWord ? lowerAt(text, i) : titleCase(c));
      inWord = Character.isLowerCase(c) || Character.isUpperCase(c) || Character.isTitleCase(c);
    }
    return titled.toString();
  }

  private static String titleCase(int c) {
    String upper = upper(Character.toString(c));
    boolean single = upper.codePointCount(0, upper.length()) == 1;
    // a character that becomes two when upper, such as a sharp s, keeps the second one lower
    return single
        ? Character.toString(Character.toTitleCase(c))
        : upper.substring(0, 1) + lower(upper.substring(1));
  }

  private static String capitalize(String text) {
    if (text.isEmpty()) {
      return text;
    }
    int first = text.codePointAt(0);
    return titleCase(first) + lower(text).substring(lower(Character.toString(first)).length());
  }
}
