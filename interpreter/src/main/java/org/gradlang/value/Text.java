package org.gradlang.value;

import org.gradlang.tensor.Context;

/** Texts as sequences of characters, which here are code points, as in Python. */
public final class Text {
  /** Characters from which on it takes a while to count them. */
  private static final int LONG = 1 << 12;

  private static final String[] LATIN = latin();

  private Text() {}

  private static String[] latin() {
    String[] texts = new String[256];
    for (int c = 0; c < texts.length; c++) {
      texts[c] = String.valueOf((char) c);
    }
    return texts;
  }

  /** The text of one character; those of Latin-1 are always the same ones. */
  static String of(char c) {
    return c < LATIN.length ? LATIN[c] : String.valueOf(c);
  }

  /** Two texts, one behind the other. */
  public static String joined(String first, String second) {
    Room.forJoined(first, second);
    return Room.hold(first.concat(second));
  }

  /** The number of characters. */
  public static int length(String text) {
    if (text.length() > LONG) {
      Context.current().worked(text.length() / 16);
    }
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
      return of(text.charAt(index));
    }
    return Character.toString(text.codePointAt(text.offsetByCodePoints(0, index)));
  }

  /** A part, from and to indices of Java. */
  public static String part(String text, int from, int to) {
    if (to - from == text.length()) {
      return text;
    }
    if (to - from > Room.SHORT) {
      Room.forText(to - from, Room.width(text, from, to));
    }
    return Room.hold(text.substring(from, to));
  }

  /** The characters from {@code start} to before {@code end}, both checked. */
  public static String range(String text, int start, int end) {
    if (isSimple(text)) {
      return part(text, start, end);
    }
    int from = text.offsetByCodePoints(0, start);
    return part(text, from, text.offsetByCodePoints(from, end - start));
  }

  static String slice(String text, SliceValue slice) {
    SliceValue.Bounds bounds = slice.bounds(length(text));
    if (bounds.step() == 1) {
      int start = (int) bounds.start();
      return bounds.length() == 0 ? "" : range(text, start, start + bounds.length());
    }
    TextBuilder taken = new TextBuilder();
    if (isSimple(text)) {
      for (int i = 0; i < bounds.length(); i++) {
        taken.append(text.charAt((int) (bounds.start() + i * bounds.step())));
      }
      return taken.toString();
    }
    Room.forBytes(4L * text.length());
    int[] characters = text.codePoints().toArray();
    for (int i = 0; i < bounds.length(); i++) {
      taken.appendCodePoint(characters[(int) (bounds.start() + i * bounds.step())]);
    }
    return taken.toString();
  }
}
