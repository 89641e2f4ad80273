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
    ValueRoom.forJoined(first, second);
    return ValueRoom.hold(LongText.joined(first, second));
  }

  /** The number of characters. */
  public static int length(String text) {
    return length(text, 0, text.length());
  }

  /** The number of characters from one index of Java's to another, both between characters. */
  public static int length(String text, int start, int end) {
    if (end - start <= LONG) {
      return text.codePointCount(start, end);
    }
    Context context = Context.current();
    int count = 0;
    for (int from = start; from < end; ) {
      int to = stretch(text, from, end);
      count += text.codePointCount(from, to);
      context.worked((to - from) / 16);
      from = to;
    }
    return count;
  }

  /** Where a stretch of characters ends that are counted at once. */
  private static int stretch(String text, int from, int end) {
    int to = from + Math.min(end - from, LongText.STRETCH);
    return to < end && Character.isLowSurrogate(text.charAt(to)) ? to + 1 : to;
  }

  /** Java's index of the place that is so many characters behind another one. */
  private static int offset(String text, int start, int characters) {
    Context context = Context.current();
    int from = start;
    int left = characters;
    while (left > LongText.STRETCH) {
      int to = stretch(text, from, text.length());
      left -= text.codePointCount(from, to);
      context.worked((to - from) / 16);
      from = to;
    }
    return text.offsetByCodePoints(from, left);
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
    return Character.toString(text.codePointAt(offset(text, 0, index)));
  }

  /** A part, from and to indices of Java. */
  public static String part(String text, int from, int to) {
    if (to - from == text.length()) {
      return text;
    }
    if (to - from > ValueRoom.SHORT) {
      ValueRoom.forText(to - from, ValueRoom.width(text, from, to));
    }
    return ValueRoom.hold(LongText.part(text, from, to));
  }

  /** The characters from {@code start} to before {@code end}, both checked. */
  public static String range(String text, int start, int end) {
    if (isSimple(text)) {
      return part(text, start, end);
    }
    int from = offset(text, 0, start);
    return part(text, from, offset(text, from, end - start));
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
    ValueRoom.forBytes(4L * text.length());
    int[] characters = LongText.worked(text.length(), () -> text.codePoints().toArray());
    for (int i = 0; i < bounds.length(); i++) {
      taken.appendCodePoint(characters[(int) (bounds.start() + i * bounds.step())]);
    }
    return taken.toString();
  }
}
