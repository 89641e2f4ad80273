package org.gradlang.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Scalar;

/**
 * What a window sees, result by result: the rows of a matrix, of which a product makes all results.
 *
 * <p>A source is turned into a <em>frame</em> first: place by place with all channels side by side,
 * and zeros where the window hangs over the edge. There the places of a line of the window that are
 * neighbours are one run of elements.
 */
final class Patches {
  private static final Scalar ZERO = Scalar.of(0);

  private final Axis[] axes;
  private final Frame frame;
  private final int[] places;
  private final int[] runs;
  private final int length;

  /**
   * A channels-last copy of the part of a source that results read.
   *
   * @param low the first place in each of three dimensions, which may lie outside of the source
   * @param sizes how many places there are
   * @param source the source's sizes
   */
  record Frame(int[] low, int[] sizes, int[] source, int channels) {
    /** One for all that read a source of so many channels. */
    static Frame of(List<Axis[]> all, int channels) {
      int[] low = new int[Axis.DIMS];
      int[] sizes = new int[Axis.DIMS];
      int[] source = new int[Axis.DIMS];
      for (int d = 0; d < Axis.DIMS; d++) {
        int least = Integer.MAX_VALUE;
        int most = Integer.MIN_VALUE;
        for (Axis[] own : all) {
          Axis axis = Axis.space(own)[d];
          for (int t = 0; t < axis.taps().length; t++) {
            least = Math.min(least, axis.place(0, t));
            most = Math.max(most, axis.place(axis.count() - 1, t));
          }
          source[d] = axis.source();
        }
        low[d] = least;
        sizes[d] = most - least + 1;
      }
      return new Frame(low, sizes, source, channels);
    }

    int size() {
      return sizes[0] * sizes[1] * sizes[2] * channels;
    }

    private int at(int i, int j, int k) {
      return ((i * sizes[1] + j) * sizes[2] + k) * channels;
    }

    private int begin(int d) {
      return Math.max(0, -low[d]);
    }

    private int end(int d) {
      return Math.max(begin(d), Math.min(sizes[d], source[d] - low[d]));
    }

    /** Turns an image, channel behind channel, into this. */
    void load(Object image, int from, Object to, int out, DType dtype) {
      int plane = source[0] * source[1] * source[2];
      int first = begin(2);
      int count = end(2) - first;
      boolean inside = end(0) - begin(0) == sizes[0];
      if (!inside || end(1) - begin(1) != sizes[1] || count != sizes[2]) {
        Elements.fill(to, dtype, out, out + size(), ZERO);
      }
      for (int i = begin(0); i < end(0); i++) {
        for (int j = begin(1); j < end(1); j++) {
          int line = ((low[0] + i) * source[1] + low[1] + j) * source[2] + low[2] + first;
          Turning.turn(
              image, from + line, plane, to, out + at(i, j, first), channels, count, channels);
        }
      }
      Context.current().worked(size());
    }
  }

  /**
   * @param window the sizes of the whole window
   */
  Patches(Axis[] own, Frame frame, int[] window) {
    this.axes = Axis.space(own);
    this.frame = frame;
    int[][] taps = new int[Axis.DIMS][];
    int[][] seen = new int[Axis.DIMS][];
    for (int d = 0; d < Axis.DIMS; d++) {
      Axis axis = axes[d];
      taps[d] =
          IntStream.range(0, axis.taps().length)
              .boxed()
              .sorted((s, t) -> Integer.compare(axis.place(0, s), axis.place(0, t)))
              .mapToInt(t -> t)
              .toArray();
      int low = frame.low[d];
      seen[d] = IntStream.of(taps[d]).map(t -> axis.place(0, t) - low).toArray();
    }
    int[] kernel = new int[Axis.DIMS];
    Arrays.setAll(kernel, d -> taps[d].length);
    int[] sizes = Axis.space(window);
    this.places = new int[kernel[0] * kernel[1] * kernel[2]];
    int[] starts = new int[places.length];
    int at = 0;
    for (int i = 0; i < kernel[0]; i++) {
      for (int j = 0; j < kernel[1]; j++) {
        for (int k = 0; k < kernel[2]; k++) {
          starts[at] = frame.at(seen[0][i], seen[1][j], seen[2][k]);
          int line = axes[0].taps()[taps[0][i]] * sizes[1] + axes[1].taps()[taps[1][j]];
          places[at++] = line * sizes[2] + axes[2].taps()[taps[2][k]];
        }
      }
    }
    this.runs = runs(starts, frame.channels);
    this.length = places.length * frame.channels;
  }

  /** Where each run begins, and how long it is. */
  private static int[] runs(int[] starts, int channels) {
    int[] runs = new int[2 * starts.length];
    int count = 0;
    for (int start : starts) {
      if (count > 0 && runs[count - 2] + runs[count - 1] == start) {
        runs[count - 1] += channels;
      } else {
        runs[count++] = start;
        runs[count++] = channels;
      }
    }
    return Arrays.copyOf(runs, count);
  }

  /** The window's places in the order in which rows have them, with all channels of each. */
  int[] places() {
    return places;
  }

  /** Results of an image. */
  int rows() {
    return axes[0].count() * axes[1].count() * axes[2].count();
  }

  /** Elements of a row. */
  int length() {
    return length;
  }

  /** Copies what all results of an image read from its frame, row by row. */
  void gather(Object image, int from, Object to, int out, int pitch) {
    Context context = Context.current();
    int row = out;
    for (int i = 0; i < axes[0].count(); i++) {
      for (int j = 0; j < axes[1].count(); j++) {
        context.worked(axes[2].count() * length);
        for (int k = 0; k < axes[2].count(); k++) {
          int start =
              from + frame.at(i * axes[0].stride(), j * axes[1].stride(), k * axes[2].stride());
          int at = row;
          for (int r = 0; r < runs.length; r += 2) {
            System.arraycopy(image, start + runs[r], to, at, runs[r + 1]);
            at += runs[r + 1];
          }
          row += pitch;
        }
      }
    }
  }

  /** Whether results are all that a target has, in its order. */
  boolean isWhole() {
    for (Axis axis : axes) {
      if (axis.count() != axis.target()) {
        return false;
      }
    }
    return true;
  }

  /** Copies results, row by row, to where they belong in a channels-last target. */
  void scatter(Object results, int from, Object target, int out, int channels) {
    int row = from;
    for (int i = 0; i < axes[0].count(); i++) {
      int plane = (axes[0].start() + i * axes[0].step()) * axes[1].target();
      for (int j = 0; j < axes[1].count(); j++) {
        int line = (plane + axes[1].start() + j * axes[1].step()) * axes[2].target();
        for (int k = 0; k < axes[2].count(); k++) {
          int to = out + (line + axes[2].start() + k * axes[2].step()) * channels;
          System.arraycopy(results, row, target, to, channels);
          row += channels;
        }
      }
    }
    Context.current().worked(row - from);
  }
}
