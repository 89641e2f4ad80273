package org.gradlang.kernel;

import java.util.Arrays;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Room;
import org.gradlang.tensor.Scalar;
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

  /**
   * Which elements of an image each window sees: those of window i from {@code starts[i]} on. One
   * that sees nothing but padding has {@code ~place} for where it begins, maybe outside the image.
   */
  public record Windows(int[] starts, int[] places) {
    int count() {
      return starts.length - 1;
    }

    /** Whether some window sees nothing. */
    boolean areSomeBlind() {
      for (int place : places) {
        if (place < 0) {
          return true;
        }
      }
      return false;
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
        if (at == starts[l]) {
          places[at++] = ~window.outside(l);
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
    Storage values = Storage.unwritten(x.dtype(), n);
    Storage places = Storage.unwritten(DType.INT64, n);
    long[] indices = places.longs();
    int cost = windows.places.length / Math.max(1, windows.count()) + 1;
    boolean all = WindowSearch.isWorthwhile(windows) && !windows.areSomeBlind();
    int[] table = all ? WindowSearch.table(windows) : new int[0];
    Context.current()
        .split(
            n,
            GRAIN / cost + 1,
            (begin, end) -> {
              WindowSearch search = WindowSearch.of(from, windows, table, Math.min(RUN, n));
              for (int i = begin; i < end; ) {
                int window = i % windows.count();
                int run = Math.min(Math.min(RUN, end - i), windows.count() - window);
                int image = i / windows.count() * imageSize;
                if (all) {
                  keep(search.run(image, window, run), indices, i, run);
                  if (!search.store(values, i, run)) {
                    pick(from, image, indices, values, i, i + run);
                  }
                } else {
                  for (int k = 0; k < run; k++) {
                    one(from, image, windows, window + k, values, indices, i + k);
                  }
                }
                Context.current().worked(cost * run);
                i += run;
              }
            });
    return new Pooling(values, places);
  }

  private static void one(
      Storage x, int image, Windows windows, int window, Storage values, long[] indices, int at) {
    int place = find(x, image, windows, window);
    indices[at] = place < 0 ? ~place : place;
    DType dtype = x.dtype();
    if (place >= 0) {
      Object to = Elements.array(values);
      Elements.copy(Elements.array(x), dtype, image + place, 1, to, dtype, at, 1, 1);
    } else {
      Scalar lowest =
          dtype.isFloating() ? Scalar.of(Double.NEGATIVE_INFINITY) : Scalar.of(Long.MIN_VALUE);
      Elements.fill(Elements.array(values), dtype, at, at + 1, lowest);
    }
  }

  private static void keep(int[] places, long[] indices, int at, int n) {
    for (int k = 0; k < n; k++) {
      indices[at + k] = places[k];
    }
  }

  /** Copies the elements that were found. */
  private static void pick(
      Storage x, int image, long[] indices, Storage values, int from, int end) {
    switch (x.dtype()) {
      case FLOAT32 -> {
        for (int i = from; i < end; i++) {
          values.floats()[i] = x.floats()[image + (int) indices[i]];
        }
      }
      case FLOAT64 -> {
        for (int i = from; i < end; i++) {
          values.doubles()[i] = x.doubles()[image + (int) indices[i]];
        }
      }
      case INT64 -> {
        for (int i = from; i < end; i++) {
          values.longs()[i] = x.longs()[image + (int) indices[i]];
        }
      }
      case BOOL -> throw new IllegalArgumentException("no pooling of " + x.dtype());
    }
  }

  /** Where in its image the greatest element of one window is; negative if it sees nothing. */
  static int find(Storage x, int image, Windows windows, int window) {
    return switch (x.dtype()) {
      case FLOAT32 -> find(x.floats(), image, windows, window);
      case FLOAT64 -> find(x.doubles(), image, windows, window);
      case INT64 -> find(x.longs(), image, windows, window);
      case BOOL -> throw new IllegalArgumentException("no pooling of " + x.dtype());
    };
  }

  private static int find(float[] x, int image, Windows windows, int window) {
    int[] places = windows.places;
    int start = windows.starts[window];
    int end = windows.starts[window + 1];
    int best = places[start];
    if (best < 0) {
      return best;
    }
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
    if (best < 0) {
      return best;
    }
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
                        count,
                        (i, j) ->
                            spread(from, places, first + i, first + j, spread, out, imageSize));
              }
            });
    return spread;
  }

  private static void spread(
      Storage from, long[] places, int i, int end, Storage to, int out, int imageSize) {
    if (from.dtype() == DType.FLOAT64) {
      double[] values = from.doubles();
      double[] sums = to.doubles();
      for (int k = i; k < end; k++) {
        if (places[k] < imageSize) {
          sums[out + (int) places[k]] += values[k];
        }
      }
    } else {
      float[] values = from.floats();
      float[] sums = to.floats();
      for (int k = i; k < end; k++) {
        if (places[k] < imageSize) {
          sums[out + (int) places[k]] += values[k];
        }
      }
    }
  }

  private static Storage dense(Strided x) {
    boolean dense = x.layout().isContiguous() && x.layout().offset() == 0;
    return dense ? x.storage() : Copies.contiguous(x);
  }
}
