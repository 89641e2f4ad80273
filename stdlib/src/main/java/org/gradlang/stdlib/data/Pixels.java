package org.gradlang.stdlib.data;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The samples of a picture, row by row and pixel by pixel.
 *
 * @param largest what white is: 255 or 65535
 */
record Pixels(int width, int height, PixelMode mode, int largest, short[] samples) {

  /** Takes the samples as the file has them; what has a palette is looked up in it. */
  static Pixels of(BufferedImage image, boolean gray) {
    return image.getColorModel() instanceof IndexColorModel palette
        ? indexed(image, palette, gray)
        : direct(image.getRaster());
  }

  private static Pixels direct(Raster raster) {
    int channels = raster.getNumBands();
    int width = raster.getWidth();
    short[] samples = new short[width * raster.getHeight() * channels];
    int[] row = new int[width * channels];
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(0, y, width, 1, row);
      for (int i = 0; i < row.length; i++) {
        samples[y * row.length + i] = (short) row[i];
      }
    }
    int largest = raster.getSampleModel().getSampleSize(0) > 8 ? 0xffff : 0xff;
    return new Pixels(width, raster.getHeight(), mode(channels), largest, samples);
  }

  private static PixelMode mode(int channels) {
    return switch (channels) {
      case 1 -> PixelMode.L;
      case 2 -> PixelMode.LA;
      case 3 -> PixelMode.RGB;
      default -> PixelMode.RGBA;
    };
  }

  private static Pixels indexed(BufferedImage image, IndexColorModel palette, boolean gray) {
    PixelMode mode = gray ? PixelMode.L : palette.hasAlpha() ? PixelMode.RGBA : PixelMode.RGB;
    int width = image.getWidth();
    short[] samples = new short[width * image.getHeight() * mode.channels()];
    int[] row = new int[width];
    int at = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRaster().getPixels(0, y, width, 1, row);
      for (int index : row) {
        int color = palette.getRGB(index);
        for (int channel = 0; channel < mode.channels(); channel++) {
          int shift = channel == 3 ? 24 : 16 - 8 * channel;
          samples[at++] = (short) (color >> shift & 0xff);
        }
      }
    }
    return new Pixels(width, image.getHeight(), mode, 0xff, samples);
  }

  private int sample(int pixel, int channel) {
    return Short.toUnsignedInt(samples[pixel * mode.channels() + channel]);
  }

  /** The picture as it was seen when the camera was held in that way. */
  Pixels turned(int orientation) {
    if (orientation == 1) {
      return this;
    }
    boolean sideways = orientation >= 5;
    int newWidth = sideways ? height : width;
    int newHeight = sideways ? width : height;
    int channels = mode.channels();
    short[] turned = new short[samples.length];
    for (int y = 0; y < newHeight; y++) {
      for (int x = 0; x < newWidth; x++) {
        int from = source(orientation, x, y) * channels;
        System.arraycopy(samples, from, turned, (y * newWidth + x) * channels, channels);
      }
    }
    return new Pixels(newWidth, newHeight, mode, largest, turned);
  }

  /** Where a pixel of the turned picture is in this one. */
  private int source(int orientation, int x, int y) {
    int right = width - 1;
    int bottom = height - 1;
    return switch (orientation) {
      case 2 -> y * width + right - x;
      case 3 -> (bottom - y) * width + right - x;
      case 4 -> (bottom - y) * width + x;
      case 5 -> x * width + y;
      case 6 -> (bottom - x) * width + y;
      case 7 -> (bottom - x) * width + right - y;
      case 8 -> x * width + right - y;
      default -> y * width + x;
    };
  }

  /** The samples as (channels, height, width), with the channels wanted. */
  Tensor tensor(@Nullable PixelMode wanted, DType type) {
    PixelMode given = wanted == null ? mode : wanted;
    int plane = width * height;
    long count = (long) plane * given.channels();
    Storage storage = Storage.zeros(type, Math.toIntExact(count));
    for (int channel = 0; channel < given.channels(); channel++) {
      Context.current().worked(plane);
      for (int pixel = 0; pixel < plane; pixel++) {
        put(storage, type, channel * plane + pixel, converted(given, pixel, channel));
      }
    }
    return new Tensor(storage, Layout.contiguous(given.channels(), height, width));
  }

  private void put(Storage storage, DType type, int at, int value) {
    switch (type) {
      case FLOAT32 -> storage.floats()[at] = value / (float) largest;
      case FLOAT64 -> storage.doubles()[at] = value / (double) largest;
      case INT64 -> storage.longs()[at] = value;
      case BOOL -> storage.bools()[at] = (byte) (2 * value > largest ? 1 : 0);
    }
  }

  private int converted(PixelMode given, int pixel, int channel) {
    if (given.hasAlpha() && channel == given.channels() - 1) {
      return mode.hasAlpha() ? sample(pixel, mode.channels() - 1) : largest;
    }
    boolean colored = mode.channels() >= 3;
    if (given.channels() >= 3) {
      return sample(pixel, colored ? channel : 0);
    }
    return colored ? luma(pixel) : sample(pixel, 0);
  }

  /** ITU-R 601, with the rounding that imaging libraries use for grey: 0.299 R + 0.587 G + ... */
  private int luma(int pixel) {
    long weighted =
        19595L * sample(pixel, 0) + 38470L * sample(pixel, 1) + 7471L * sample(pixel, 2);
    return (int) (weighted + 0x8000 >> 16);
  }
}
