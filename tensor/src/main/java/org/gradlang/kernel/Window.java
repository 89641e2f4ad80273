package org.gradlang.kernel;

import java.util.Arrays;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Room;

/**
 * How a window slides over the spatial dimensions of an image: position {@code l} of the window and
 * place {@code k} in it meet at {@code l * stride + k * dilation - padding}, counted from the
 * image's first element; what lies outside the image is zero.
 *
 * @param image the image's sizes
 * @param kernel the window's sizes
 * @param stride steps of the window
 * @param padding how far the window begins before the image
 * @param dilation distances within the window
 * @param positions how many positions the window takes
 */
public record Window(
    int[] image, int[] kernel, int[] stride, int[] padding, int[] dilation, int[] positions) {
  /** The most places that an array can hold. */
  private static final int MOST = Integer.MAX_VALUE - 16;

  public int dim() {
    return image.length;
  }

  /** Elements of the image. */
  int imageSize() {
    return Layout.numelOf(image);
  }

  /** Elements of the window. */
  int kernelSize() {
    return Layout.numelOf(kernel);
  }

  /** Positions of the window. */
  int positionCount() {
    return Layout.numelOf(positions);
  }

  /** Whether the window is one element that visits every element of the image in order. */
  boolean isIdentity() {
    for (int d = 0; d < image.length; d++) {
      if (kernel[d] != 1 || stride[d] != 1 || padding[d] != 0 || positions[d] != image[d]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Where position {@code l} begins in a space that goes on behind the image: in each dimension its
   * first place from 0 on.
   */
  int outside(int l) {
    int place = 0;
    int rest = l;
    int size = 1;
    for (int d = image.length - 1; d >= 0; d--) {
      int first = rest % positions[d] * stride[d] - padding[d];
      int steps = first < 0 ? (dilation[d] - 1 - first) / dilation[d] : 0;
      place += (first + steps * dilation[d]) * size;
      rest /= positions[d];
      size *= image[d];
    }
    return place;
  }

  /**
   * Where in the image each place of the window is at each position: element {@code k * positions +
   * l}, or -1 outside the image.
   */
  int[] places() {
    requireFewEnough();
    int[] places = {0};
    int kernels = 1;
    int windows = 1;
    for (int d = 0; d < image.length; d++) {
      places = extended(places, kernels, windows, d);
      kernels *= kernel[d];
      windows *= positions[d];
    }
    return places;
  }

  private void requireFewEnough() {
    long seen = (long) kernelSize() * positionCount();
    if (seen > MOST) {
      throw new GradError(
              ErrorKind.SHAPE,
              "a window of "
                  + Arrays.toString(kernel)
                  + " at "
                  + positionCount()
                  + " positions sees "
                  + seen
                  + " elements, which is too many")
          .help("a larger stride has fewer positions");
    }
  }

  /** From the places in the dimensions before {@code d} those in one more. */
  private int[] extended(int[] before, int kernels, int windows, int d) {
    int[] after = Room.ints(before.length * kernel[d] * positions[d]);
    int at = 0;
    Context context = Context.current();
    for (int k = 0; k < kernels; k++) {
      for (int own = 0; own < kernel[d]; own++) {
        for (int l = 0; l < windows; l++) {
          context.worked(positions[d]);
          int outer = before[k * windows + l];
          for (int position = 0; position < positions[d]; position++) {
            int place = position * stride[d] + own * dilation[d] - padding[d];
            boolean inside = outer >= 0 && place >= 0 && place < image[d];
            after[at++] = inside ? outer * image[d] + place : -1;
          }
        }
      }
    }
    return after;
  }
}
