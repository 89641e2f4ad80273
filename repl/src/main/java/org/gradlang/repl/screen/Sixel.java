package org.gradlang.repl.screen;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.gradlang.Pixels;

/**
 * Images in DEC's Sixel: bands of six rows, in each of them a row of characters for each colour. At
 * most 256 colours: an image that has more has its channels rounded to fewer bits, and the mean of
 * what falls together. JLine's dithers to a fixed palette without run lengths, ten times as much to
 * send.
 */
final class Sixel {
  private static final String ESCAPE = "\u001b";
  private static final int COLORS = 256;
  private static final int BAND = 6;

  private final Pixels image;
  private final int[] indices;
  private final StringBuilder text = new StringBuilder();
  private int[] palette = {};

  private Sixel(Pixels image) {
    this.image = image;
    this.indices = new int[image.argb().length];
  }

  static String of(Pixels image) {
    return new Sixel(image).text();
  }

  private String text() {
    for (int bits = 8; palette.length == 0; bits--) {
      quantize(bits);
    }
    text.append(ESCAPE).append("P0;1q\"1;1;").append(image.width()).append(';');
    text.append(image.height());
    for (int i = 0; i < palette.length; i++) {
      text.append('#').append(i).append(";2");
      for (int shift = 16; shift >= 0; shift -= 8) {
        text.append(';').append(Math.round((palette[i] >> shift & 255) * 100 / 255f));
      }
    }
    for (int top = 0; top < image.height(); top += BAND) {
      band(top);
    }
    return text.append(ESCAPE).append('\\').toString();
  }

  /** Finds a palette if so many bits for each channel leave few enough colours. */
  private void quantize(int bits) {
    int mask = 255 << (8 - bits) & 255;
    int keep = mask << 16 | mask << 8 | mask;
    Map<Integer, Integer> known = new HashMap<>();
    long[][] sums = new long[COLORS][4];
    for (int i = 0; i < indices.length; i++) {
      int color = image.argb()[i] & 0xffffff;
      Integer index = known.get(color & keep);
      if (index == null) {
        if (known.size() == COLORS) {
          return;
        }
        index = known.size();
        known.put(color & keep, index);
      }
      indices[i] = index;
      sums[index][0] += color >> 16 & 255;
      sums[index][1] += color >> 8 & 255;
      sums[index][2] += color & 255;
      sums[index][3]++;
    }
    palette = new int[known.size()];
    Arrays.setAll(
        palette,
        i ->
            (int) (sums[i][0] / sums[i][3]) << 16
                | (int) (sums[i][1] / sums[i][3]) << 8
                | (int) (sums[i][2] / sums[i][3]));
  }

  private void band(int top) {
    int rows = Math.min(BAND, image.height() - top);
    boolean[] present = new boolean[palette.length];
    int from = top * image.width();
    for (int i = from; i < from + rows * image.width(); i++) {
      present[indices[i]] = true;
    }
    for (int color = 0; color < palette.length; color++) {
      if (present[color]) {
        text.append('#').append(color);
        layer(top, rows, color);
        text.append('$');
      }
    }
    text.append('-');
  }

  /** The pixels of one colour in a band: six of them in a character. */
  private void layer(int top, int rows, int color) {
    char last = 0;
    int run = 0;
    for (int x = 0; x < image.width(); x++) {
      int bits = 0;
      for (int y = 0; y < rows; y++) {
        bits |= indices[(top + y) * image.width() + x] == color ? 1 << y : 0;
      }
      char sixel = (char) ('?' + bits);
      if (sixel != last && run > 0) {
        run(last, run);
        run = 0;
      }
      last = sixel;
      run++;
    }
    if (last != '?') {
      run(last, run); // nothing need be sent up to the end of a row
    }
  }

  private void run(char sixel, int length) {
    if (length > 3) {
      text.append('!').append(length).append(sixel);
    } else {
      text.append(String.valueOf(sixel).repeat(length));
    }
  }
}
