package org.gradlang.value.method;

import java.util.List;
import java.util.Locale;
import org.gradlang.tensor.Context;
import org.gradlang.value.Builtin;
import org.gradlang.value.Text;
import org.gradlang.value.TextBuilder;

/** Methods of texts that change upper and lower letters. */
final class TextCases {
  /** Characters that are changed at once. */
  private static final int PIECE = 512;

  private static final char SIGMA = '\u03c3';
  private static final char FINAL_SIGMA = '\u03c2';
  private static final char CAPITAL_SIGMA = '\u03a3';

  /** Punctuation that may stand within words, as Unicode's property Case_Ignorable has it. */
  private static final String WITHIN_WORDS =
      "'.:\u00b7\u0387\u055f\u05f4\u2018\u2019\u2024\u2027\ufe13\ufe52\ufe55\uff07\uff0e\uff1a";

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
    if (text.length() <= PIECE) {
      return text.toUpperCase(Locale.ROOT);
    }
    TextBuilder upper = new TextBuilder();
    for (int from = 0; from < text.length(); ) {
      int to = end(text, from);
      upper.append(text.substring(from, to).toUpperCase(Locale.ROOT));
      from = to;
    }
    return upper.toString();
  }

  private static String lower(String text) {
    if (text.length() <= PIECE && text.indexOf(CAPITAL_SIGMA) < 0) {
      return text.toLowerCase(Locale.ROOT);
    }
    TextBuilder lower = new TextBuilder();
    for (int from = 0; from < text.length(); ) {
      if (text.charAt(from) == CAPITAL_SIGMA) {
        lower.append(lowerAt(text, from));
        from++;
      } else {
        int sigma = text.indexOf(CAPITAL_SIGMA, from, end(text, from));
        int to = sigma < 0 ? end(text, from) : sigma;
        lower.append(text.substring(from, to).toLowerCase(Locale.ROOT));
        from = to;
      }
    }
    return lower.toString();
  }

  /**
   * Where a piece ends. Java copies all that it has for each letter that becomes two: time in
   * proportion to the square of a text's length.
   */
  private static int end(String text, int from) {
    int end = Math.min(text.length(), from + PIECE);
    return end < text.length() && Character.isLowSurrogate(text.charAt(end)) ? end + 1 : end;
  }

  private static String swapCase(String text) {
    TextBuilder swapped = new TextBuilder();
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
      return Character.toString(c).toLowerCase(Locale.ROOT);
    }
    boolean ends = followsLetter(text, index) && !precedesLetter(text, index + 1);
    return Character.toString(ends ? FINAL_SIGMA : SIGMA);
  }

  /*
   * Unicode's condition Final_Sigma. Java looks for words with a BreakIterator: 0.2 ms for each
   * sigma. From one sigma nobody looks further than to the next.
   */

  private static boolean followsLetter(String text, int index) {
    int at = index;
    while (at > 0) {
      int c = text.codePointBefore(at);
      if (!isWithinWords(c)) {
        return isCased(c);
      }
      at -= Character.charCount(c);
      Context.current().worked(1);
    }
    return false;
  }

  private static boolean precedesLetter(String text, int index) {
    int at = index;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      if (!isWithinWords(c)) {
        return isCased(c);
      }
      at += Character.charCount(c);
      Context.current().worked(1);
    }
    return false;
  }

  private static boolean isCased(int c) {
    return Character.isLowerCase(c) || Character.isUpperCase(c) || Character.isTitleCase(c);
  }

  private static boolean isWithinWords(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.FORMAT,
          Character.MODIFIER_LETTER,
          Character.MODIFIER_SYMBOL ->
          true;
      default -> WITHIN_WORDS.indexOf(c) >= 0;
    };
  }

  static String title(String text) {
    TextBuilder titled = new TextBuilder();
    boolean inWord = false;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int c = text.codePointAt(i);
      titled.append(inWord ? lowerAt(text, i) : titleCase(c));
      inWord = isCased(c);
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
    return Text.joined(
        titleCase(first), lower(text).substring(lower(Character.toString(first)).length()));
  }
}
