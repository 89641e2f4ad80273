package org.gradlang.kernel;

import java.util.Arrays;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Room;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Strided;

/**
 * The greatest element that each window sees, and where it is in its image: the first of equals,
 * and a NaN before anything else.
 */
public final class Pooling {
  private static final int GRAIN = 1 << 14;

  /** Windows between two looks at whether to stop. */
  private static final int RUN = 1 << 10;

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
      int[] places = Room.ints(all.length);
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
      int[] places = Room.ints(this.places.length * (size + parts));
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
    Storage from = dense(x);
    int images = imageSize == 0 ? 0 : x.layout().numel() / imageSize;
    int n = Layout.numelOf(new int[] {images, windows.count()});
    Storage values = Storage.zeros(x.dtype(), n);
    long[] indices = Room.longsToStore(n);
    int cost = windows.places.length / Math.max(1, windows.count()) + 1;
    Context.current()
        .split(
            n,
            GRAIN / cost + 1,
            (begin, end) -> {
              Context context = Context.current();
              for (int i = begin; i < end; ) {
                int window = i % windows.count();
                int run = Math.min(Math.min(RUN, end - i), windows.count() - window);
                int image = i / windows.count() * imageSize;
                find(from, image, windows, window, run, values, indices, i);
                context.worked(cost * run);
                i += run;
              }
            });
    return new Pooling(values, Storage.of(indices));
  }

  /** Searches {@code n} windows of one image. */
  private static void find(
      Storage x,
      int image,
      Windows windows,
      int window,
      int n,
      Storage values,
      long[] indices,
      int out) {
    switch (x.dtype()) {
      case FLOAT32 -> {
        for (int i = 0; i < n; i++) {
          indices[out + i] = find(x.floats(), image, windows, window + i);
          values.floats()[out + i] = x.floats()[image + (int) indices[out + i]];
        }
      }
      case FLOAT64 -> {
        for (int i = 0; i < n; i++) {
          indices[out + i] = find(x.doubles(), image, windows, window + i);
          values.doubles()[out + i] = x.doubles()[image + (int) indices[out + i]];
        }
      }
      case INT64 -> {
        for (int i = 0; i < n; i++) {
          indices[out + i] = find(x.longs(), image, windows, window + i);
          values.longs()[out + i] = x.longs()[image + (int) indices[out + i]];
        }
      }
      case BOOL -> throw new IllegalArgumentException("no pooling of " + x.dtype());
    }
  }

  private static int find(float[] x, int image, Windows windows, int window) {
    int[] places = windows.places;
    int start = windows.starts[window];
    int end = windows.starts[window + 1];
    int best = places[start];
    float greatest = x[image + best];
    for (int t = start + 1; t < end; t++) {
      int place = places[t];
      float value = x[image + place];
      boolean found = value > greatest || Float.isNaN(value);
      best = found ? place : best;
      greatest = found ? value : greatest;
    }
    return best;
  }

  private static int find(double[] x, int image, Windows windows, int window) {
    int[] places = windows.places;
    int start = windows.starts[window];
    int end = windows.starts[window + 1];
    int best = places[start];
    double greatest = x[image + best];
    for (int t = start + 1; t < end; t++) {
      int place = places[t];
      double value = x[image + place];
      boolean found = value > greatest || Double.isNaN(value);
      best = found ? place : best;
      greatest = found ? value : greatest;
    }
    return best;
  }

  private static int find(long[] x, int image, Windows windows, int window) {
    int[] places = windows.places;
    int best = places[windows.starts[window]];
    for (int t = windows.starts[window] + 1; t < windows.starts[window + 1]; t++) {
      best = x[image + places[t]] > x[image + best] ? places[t] : best;
    }
    return best;
  }

  /**
   * Adds values up at their places in images of zeros: the gradient of the greatest elements.
   *
   * @param values row-major (images, windows) of a float dtype
   * @param indices of the same shape: places that {@link #max} found
   */
  public static Storage spread(Strided values, Strided indices, int imageSize, int images) {
    Storage from = dense(values);
    long[] places = dense(indices).longs();
    Storage spread = Storage.zeros(values.dtype(), Layout.numelOf(new int[] {images, imageSize}));
    int count = images == 0 ? 0 : values.layout().numel() / images;
    Context.current()
        .split(
            images,
            GRAIN / Math.max(1, count) + 1,
            (begin, end) -> {
              for (int image = begin; image < end; image++) {
                int out = image * imageSize;
                int first = image * count;
                Context.current()
                    .stretches(
                        count, (i, j) -> spread(from, places, first + i, first + j, spread, out));
              }
            });
    return spread;
  }

  private static void spread(Storage from, long[] places, int i, int end, Storage to, int out) {
    if (from.dtype() == DType.FLOAT64) {
      double[] values = from.doubles();
      double[] sums = to.doubles();
      for (int k = i; k < end; k++) {
        sums[out + (int) places[k]] += values[k];
      }
    } else {
      float[] values = from.floats();
      float[] sums = to.floats();
      for (int k = i; k < end; k++) {
        sums[out + (int) places[k]] += values[k];
      }
    }
  }

  private static Storage dense(Strided x) {
    boolean dense = x.layout().isContiguous() && x.layout().offset() == 0;
    return dense ? x.storage() : Copies.contiguous(x);
  }
}
