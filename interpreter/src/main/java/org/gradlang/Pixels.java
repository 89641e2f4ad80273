package org.gradlang;

import java.util.Arrays;

/**
 * The pixels of a picture, row by row from the top left.
 *
 * @param argb one int for each pixel: alpha, red, green and blue, eight bits each; shared, not
 *     copied
 */
@SuppressWarnings("ArrayRecordComponent") // millions of pixels are not copied for every reader
public record Pixels(int width, int height, int[] argb) {
  private static final int OPAQUE = 255;

  public Pixels {
    if (width <= 0 || height <= 0 || argb.length != (long) width * height) {
      throw new IllegalArgumentException(width + " x " + height + " of " + argb.length);
    }
  }

  /** The colour of the pixel in column {@code x} of row {@code y}. */
  public int at(int x, int y) {
    return argb[y * width + x];
  }

  /** Whether nothing shines through. */
  public boolean isOpaque() {
    return Arrays.stream(argb).allMatch(color -> color >>> 24 == OPAQUE);
  }

  /** The picture as it looks on white; itself if it is opaque. */
  public Pixels onWhite() {
    return isOpaque()
        ? this
        : new Pixels(width, height, Arrays.stream(argb).map(Pixels::onWhite).toArray());
  }

  private static int onWhite(int argb) {
    int alpha = argb >>> 24;
    int color = OPAQUE;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int mixed = (argb >> shift & 255) * alpha + 255 * (OPAQUE - alpha);
      color = color << 8 | (mixed + 127) / 255;
    }
    return color;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Pixels that && width == that.width && Arrays.equals(argb, that.argb);
  }

  @Override
  public int hashCode() {
    return 31 * width + Arrays.hashCode(argb);
  }

  @Override
  public String toString() {
    return "Pixels[" + width + " x " + height + "]";
  }
}
