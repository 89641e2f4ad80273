package org.gradlang.kernel;

import java.util.Arrays;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Strided;

/**
 * The greatest element that each window sees, and where it is in its image: the first of equals,
 * and a NaN before anything else.
 */
public final class Pooling {
  private static final int GRAIN = 1 << 14;

  private final Storage values;
  private final Storage indices;

  private Pooling(Storage values, Storage indices) {
    this.values = values;
    this.indices = indices;
  }

  /** Row-major (images, windows). */
  public Storage values() {
    return values;
  }

  /** Positions in the image: int64. */
  public Storage indices() {
    return indices;
  }

  /** Which elements of an image each window sees: those of window i from {@code starts[i]} on. */
  public record Windows(int[] starts, int[] places) {
    int count() {
      return starts.length - 1;
    }

    /** The elements that a sliding window sees; outside the image there are none. */
    public static Windows of(Window window) {
      int[] all = window.places();
      int count = window.positionCount();
      int kernel = window.kernelSize();
      int[] starts = new int[count + 1];
      int[] places = new int[all.length];
      int at = 0;
      Context context = Context.current();
      for (int l = 0; l < count; l++) {
        context.worked(kernel);
        for (int k = 0; k < kernel; k++) {
          if (all[k * count + l] >= 0) {
            places[at++] = all[k * count + l];
          }
        }
        starts[l + 1] = at;
      }
      return new Windows(starts, Arrays.copyOf(places, at));
    }

    /** Windows that divide each dimension into parts, which overlap where it is not a multiple. */
    public static Windows adaptive(int[] image, int[] parts) {
      int[] starts = {0, 1};
      int[] places = {0};
      for (int d = 0; d < image.length; d++) {
        Windows before = new Windows(starts, places);
        Windows after = before.extended(image[d], parts[d]);
        starts = after.starts;
        places = after.places;
      }
      return new Windows(starts, places);
    }

    private Windows extended(int size, int parts) {
      int[] starts = new int[count() * parts + 1];
      int[] places = new int[this.places.length * (size + parts)];
      int at = 0;
      for (int outer = 0; outer < count(); outer++) {
        for (int part = 0; part < parts; part++) {
          int end = end(part, size, parts);
          for (int t = this.starts[outer]; t < this.starts[outer + 1]; t++) {
            for (int i = start(part, size, parts); i < end; i++) {
              places[at++] = this.places[t] * size + i;
            }
          }
          starts[outer * parts + part + 1] = at;
        }
      }
      return new Windows(starts, Arrays.copyOf(places, at));
    }

    /** Where a part of a dimension begins. */
    public static int start(int part, int size, int parts) {
      return (int) ((long) part * size / parts);
    }

    /** Where a part of a dimension ends. */
    public static int end(int part, int size, int parts) {
      return (int) (((long) (part + 1) * size + parts - 1) / parts);
    }
  }

  /**
   * Searches each window of each image.
   *
   * @param x of floats or ints
   * @param imageSize the elements of one image
   */
  public static Pooling max(Strided x, int imageSize, Windows windows) {
    boolean dense = x.layout().isContiguous() && x.layout().offset() == 0;
    Storage from = dense ? x.storage() : Copies.contiguous(x);
    int images = imageSize == 0 ? 0 : x.layout().numel() / imageSize;
    int n = Layout.numelOf(new int[] {images, windows.count()});
    Storage values = Storage.zeros(x.dtype(), n);
    long[] indices = new long[n];
    int cost = windows.places.length / Math.max(1, windows.count()) + 1;
    Context.current()
        .split(
            n,
            GRAIN / cost + 1,
            (begin, end) -> {
              Context context = Context.current();
              for (int i = begin; i < end; i++) {
                int image = i / windows.count() * imageSize;
                int found = find(from, image, windows, i % windows.count());
                indices[i] = found;
                copy(from, image + found, values, i);
                context.worked(cost);
              }
            });
    return new Pooling(values, Storage.of(indices));
  }

  private static int find(Storage x, int image, Windows windows, int window) {
    int[] places = windows.places;
    int start = windows.starts[window];
    int end = windows.starts[window + 1];
    int best = places[start];
    switch (x.dtype()) {
      case FLOAT32 -> {
        float[] from = x.floats();
        for (int t = start + 1; t < end; t++) {
          float value = from[image + places[t]];
          best = value > from[image + best] || Float.isNaN(value) ? places[t] : best;
        }
      }
      case FLOAT64 -> {
        double[] from = x.doubles();
        for (int t = start + 1; t < end; t++) {
          double value = from[image + places[t]];
          best = value > from[image + best] || Double.isNaN(value) ? places[t] : best;
        }
      }
      case INT64 -> {
        long[] from = x.longs();
        for (int t = start + 1; t < end; t++) {
          best = from[image + places[t]] > from[image + best] ? places[t] : best;
        }
      }
      case BOOL -> throw new IllegalArgumentException("no pooling of " + x.dtype());
    }
    return best;
  }

  private static void copy(Storage x, int from, Storage y, int to) {
    switch (x.dtype()) {
      case FLOAT32 -> y.floats()[to] = x.floats()[from];
      case FLOAT64 -> y.doubles()[to] = x.doubles()[from];
      case INT64 -> y.longs()[to] = x.longs()[from];
      case BOOL -> y.bools()[to] = x.bools()[from];
    }
  }
}
