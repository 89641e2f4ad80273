package org.gradlang.repl.screen;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.UnaryOperator;
import org.gradlang.Pixels;
import org.gradlang.stdlib.picture.ImageEncoder;

/**
 * Images as escape sequences that carry a PNG file. JLine has these too, but gives images of
 * Kitty's the numbers 1, 2, 3 in each process, and an image takes the place of an earlier one with
 * its number.
 */
final class ImageSequences {
  private static final String ESCAPE = "\u001b";

  /** Kitty takes at most so many characters at once. */
  private static final int CHUNK = 4096;

  private ImageSequences() {}

  /**
   * Kitty's: an image that is shown at once, silently.
   *
   * @param columns how wide it is shown, 0 for as many pixels as it has
   * @param wrap what is done with each sequence on its way
   */
  static String kitty(Pixels image, int columns, UnaryOperator<String> wrap) {
    String data = base64(image);
    StringBuilder text = new StringBuilder();
    for (int from = 0; from < data.length(); from += CHUNK) {
      int to = Math.min(data.length(), from + CHUNK);
      String keys = "m=" + (to < data.length() ? 1 : 0);
      if (from == 0) {
        keys = "a=T,f=100,q=2," + (columns > 0 ? "c=" + columns + "," : "") + keys;
      }
      text.append(
          wrap.apply(ESCAPE + "_G" + keys + ";" + data.substring(from, to) + ESCAPE + "\\"));
    }
    return text.toString();
  }

  /** iTerm2's; {@code columns} as for {@link #kitty}. */
  static String iterm2(Pixels image, int columns) {
    String width = columns > 0 ? ";width=" + columns : "";
    return ESCAPE + "]1337;File=inline=1" + width + ":" + base64(image) + "\u0007";
  }

  private static String base64(Pixels image) {
    return new String(
        Base64.getEncoder().encode(ImageEncoder.png(image)), StandardCharsets.US_ASCII);
  }
}
