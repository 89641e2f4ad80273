package org.gradlang.kernel;

import java.util.Arrays;
import org.gradlang.kernel.CorrelationProduct.Planes;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.Scratch;

/**
 * The squares of some images of a group: 4 x 4 elements each, two apart, so that they overlap.
 *
 * <p>Images are copied into a <em>grid</em>, with zeros around them: lines by whether they are even
 * or odd, and of each its columns of squares. In it element i of square t is at {@code steps()[i] +
 * t}, with the squares of a line side by side and lines one behind the other. Between images is one
 * line of squares that nobody wants.
 */
final class Squares {
  /** Elements of a grid, so that it stays in the cache beside what is made of it. */
  private static final int MOST = 1 << 17;

  private final Shape shape;
  private final int channels;
  private final int images;

  /** Elements of a column of the squares, in the even or the odd lines of all images. */
  private final int plane;

  Squares(Shape shape, int channels, int images) {
    this.shape = shape;
    this.channels = channels;
    this.images = images;
    this.plane = images * (shape.lines() + 1) * shape.width();
  }

  /**
   * What does not depend on how many images there are.
   *
   * @param source lines of an image, and elements of a line
   * @param padding how far the first square begins before the image
   * @param target lines of the results, and elements of a line
   */
  record Shape(int[] source, int[] padding, int[] target) {
    /** Lines of squares of an image. */
    int lines() {
      return (target[0] + 1) / 2;
    }

    /** Squares in a line. */
    int width() {
      return (target[1] + 1) / 2;
    }

    /** How many images a grid had better have, so that few columns of products are wasted. */
    int images(int channels, int most, int columns) {
      int image = (lines() + 1) * width();
      int best = 1;
      double least = Double.POSITIVE_INFINITY;
      for (int n = 1; n <= most && (n == 1 || (long) n * channels * 8 * image <= MOST); n++) {
        double each = (double) roundUp(n * image - width(), columns) / n;
        if (each < least) {
          least = each;
          best = n;
        }
      }
      return best;
    }
  }

  static int roundUp(int size, int multiple) {
    return (size + multiple - 1) / multiple * multiple;
  }

  /** How many squares there are, with those between images. */
  int count() {
    return plane - shape.width();
  }

  /** Line {@code i} of image {@code n} begins at this square. */
  int start(int n, int i) {
    return (n * (shape.lines() + 1) + i) * shape.width();
  }

  /** Where in a channel's grid the elements of square 0 are. */
  private int[] steps() {
    int[] steps = new int[Winograd.SQUARE];
    Arrays.setAll(steps, i -> (i / 4 % 2 * 4 + i % 4) * plane + i / 8 * shape.width());
    return steps;
  }

  /**
   * A grid with images {@code first} and the following, from scratch memory.
   *
   * @param more squares that may be read behind the last
   */
  float[] load(Planes source, int group, int first, int more, WinogradLoops loops) {
    Context context = Context.current();
    float[] grid = context.scratch().floats(Math.multiplyExact(8 * channels, plane) + more);
    float[] x = (float[]) source.array();
    for (int n = 0; n < images; n++) {
      int from = source.start(first + n, group);
      load(x, from, source.size(), 0, grid, start(n, 0), loops);
      load(x, from, source.size(), 1, grid, start(n, 0) + 4 * plane, loops);
      context.worked(channels * source.size());
    }
    Arrays.fill(grid, 8 * channels * plane, 8 * channels * plane + more, 0f);
    return grid;
  }

  /** Even or odd lines of an image. */
  private void load(
      float[] x, int from, int size, int odd, float[] grid, int to, WinogradLoops loops) {
    int lines = shape.lines() + 1;
    int width = shape.width();
    int above = odd - shape.padding()[0];
    int begin = Math.clamp(Math.ceilDiv(-above, 2), 0, lines);
    int end = Math.clamp(Math.ceilDiv(shape.source()[0] - above, 2), begin, lines);
    int length = shape.source()[1];
    for (int c = 0; c < channels; c++) {
      for (int b = 0; b < 4; b++) {
        int out = to + (8 * c + b) * plane;
        Arrays.fill(grid, out, out + begin * width, 0f);
        Arrays.fill(grid, out + end * width, out + lines * width, 0f);
      }
    }
    loops.columns(
        x,
        from + (2 * begin + above) * length,
        size,
        channels,
        2 * length,
        end - begin,
        length,
        -shape.padding()[1],
        grid,
        to + begin * width,
        8 * plane,
        plane,
        width);
  }

  /**
   * Squares {@code first} to {@code first + n} of all channels, transformed: panels of {@code
   * width}, in each the elements one after the other, and of these channel by channel.
   *
   * @param apart how far the elements are apart
   */
  void transform(
      float[] grid, int first, int n, float[] to, int apart, int width, WinogradLoops loops) {
    int[] steps = steps();
    for (int c = 0; c < channels; c++) {
      int at = 8 * c * plane + first;
      int panel = Winograd.SQUARE * apart;
      loops.squares(grid, at, steps, to, c * width, apart, width, panel, n);
      Context.current().worked(2 * n);
    }
  }

  /** Room for {@code n} transformed squares. */
  float[] room(Scratch scratch, int apart, int n) {
    return scratch.floats(Math.multiplyExact(Winograd.SQUARE * apart, n));
  }

  /**
   * How far elements of transformed squares are apart: not by a power of two, for which all sixteen
   * would have the same places in the first-level cache.
   */
  int apart(int width) {
    return (channels + 1) * width;
  }
}
