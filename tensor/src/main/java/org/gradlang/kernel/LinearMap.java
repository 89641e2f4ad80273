package org.gradlang.kernel;

import java.util.function.IntFunction;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Room;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Strided;
import org.jspecify.annotations.Nullable;

/**
 * A sparse matrix along one dimension: each output is a weighted sum of a few inputs, or one of
 * them, or zero. Padding, resizing, averaging and sliding windows are such maps, one for each
 * dimension.
 */
public final class LinearMap {
  private static final int GRAIN = 1 << 14;

  private final int inputs;
  private final int[] starts;
  private final int[] from;
  private final double @Nullable [] weights;

  /** The weights in float32. */
  private final float @Nullable [] singles;

  /** Whether each output is one of the inputs as it is. */
  private final boolean picks;

  /** Whether each output is a weighted sum of two inputs. */
  private final boolean mixes;

  private LinearMap(int inputs, int[] starts, int[] from, double @Nullable [] weights) {
    this.inputs = inputs;
    this.starts = starts;
    this.from = from;
    this.weights = weights;
    this.singles = weights == null ? null : new float[weights.length];
    for (int t = 0; singles != null && weights != null && t < weights.length; t++) {
      singles[t] = (float) weights[t];
    }
    boolean single = weights == null && from.length == starts.length - 1;
    for (int i = 0; i < starts.length; i++) {
      single &= starts[i] == i;
    }
    this.picks = single;
    boolean pairs = weights != null;
    for (int i = 0; i < starts.length; i++) {
      pairs &= starts[i] == 2 * i;
    }
    this.mixes = pairs;
  }

  /**
   * One output: the inputs that it adds up, and their weights.
   *
   * @param weights null where all are 1
   */
  public record Row(int[] from, double @Nullable [] weights) {
    /** An output that is zero. */
    public static final Row ZERO = new Row(new int[0], null);

    /** One of the inputs. */
    public static Row of(int input) {
      return new Row(new int[] {input}, null);
    }
  }

  /** A map with {@code rows.apply(i)} for output i; either all rows have weights or none. */
  public static LinearMap of(int inputs, int outputs, IntFunction<Row> rows) {
    Row[] all = new Row[outputs];
    int[] starts = new int[outputs + 1];
    boolean weighted = false;
    for (int i = 0; i < outputs; i++) {
      all[i] = rows.apply(i);
      starts[i + 1] = starts[i] + all[i].from.length;
      weighted |= all[i].weights != null;
    }
    int[] from = Room.ints(starts[outputs]);
    double[] weights = weighted ? Room.doubles(from.length) : null;
    for (int i = 0; i < outputs; i++) {
      System.arraycopy(all[i].from, 0, from, starts[i], all[i].from.length);
      if (all[i].weights != null && weights != null) {
        System.arraycopy(all[i].weights, 0, weights, starts[i], all[i].from.length);
      }
    }
    return new LinearMap(inputs, starts, from, weights);
  }

  public int inputs() {
    return inputs;
  }

  public int outputs() {
    return starts.length - 1;
  }

  /** The transposed matrix: what carries gradients back. */
  public LinearMap transposed() {
    int[] begin = new int[inputs + 1];
    for (int input : from) {
      begin[input + 1]++;
    }
    for (int i = 0; i < inputs; i++) {
      begin[i + 1] += begin[i];
    }
    int[] next = begin.clone();
    int[] to = Room.ints(from.length);
    double[] turned = weights == null ? null : Room.doubles(from.length);
    for (int i = 0; i < outputs(); i++) {
      for (int t = starts[i]; t < starts[i + 1]; t++) {
        int at = next[from[t]]++;
        to[at] = i;
        if (weights != null && turned != null) {
          turned[at] = weights[t];
        }
      }
    }
    return new LinearMap(outputs(), begin, to, turned);
  }

  /** Transposes each of several maps. */
  public static @Nullable LinearMap[] transposed(@Nullable LinearMap[] maps) {
    @Nullable LinearMap[] turned = new @Nullable LinearMap[maps.length];
    for (int d = 0; d < maps.length; d++) {
      LinearMap map = maps[d];
      turned[d] = map == null ? null : map.transposed();
    }
    return turned;
  }

  /**
   * Applies a map to each of the last dimensions.
   *
   * @param x of floats, or of any dtype where no map has weights
   * @param maps for the last {@code maps.length} dimensions; null leaves one as it is
   * @return row-major elements
   */
  public static Storage apply(Strided x, @Nullable LinearMap... maps) {
    int[] sizes = x.layout().sizes().clone();
    boolean dense = x.layout().isContiguous() && x.layout().offset() == 0;
    boolean own = false;
    Storage now = x.storage();
    for (int k = maps.length - 1; k >= 0; k--) {
      LinearMap map = maps[k];
      if (map != null) {
        now = dense || own ? now : Copies.contiguous(x);
        int d = sizes.length - maps.length + k;
        now = map.along(now, sizes, d);
        sizes[d] = map.outputs();
        own = true;
      }
    }
    return own ? now : Copies.contiguous(x);
  }

  /** The sizes of what {@link #apply} gives. */
  public static int[] sizes(int[] sizes, @Nullable LinearMap... maps) {
    int[] after = sizes.clone();
    for (int k = 0; k < maps.length; k++) {
      LinearMap map = maps[k];
      if (map != null) {
        after[sizes.length - maps.length + k] = map.outputs();
      }
    }
    return after;
  }

