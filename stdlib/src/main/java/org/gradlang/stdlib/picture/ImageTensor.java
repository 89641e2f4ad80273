package org.gradlang.stdlib.picture;

import org.gradlang.Pixels;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Tensor;

/**
 * An image as scripts have it: a tensor (height, width), or (channels, height, width) with one
 * channel of grey, three of red, green and blue, or four with opacity. Floats run from 0 to 1, ints
 * from 0 to 255, bools are black and white.
 */
final class ImageTensor {
  private final Tensor image;
  private final int channels;
  private final int height;
  private final int width;
  private final double[] values;

  /**
   * Checks that a tensor is an image.
   *
   * @param function begins the messages of errors
   */
  ImageTensor(String function, Tensor tensor) {
    boolean flat = tensor.dim() == 2;
    if (!flat && tensor.dim() != 3) {
      throw wrong(function, tensor);
    }
    this.image = tensor;
    this.channels = flat ? 1 : tensor.size(0);
    this.height = tensor.size(flat ? 0 : 1);
    this.width = tensor.size(flat ? 1 : 2);
    if (channels != 1 && channels != 3 && channels != 4) {
      throw wrong(function, tensor);
    }
    if (height == 0 || width == 0) {
      throw new GradError(
          ErrorKind.SHAPE, function + "() has nothing to show: the shape is " + tensor.layout());
    }
    this.values = SeriesReader.elements(tensor);
  }

  private static GradError wrong(String function, Tensor tensor) {
    GradError error =
        new GradError(
            ErrorKind.SHAPE,
            function
                + "() takes images of shape (height, width) or (channels, height, width) with 1, 3"
                + " or 4 channels, and this tensor has shape "
                + tensor.layout());
    int dim = tensor.dim();
    boolean channelsLast = dim >= 3 && (tensor.size(dim - 1) == 3 || tensor.size(dim - 1) == 4);
    if (channelsLast) {
      return error.help(
          "channels come first: x.permute(" + (dim == 3 ? "2, 0, 1" : "0, 3, 1, 2") + ")");
    }
    return dim == 4 ? error.help("make_grid(x) puts several images side by side") : error;
  }

  /** An error unless a tensor is an image, or several of them. */
  static void checkChannels(String function, Tensor tensor) {
    int dim = tensor.dim();
    int channels = dim < 3 ? 1 : tensor.size(dim - 3);
    if (dim < 2 || dim > 4 || (channels != 1 && channels != 3 && channels != 4)) {
      throw wrong(function, tensor);
    }
  }

  /** The image in 8 bits a channel; values outside of their range count as its ends. */
  Pixels pixels() {
    int[] argb = new int[height * width];
    int plane = height * width;
    for (int i = 0; i < plane; i++) {
      int red = level(values[i]);
      int green = channels < 3 ? red : level(values[plane + i]);
      int blue = channels < 3 ? red : level(values[2 * plane + i]);
      int opacity = channels < 4 ? 255 : level(values[3 * plane + i]);
      argb[i] = opacity << 24 | red << 16 | green << 8 | blue;
    }
    return new Pixels(width, height, argb);
  }

  /** As torchvision's save_image rounds: half up, then cut off. NaN is black. */
  private int level(double value) {
    double scaled = image.dtype() == DType.INT64 ? value : value * 255 + 0.5;
    return (int) Math.clamp(Double.isNaN(scaled) ? 0 : scaled, 0, 255);
  }

  /** Whether some values are outside of the range that is shown. */
  boolean exceedsRange() {
    double most = image.dtype() == DType.INT64 ? 255 : 1;
    for (double value : values) {
      if (!(value >= -1e-3 && value <= most + 1e-3)) {
        return true;
      }
    }
    return false;
  }

  /** The least and the largest value, for a message. */
  String range() {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      least = Double.isNaN(value) ? least : Math.min(least, value);
      most = Double.isNaN(value) ? most : Math.max(most, value);
    }
    return least > most
        ? "all values are nan"
        : "values run from " + shown(least) + " to " + shown(most);
  }

  private static String shown(double value) {
    return org.gradlang.value.FormatSpec.format(value, ".4g");
  }
}
