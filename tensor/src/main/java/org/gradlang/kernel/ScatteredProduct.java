package org.gradlang.kernel;

import java.util.Arrays;
import org.gradlang.kernel.CorrelationProduct.Planes;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Scratch;
import org.jspecify.annotations.Nullable;

/**
 * Images of few channels that are made of what the positions of a window see of them, as the last
 * layer of a decoder does: one product gives what each position adds to each place of its window,
 * and that is added up where it belongs, place by place. Kernels of products would have one row,
 * and a copy of all channels for each place, in the other ways.
 *
 * <p>An element is the sum over the window's places, in their order and after the bias, of chains
 * of fused multiply-adds over the channels of the results.
 */
final class ScatteredProduct {
  /** Channels of an image up to which this is faster, as measured (bench/notes/convolutions.md). */
  private static final int FEW = 4;

  /** Channels of results from which on it is. */
  private static final int MANY = 8;

  /** Elements of what all positions add to an image: they stay in the second-level cache. */
  private static final int ROOM = 1 << 17;

  private static final int PARALLEL = 1 << 18;

  private final Window window;
  private final Planes target;
  private final int filter;
  private final WindowLines lines;

  private ScatteredProduct(Window window, Planes target, int filter) {
    this.window = window;
    this.target = target;
    this.filter = filter;
    this.lines = new WindowLines(window);
  }

  /**
   * Whether it is the faster way, by the shape of one image alone.
   *
   * @param channels of a group of results
   * @param rows channels of a group of images
   */
  static boolean pays(Window window, DType dtype, int channels, int rows) {
    return dtype == DType.FLOAT32
        && rows <= FEW
        && channels >= MANY
        && (long) rows * window.kernelSize() * window.positionCount() <= ROOM;
  }

  /**
   * Sets all of a target.
   *
   * @param weights (filters, channels of a group of images, kernel...)
   * @param bias one element for each channel of the target
   */
  static void run(
      Window window, Planes source, float[] weights, Planes target, float @Nullable [] bias) {
    int filter = target.channels() * window.kernelSize();
    int units = source.batch() * source.groups();
    long work = (long) filter * source.channels() * source.size();
    ScatteredProduct product = new ScatteredProduct(window, target, filter);
    int grain = work * units < PARALLEL ? units : (int) (PARALLEL / 4 / work) + 1;
    Context.current()
        .split(
            units,
            Math.max(1, grain),
            (from, to) -> {
              Context context = Context.current();
              Scratch scratch = context.scratch();
              float[] sums = scratch.floats(filter * source.size());
              for (int unit = from; unit < to; unit++) {
                product.multiply(source, weights, unit, sums);
                product.add(sums, unit, bias);
                context.worked(filter * source.size());
              }
              scratch.give(sums);
            });
  }

  private void multiply(Planes source, float[] weights, int unit, float[] sums) {
    int channels = source.channels();
    int first = unit % source.groups() * channels * filter;
    Arrays.fill(sums, 0, filter * source.size(), 0);
    Gemm.addAlone(
        new Matrix(DType.FLOAT32, weights, first, filter, channels, 1, filter),
        new Matrix(
            DType.FLOAT32,
            source.array(),
            source.first() + unit * channels * source.size(),
            channels,
            source.size(),
            source.size(),
            1),
        new Matrix(DType.FLOAT32, sums, 0, filter, source.size(), source.size(), 1));
  }

  private void add(float[] sums, int unit, float @Nullable [] bias) {
    float[] image = (float[]) target.array();
    int rows = target.channels();
    for (int c = 0; c < rows; c++) {
      int out = target.first() + (unit * rows + c) * target.size();
      float first = bias == null ? 0 : bias[unit % target.groups() * rows + c];
      Arrays.fill(image, out, out + target.size(), first);
      for (int k = 0; k < window.kernelSize(); k++) {
        int from = (c * window.kernelSize() + k) * window.positionCount();
        WindowColumns.addPlace(lines, k, sums, from, image, out);
      }
    }
  }
}
