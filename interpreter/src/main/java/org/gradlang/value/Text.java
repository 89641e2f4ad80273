package org.gradlang.value;

import org.gradlang.tensor.Context;

/** Texts as sequences of characters, which here are code points, as in Python. */
public final class Text {
  private Text() {}

  /** The number of characters. */
  public static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /** Whether {@code repr} shows a character as itself. */
  public static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> c == ' ';
      default -> true;
    };
  }

  /** Whether every character is one {@code char}. */
  static boolean isSimple(String text) {
    return length(text) == text.length();
  }

  /** The character at an index that was checked. */
  static String at(String text, int index) {
    if (isSimple(text)) {
      return String.valueOf(text.charAt(index));
    }
    return Character.toString(text.codePointAt(text.offsetByCodePoints(0, index)));
  }

  /** The characters from {@code start} to before {@code end}, both checked. */
  public static String range(String text, int start, int end) {
    if (isSimple(text)) {
      return text.substring(start, end);
    }
    int from = text.offsetByCodePoints(0, start);
    return text.substring(from, text.offsetByCodePoints(from, end - start));
  }

  static String slice(String text, SliceValue slice) {
    SliceValue.Bounds bounds = slice.bounds(length(text));
    if (bounds.step() == 1) {
      int start = (int) bounds.start();
      return bounds.length() == 0 ? "" : range(text, start, start + bounds.length());
    }
    int[] characters = text.codePoints().toArray();
    StringBuilder taken = new StringBuilder(bounds.length());
    Context context = Context.current();
    for (int i = 0; i < bounds.length(); i++) {
      context.reached(i);
      taken.appendCodePoint(characters[(int) (bounds.start() + i * bounds.step())]);
    }
    return taken.toString();
  }
}
