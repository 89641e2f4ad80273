package org.gradlang.kernel;

import java.util.Arrays;
import org.gradlang.tensor.Context;

/**
 * What a window sees of an image: one column for each of its positions, in it one row for each
 * channel and place of the window.
 *
 * <p>A row is made of runs. In one, neighbours are the window's stride apart in the image, or all
 * of them are outside of it.
 */
final class Columns {
  /** A run from which on the JVM's own copy is faster than a loop. */
  private static final int LONG = 12;

  private final int imageSize;
  private final int kernel;
  private final int step;

  /** The runs of row k are those from {@code first[k]} to {@code first[k + 1]}. */
  private final int[] first;

  /** Where runs begin in their row. */
  private final int[] starts;

  /** Where runs begin in the image, or -1 outside. */
  private final int[] places;

  private final int[] lengths;

  Columns(Window window) {
    this.imageSize = window.imageSize();
    this.kernel = window.kernelSize();
    int dims = window.dim();
    this.step = dims == 0 ? 1 : window.stride()[dims - 1];
    int[] all = window.places();
    int positions = window.positionCount();
    int line = dims == 0 ? 1 : window.positions()[dims - 1];
    this.first = new int[kernel + 1];
    this.starts = new int[all.length];
    this.places = new int[all.length];
    this.lengths = new int[all.length];
    int count = 0;
    for (int k = 0; k < kernel; k++) {
      for (int i = 0; i < positions; i++) {
        int place = all[k * positions + i];
        boolean begins = i == 0 || !follows(all[k * positions + i - 1], place, i % line == 0);
        if (begins) {
          starts[count] = i;
          places[count] = place;
          count++;
        }
        lengths[count - 1]++;
      }
      first[k + 1] = count;
    }
  }

  /** Whether a place belongs to the run of the one before it. */
  private boolean follows(int before, int place, boolean newLine) {
    return before < 0 ? place < 0 : place == before + step && !(newLine && step > 1);
  }

  /** Fills the columns of one image, in rows of {@code width} elements, from {@code out} on. */
  void gather(Object image, int at, int channels, Object columns, int out, int width) {
    Context context = Context.current();
    for (int c = 0; c < channels; c++) {
      context.worked(starts.length);
      int channel = at + c * imageSize;
      int row = out + c * kernel * width;
      if (columns instanceof double[] doubles) {
        gather((double[]) image, channel, doubles, row, width);
      } else {
        gather((float[]) image, channel, (float[]) columns, row, width);
      }
    }
  }

  private void gather(float[] from, int channel, float[] to, int out, int width) {
    for (int k = 0; k < kernel; k++) {
      for (int run = first[k]; run < first[k + 1]; run++) {
        int start = out + k * width + starts[run];
        int place = channel + places[run];
        int n = lengths[run];
        if (places[run] < 0) {
          Arrays.fill(to, start, start + n, 0);
        } else if (step == 1 && n >= LONG) {
          System.arraycopy(from, place, to, start, n);
        } else {
          for (int i = 0; i < n; i++) {
            to[start + i] = from[place + i * step];
          }
        }
      }
    }
  }

  private void gather(double[] from, int channel, double[] to, int out, int width) {
    for (int k = 0; k < kernel; k++) {
      for (int run = first[k]; run < first[k + 1]; run++) {
        int start = out + k * width + starts[run];
        int place = channel + places[run];
        int n = lengths[run];
        if (places[run] < 0) {
          Arrays.fill(to, start, start + n, 0);
        } else {
          for (int i = 0; i < n; i++) {
            to[start + i] = from[place + i * step];
          }
        }
      }
    }
  }

  /** Adds columns to the image that they were seen in. */
  void add(Object columns, int at, int width, Object image, int out, int channels) {
    Context context = Context.current();
    for (int c = 0; c < channels; c++) {
      context.worked(starts.length);
      int channel = out + c * imageSize;
      int row = at + c * kernel * width;
      if (columns instanceof double[] doubles) {
        add(doubles, row, width, (double[]) image, channel);
      } else {
        add((float[]) columns, row, width, (float[]) image, channel);
      }
    }
  }

  private void add(float[] from, int at, int width, float[] to, int channel) {
    for (int k = 0; k < kernel; k++) {
      for (int run = first[k]; run < first[k + 1]; run++) {
        int start = at + k * width + starts[run];
        int place = channel + places[run];
        int n = places[run] < 0 ? 0 : lengths[run];
        for (int i = 0; i < n; i++) {
          to[place + i * step] += from[start + i];
        }
      }
    }
  }

  private void add(double[] from, int at, int width, double[] to, int channel) {
    for (int k = 0; k < kernel; k++) {
      for (int run = first[k]; run < first[k + 1]; run++) {
        int start = at + k * width + starts[run];
        int place = channel + places[run];
        int n = places[run] < 0 ? 0 : lengths[run];
        for (int i = 0; i < n; i++) {
          to[place + i * step] += from[start + i];
        }
      }
    }
  }
}
