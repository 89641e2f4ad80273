package org.gradlang.stdlib.picture;

/** How wide text is about, where no font can be asked: its reader chooses one. */
final class TextWidth {
  private static final String NARROW = "ijl|.,:;'`!()[]{}ftrI /\\";
  private static final String WIDE = "mwMW@%";

  private TextWidth() {}

  /** The width in pixels of a text in a sans-serif font of that size. */
  static double of(String text, int size) {
    return text.codePoints().mapToDouble(TextWidth::width).sum() * size;
  }

  private static double width(int c) {
    if (NARROW.indexOf(c) >= 0) {
      return 0.36;
    }
    if (WIDE.indexOf(c) >= 0) {
      return 0.95;
    }
    return c >= 0x1100 ? 1 : Character.isUpperCase(c) ? 0.72 : 0.63;
  }
}
