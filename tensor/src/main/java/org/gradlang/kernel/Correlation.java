package org.gradlang.kernel;

import java.util.Arrays;
import org.gradlang.tensor.Room;

/**
 * What a sliding window reads and writes, so that no matrix of all that it sees need be made.
 *
 * <p>A source is copied once into a <em>grid</em>: phase by phase (see {@link Axis}), with zeros
 * where the window hangs over the edge, several images one behind the other. In the grid each place
 * of the window is seen at a fixed distance from the result's own place: row p of the matrix is the
 * grid from {@link #steps} [p] on. Results stand in rows as long as the grid's, and the few at the
 * end of each row that no position has are left out when they are copied to the target.
 */
final class Correlation {
  /** A run from which on the JVM's own copy is faster than a loop. */
  private static final int LONG = 12;

  private final Axis[] axes;
  private final int channels;
  private final int images;
  private final int[] extents = new int[Axis.DIMS];

  /** For each phase of a dimension: where the source begins in it, and where it ends. */
  private final int[][] inside = new int[Axis.DIMS][];

  private final int[][] behind = new int[Axis.DIMS][];
  private final int grid;
  private final int phases;

  /** Of sources of several channels, of which so many images are in a grid. */
  Correlation(Axis[] own, int channels, int images) {
    this.channels = channels;
    this.images = images;
    this.axes = Axis.space(own);
    int all = 1;
    for (int d = 0; d < Axis.DIMS; d++) {
      Axis axis = axes[d];
      extents[d] = axis.extent();
      inside[d] = new int[axis.origins().length];
      behind[d] = new int[axis.origins().length];
      Arrays.setAll(inside[d], axis::inside);
      Arrays.setAll(behind[d], axis::behind);
      all *= axis.origins().length;
    }
    this.grid = extents[0] * extents[1] * extents[2];
    this.phases = all;
  }

  /** Elements that an image has in each phase of a channel. */
  static long gridSize(Axis[] axes) {
    long size = 1;
    for (Axis axis : axes) {
      size *= axis.extent();
    }
    return size;
  }

  /** Elements of the grid, without those that a tile reads beyond its end. */
  int size() {
    return channels * phases * images * grid;
  }

  /** Places of the window. */
  int taps() {
    return axes[0].taps().length * axes[1].taps().length * axes[2].taps().length;
  }

  /** Where each place is among all places of the window, whose sizes are given. */
  int[] places(int[] kernel) {
    int[] sizes = Axis.space(kernel);
    int[] places = new int[taps()];
    int at = 0;
    for (int i : axes[0].taps()) {
      for (int j : axes[1].taps()) {
        for (int k : axes[2].taps()) {
          places[at++] = (i * sizes[1] + j) * sizes[2] + k;
        }
      }
    }
    return places;
  }

  /** For each channel and place of the window: where in the grid result 0 reads it. */
  int[] steps() {
    int[] steps = new int[channels * taps()];
    int at = 0;
    for (int c = 0; c < channels; c++) {
      for (int i = 0; i < axes[0].taps().length; i++) {
        for (int j = 0; j < axes[1].taps().length; j++) {
          for (int k = 0; k < axes[2].taps().length; k++) {
            steps[at++] = c * phases * images * grid + step(i, j, k);
          }
        }
      }
    }
    return steps;
  }

  private int step(int i, int j, int k) {
    int phase = axes[0].phases()[i] * axes[1].origins().length + axes[1].phases()[j];
    phase = phase * axes[2].origins().length + axes[2].phases()[k];
    int shift = axes[0].shifts()[i] * extents[1] + axes[1].shifts()[j];
    return phase * images * grid + shift * extents[2] + axes[2].shifts()[k];
  }

  /** For each result of all images where it stands: what is between them is left out. */
  int[] results() {
    int[] results = Room.ints(images * axes[0].count() * axes[1].count() * axes[2].count());
    int at = 0;
    for (int n = 0; n < images; n++) {
      for (int i = 0; i < axes[0].count(); i++) {
        for (int j = 0; j < axes[1].count(); j++) {
          for (int k = 0; k < axes[2].count(); k++) {
            results[at++] = n * grid + (i * extents[1] + j) * extents[2] + k;
          }
        }
      }
    }
    return results;
  }