  private Storage along(Storage x, int[] sizes, int d) {
    int outer = 1;
    int inner = 1;
    for (int i = 0; i < sizes.length; i++) {
      outer *= i < d ? sizes[i] : 1;
      inner *= i > d ? sizes[i] : 1;
    }
    int outputs = outputs();
    Storage y = Storage.zeros(x.dtype(), Layout.numelOf(new int[] {outer, outputs, inner}));
    if (inner == 1) {
      lines(x, y, outer);
      return y;
    }
    int width = inner;
    int cost = inner * (1 + from.length / Math.max(1, outputs));
    Context.current()
        .split(
            outer * outputs,
            GRAIN / Math.max(1, cost) + 1,
            (begin, end) -> {
              Context context = Context.current();
              for (int row = begin; row < end; row++) {
                int plane = row / outputs * inputs * width;
                row(x, plane, y, row * width, row % outputs, width);
                context.worked(cost);
              }
            });
    return y;
  }

  /** Along the last dimension: line by line. */
  private void lines(Storage x, Storage y, int count) {
    int outputs = outputs();
    int cost = outputs + from.length;
    Context.current()
        .split(
            count,
            GRAIN / Math.max(1, cost) + 1,
            (begin, end) -> {
              Context context = Context.current();
              for (int line = begin; line < end; line++) {
                int at = line * inputs;
                int to = line * outputs;
                switch (x.dtype()) {
                  case FLOAT32 -> line(x.floats(), at, y.floats(), to);
                  case FLOAT64 -> line(x.doubles(), at, y.doubles(), to);
                  case INT64, BOOL -> {
                    for (int i = 0; i < outputs; i++) {
                      row(x, at, y, to + i, i, 1);
                    }
                  }
                }
                context.worked(cost);
              }
            });
  }

  private void line(float[] x, int at, float[] y, int to) {
    int outputs = outputs();
    if (picks) {
      for (int i = 0; i < outputs; i++) {
        y[to + i] = x[at + from[i]];
      }
      return;
    }
    if (mixes && singles != null) {
      mix(x, at, from, singles, y, to, outputs);
      return;
    }
    for (int i = 0; i < outputs; i++) {
      float sum = 0;
      for (int t = starts[i]; t < starts[i + 1]; t++) {
        float each = x[at + from[t]];
        sum += singles == null ? each : singles[t] * each;
      }
      y[to + i] = sum;
    }
  }

  private static void mix(
      float[] x, int at, int[] from, float[] weights, float[] y, int to, int outputs) {
    for (int i = 0; i < outputs; i++) {
      int t = 2 * i;
      float first = weights[t] * x[at + from[t]];
      y[to + i] = 0f + first + weights[t + 1] * x[at + from[t + 1]];
    }
  }

  private void line(double[] x, int at, double[] y, int to) {
    int outputs = outputs();
    if (picks) {
      for (int i = 0; i < outputs; i++) {
        y[to + i] = x[at + from[i]];
      }
      return;
    }
    for (int i = 0; i < outputs; i++) {
      double sum = 0;
      for (int t = starts[i]; t < starts[i + 1]; t++) {
        double each = x[at + from[t]];
        sum += weights == null ? each : weights[t] * each;
      }
      y[to + i] = sum;
    }
  }

  /** One output of {@code width} elements, which are zero before. */
  private void row(Storage x, int plane, Storage y, int to, int output, int width) {
    int t = starts[output];
    int end = starts[output + 1];
    if (picks) {
      System.arraycopy(Elements.array(x), plane + from[t] * width, Elements.array(y), to, width);
      return;
    }
    if (x.dtype() == DType.FLOAT32) {
      for (; t <= end - 2; t += 2) {
        addTwo(x.floats(), plane, t, y.floats(), to, width);
      }
    }
    for (; t < end; t++) {
      int at = plane + from[t] * width;
      double weight = weights == null ? 1 : weights[t];
      switch (x.dtype()) {
        case FLOAT32 -> add(x.floats(), at, (float) weight, y.floats(), to, width);
        case FLOAT64 -> add(x.doubles(), at, weight, y.doubles(), to, width);
        case INT64 -> add(x.longs(), at, y.longs(), to, width);
        case BOOL -> System.arraycopy(x.bools(), at, y.bools(), to, width);
      }
    }
  }

  /** Two inputs in one pass through memory, in the order of two. */
  private void addTwo(float[] x, int plane, int t, float[] y, int to, int width) {
    int first = plane + from[t] * width;
    int second = plane + from[t + 1] * width;
    float a = singles == null ? 1 : singles[t];
    float b = singles == null ? 1 : singles[t + 1];
    for (int j = 0; j < width; j++) {
      y[to + j] = y[to + j] + a * x[first + j] + b * x[second + j];
    }
  }

  private static void add(float[] x, int at, float weight, float[] y, int to, int width) {
    for (int j = 0; j < width; j++) {
      y[to + j] += weight * x[at + j];
    }
  }

  private static void add(double[] x, int at, double weight, double[] y, int to, int width) {
    for (int j = 0; j < width; j++) {
      y[to + j] += weight * x[at + j];
    }
  }

  private static void add(long[] x, int at, long[] y, int to, int width) {
    for (int j = 0; j < width; j++) {
      y[to + j] += x[at + j];
    }
  }
}
