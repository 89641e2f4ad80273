package org.gradlang.repl.screen;

import org.gradlang.Pixels;
import org.gradlang.TextStyle;
import org.gradlang.TextStyle.Colors;

/**
 * Images as text: two pixels in a character, the upper one as the colour of a half block and the
 * lower one as its background; or, without colours, one character that is the denser the brighter
 * they are.
 */
final class HalfBlocks {
  private static final String RAMP = " .:-=+*#%@";
  private static final String RESET = "\u001b[0m";

  /** Images that are much narrower are enlarged. */
  private static final int USUAL_WIDTH = 32;

  private HalfBlocks() {}

  static String of(Pixels image, TextStyle style) {
    Pixels fitting = fitting(image, style);
    StringBuilder text = new StringBuilder();
    for (int y = 0; y < fitting.height(); y += 2) {
      row(fitting, y, style, text);
      text.append('\n');
    }
    return text.toString();
  }

  /** Enlarged by a whole factor, or made smaller, so that it is seen at once. */
  private static Pixels fitting(Pixels image, TextStyle style) {
    int mostRows = Math.max(2, 2 * (style.rows() - 1));
    int longest = Math.max(image.width(), image.height());
    int most = Math.min(style.columns() / image.width(), mostRows / image.height());
    Pixels large = Scaling.enlarged(image, Math.max(1, Math.min(USUAL_WIDTH / longest, most)));
    double factor =
        Math.min(
            1,
            Math.min((double) style.columns() / large.width(), (double) mostRows / large.height()));
    return factor == 1
        ? large
        : Scaling.resized(
            large,
            Math.max(1, (int) (large.width() * factor)),
            Math.max(1, (int) (large.height() * factor)));
  }

  private static void row(Pixels image, int y, TextStyle style, StringBuilder text) {
    String last = "";
    for (int x = 0; x < image.width(); x++) {
      int upper = image.at(x, y);
      boolean alone = y + 1 == image.height();
      int lower = alone ? upper : image.at(x, y + 1);
      if (style.colors() == Colors.NONE || !style.unicode()) {
        text.append(shade(upper, lower));
        continue;
      }
      String colors =
          "\u001b[" + code(38, upper, style) + ";" + (alone ? "49" : code(48, lower, style)) + "m";
      text.append(colors.equals(last) ? "" : colors).append('\u2580');
      last = colors;
    }
    text.append(last.isEmpty() ? "" : RESET);
  }

  private static char shade(int upper, int lower) {
    double brightness = (brightness(upper) + brightness(lower)) / 2;
    return RAMP.charAt((int) Math.min(RAMP.length() - 1, brightness * RAMP.length()));
  }

  /** From 0 to 1, by Rec. 709. */
  private static double brightness(int color) {
    return (0.2126 * (color >> 16 & 255) + 0.7152 * (color >> 8 & 255) + 0.0722 * (color & 255))
        / 255;
  }

  private static String code(int kind, int color, TextStyle style) {
    int red = color >> 16 & 255;
    int green = color >> 8 & 255;
    int blue = color & 255;
    return style.colors() == Colors.ALL
        ? kind + ";2;" + red + ";" + green + ";" + blue
        : kind + ";5;" + palette(red, green, blue);
  }

  /** The closest of the 256 colours: 24 greys, or a cube of six steps a side. */
  private static int palette(int red, int green, int blue) {
    int spread = Math.max(red, Math.max(green, blue)) - Math.min(red, Math.min(green, blue));
    if (spread < 12) {
      int grey = (red + green + blue) / 3;
      return grey < 4 ? 16 : grey > 246 ? 231 : 232 + Math.min(23, (grey - 3) / 10);
    }
    return 16 + 36 * step(red) + 6 * step(green) + step(blue);
  }

  /** The closest of the cube's steps 0, 95, 135, 175, 215, 255. */
  private static int step(int channel) {
    return channel < 48 ? 0 : channel < 115 ? 1 : (channel - 35) / 40;
  }
}