  /** Copies all channels of an image, which begin at {@code from}, into a grid of zeros. */
  void load(Object source, int from, Object to, int image) {
    int size = axes[0].source() * axes[1].source() * axes[2].source();
    int at = image * grid;
    for (int c = 0; c < channels; c++) {
      for (int p = 0; p < axes[0].origins().length; p++) {
        for (int q = 0; q < axes[1].origins().length; q++) {
          for (int r = 0; r < axes[2].origins().length; r++) {
            loadPhase(source, from + c * size, to, at, p, q, r);
            at += images * grid;
          }
        }
      }
    }
  }

  private void loadPhase(Object source, int from, Object to, int out, int p, int q, int r) {
    int begin = inside[2][r];
    int count = behind[2][r] - begin;
    int step = axes[2].stride();
    int first = from + axes[2].origins()[r] + begin * step;
    int lines = axes[1].source();
    for (int i = inside[0][p]; i < behind[0][p]; i++) {
      int plane = (axes[0].origins()[p] + i * axes[0].stride()) * lines;
      for (int j = inside[1][q]; j < behind[1][q]; j++) {
        int line = plane + axes[1].origins()[q] + j * axes[1].stride();
        int to0 = out + (i * extents[1] + j) * extents[2] + begin;
        copy(source, first + line * axes[2].source(), step, to, to0, 1, count);
      }
    }
  }

  /** A short run is copied faster by a loop than by a call. */
  private static void copy(
      Object source, int from, int step, Object target, int to, int stride, int n) {
    if (step == 1 && stride == 1 && n >= LONG) {
      System.arraycopy(source, from, target, to, n);
    } else if (source instanceof double[] doubles) {
      double[] out = (double[]) target;
      for (int i = 0; i < n; i++) {
        out[to + i * stride] = doubles[from + i * step];
      }
    } else {
      float[] floats = (float[]) source;
      float[] out = (float[]) target;
      for (int i = 0; i < n; i++) {
        out[to + i * stride] = floats[from + i * step];
      }
    }
  }

  /** Rows of results, of all images. */
  int rows() {
    return images * axes[0].count() * axes[1].count();
  }

  /** Where row {@code row} of the results begins. */
  int start(int row) {
    int lines = axes[1].count();
    int planes = axes[0].count();
    int line = row % lines + row / lines % planes * extents[1];
    return row / lines / planes * grid + line * extents[2];
  }

  /** Results in a row. */
  int width() {
    return axes[2].count();
  }

  /** Elements of a row with what is between it and the next. */
  int pitch() {
    return extents[2];
  }

  /** Whether rows of results stand one behind the other in the target. */
  boolean isDense() {
    Axis last = axes[Axis.DIMS - 1];
    return last.step() == 1 && last.count() == last.target() && axes[Axis.DIMS - 2].step() == 1;
  }

  /** Rows of results that stand {@link #pitch} apart, and evenly in the target. */
  interface Run {
    void accept(int from, int to, int count);
  }

  /**
   * Hands out rows of results in runs, with the places where they begin.
   *
   * @param at where the results of row {@code first} begin
   * @param out where image 0 begins in the target
   * @param apart how far images are apart there
   */
  void eachRun(int at, int first, int last, int out, int apart, Run run) {
    int lines = axes[1].count();
    int planes = axes[0].count();
    int begin = start(first);
    for (int row = first; row < last; ) {
      int j = row % lines;
      int i = row / lines % planes;
      int image = row / lines / planes;
      int count = Math.min(lines - j, last - row);
      int line = (axes[0].start() + i * axes[0].step()) * axes[1].target();
      line += axes[1].start() + j * axes[1].step();
      int to = out + image * apart + line * axes[2].target() + axes[2].start();
      run.accept(at + image * grid + (i * extents[1] + j) * extents[2] - begin, to, count);
      row += count;
    }
  }

  /** Copies some rows of a run to the target. */
  void store(Object results, int from, Object target, int to, int count) {
    int step = axes[2].step();
    int apart = axes[1].step() * axes[2].target();
    for (int j = 0; j < count; j++) {
      copy(results, from + j * pitch(), 1, target, to + j * apart, step, width());
    }
  }
}
