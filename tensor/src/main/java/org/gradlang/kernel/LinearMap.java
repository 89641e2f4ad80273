package org.gradlang.kernel;

import java.util.function.IntFunction;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.Layout;
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

  private LinearMap(int inputs, int[] starts, int[] from, double @Nullable [] weights) {
    this.inputs = inputs;
    this.starts = starts;
    this.from = from;
    this.weights = weights;
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
    int[] from = new int[starts[outputs]];
    double[] weights = weighted ? new double[from.length] : null;
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
    int[] to = new int[from.length];
    double[] turned = weights == null ? null : new double[from.length];
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

  /** One output of {@code width} elements. */
  private void row(Storage x, int plane, Storage y, int to, int output, int width) {
    for (int t = starts[output]; t < starts[output + 1]; t++) {
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
