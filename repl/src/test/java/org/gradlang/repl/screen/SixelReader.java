package org.gradlang.repl.screen;

/** Reads Sixel as a terminal does. */
final class SixelReader {
  private final String text;
  private final int width;
  private final int[] image;
  private final int[] colors = new int[256];
  private int at;

  private SixelReader(String text, int width, int height) {
    this.text = text;
    this.width = width;
    this.image = new int[width * height];
  }

  /** The colours of an image of a known size. */
  static int[] read(String text, int width, int height) {
    SixelReader reader = new SixelReader(text, width, height);
    reader.read();
    return reader.image;
  }

  private void read() {
    at = text.indexOf('#');
    int x = 0;
    int top = 0;
    int color = 0;
    while (text.charAt(at) != '\u001b') {
      char next = text.charAt(at++);
      switch (next) {
        case '#' -> color = color();
        case '$' -> x = 0;
        case '-' -> {
          x = 0;
          top += 6;
        }
        case '!' -> {
          int count = number();
          x = draw(text.charAt(at++), count, x, top, color);
        }
        default -> x = draw(next, 1, x, top, color);
      }
    }
  }

  private int color() {
    int index = number();
    if (text.startsWith(";2;", at)) {
      at += 3;
      int color = 0;
      for (int i = 0; i < 3; i++) {
        color = color << 8 | Math.round(number() * 2.55f);
        at += i < 2 ? 1 : 0;
      }
      colors[index] = color;
    }
    return index;
  }

  private int number() {
    int from = at;
    while (Character.isDigit(text.charAt(at))) {
      at++;
    }
    return Integer.parseInt(text.substring(from, at));
  }

  private int draw(char sixel, int count, int x, int top, int color) {
    for (int i = x; i < x + count; i++) {
      for (int y = 0; y < 6; y++) {
        if ((sixel - '?' >> y & 1) != 0) {
          image[(top + y) * width + i] = colors[color];
        }
      }
    }
    return x + count;
  }
}
