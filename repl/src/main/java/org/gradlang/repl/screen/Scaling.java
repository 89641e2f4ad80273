package org.gradlang.repl.screen;

import org.gradlang.Pixels;

/** Images made larger or smaller. */
final class Scaling {
  private Scaling() {}

  /** Every pixel as a square of so many. */
  static Pixels enlarged(Pixels image, int factor) {
    if (factor == 1) {
      return image;
    }
    int width = image.width() * factor;
    int height = image.height() * factor;
    int[] argb = new int[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        argb[y * width + x] = image.at(x / factor, y / factor);
      }
    }
    return new Pixels(width, height, argb);
  }

  /** The image itself if it is no wider than that, else one as wide. */
  static Pixels narrowed(Pixels image, int width) {
    if (image.width() <= width) {
      return image;
    }
    int height = Math.max(1, (int) Math.round((double) image.height() * width / image.width()));
    return resized(image, width, height);
  }

  /** A smaller image, whose pixels are the mean of those that they cover; all opaque. */
  static Pixels resized(Pixels image, int width, int height) {
    int[] argb = new int[width * height];
    for (int y = 0; y < height; y++) {
      int top = (int) ((long) y * image.height() / height);
      int bottom = Math.max(top + 1, (int) ((long) (y + 1) * image.height() / height));
      for (int x = 0; x < width; x++) {
        int left = (int) ((long) x * image.width() / width);
        int right = Math.max(left + 1, (int) ((long) (x + 1) * image.width() / width));
        argb[y * width + x] = mean(image, left, top, right, bottom);
      }
    }
    return new Pixels(width, height, argb);
  }

  private static int mean(Pixels image, int left, int top, int right, int bottom) {
    long red = 0;
    long green = 0;
    long blue = 0;
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        int color = image.at(x, y);
        red += color >> 16 & 255;
        green += color >> 8 & 255;
        blue += color & 255;
      }
    }
    long count = (long) (right - left) * (bottom - top);
    return 0xff000000
        | rounded(red, count) << 16
        | rounded(green, count) << 8
        | rounded(blue, count);
  }

  private static int rounded(long sum, long count) {
    return (int) ((sum + count / 2) / count);
  }
}
