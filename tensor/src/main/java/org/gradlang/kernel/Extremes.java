package org.gradlang.kernel;

import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Room;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Strided;

/**
 * The greatest or smallest elements along one dimension, and where they are: the first of equals,
 * and the first NaN before anything else.
 */
public final class Extremes {
  private static final int GRAIN = 1 << 14;

  /** Elements from which on a search is worth loops on vectors. */
  private static final long SIMD = 1 << 13;

  private final Storage values;
  private final Storage indices;

  private Extremes(Storage values, Storage indices) {
    this.values = values;
    this.indices = indices;
  }

  public static Extremes max(Strided x, int dim) {
    return of(x, dim, true);
  }

  public static Extremes min(Strided x, int dim) {
    return of(x, dim, false);
  }

  /** The extremes, of the dtype of what was searched, in the order of the other dimensions. */
  public Storage values() {
    return values;
  }

  /** Their positions along the dimension: int64. */
  public Storage indices() {
    return indices;
  }

  private static Extremes of(Strided x, int dim, boolean max) {
    Rows rows = Rows.of(x, dim);
    Storage values = Storage.zeros(x.dtype(), rows.count());
    long[] indices = Room.longsToStore(rows.count());
    int grain = GRAIN / Math.max(1, rows.length()) + 1;
    Context.current()
        .split(
            rows.count(),
            grain,
            (from, to) -> {
              Search search = Search.of(x, dim, rows, max);
              for (int i = from; i < to; i++) {
                search.run(i, values, indices);
              }
            });
    return new Extremes(values, Storage.of(indices));
  }

  /**
   * One thread's search.
   *
   * @param array a row that is loaded before it is searched, or what holds all rows as they stand
   * @param offset where the first row of these begins
   * @param loops what searches rows of float32
   */
  private record Search(
      Rows rows,
      boolean isLoaded,
      Object array,
      DType dtype,
      int offset,
      RowLoops loops,
      boolean max) {
    static Search of(Strided x, int dim, Rows rows, boolean max) {
      DType dtype = Elements.computed(x.dtype());
      int length = rows.length();
      boolean isDense =
          x.dtype() == dtype && x.layout().isContiguous() && dim == x.layout().dim() - 1;
      boolean isLarge = length >= RowLoops.LONG && (long) rows.count() * length >= SIMD;
      boolean hasLoops = isLarge && dtype == DType.FLOAT32;
      return new Search(
          rows,
          !isDense,
          isDense ? Elements.array(x.storage()) : Elements.allocate(dtype, length),
          dtype,
          isDense ? x.layout().offset() : 0,
          hasLoops ? SimdKernels.rows() : PlainRows.ROWS,
          max);
    }

    /** Searches row i. */
    void run(int i, Storage values, long[] indices) {
      int begin = offset;
      if (isLoaded) {
        rows.load(i, array);
      } else {
        begin += i * rows.length();
      }
      int found = begin;
      int end = begin + rows.length();
      for (int from = begin, to; from < end; from = to) {
        to = from + Math.min(GRAIN, end - from);
        found = better(found, from + place(from, to - from));
        Context.current().worked(to - from);
      }
      int place = found - begin;
      indices[i] = place;
      Elements.copy(array, dtype, found, 1, Elements.array(values), values.dtype(), i, 1, 1);
    }

    /** Where in a stretch the extreme is. */
    private int place(int at, int n) {
      return switch (array) {
        case float[] x -> loops.place(x, at, n, max);
        case double[] x -> Extremes.place(x, at, n, max);
        case long[] x -> Extremes.place(x, at, n, max);
        default -> throw new IllegalArgumentException("not rows: " + array.getClass());
      };
    }

    /** Which of two places, the second of which comes later or is the same. */
    private int better(int i, int j) {
      boolean isLater =
          switch (array) {
            case float[] x -> !Float.isNaN(x[i]) && (max ? !(x[j] <= x[i]) : !(x[j] >= x[i]));
            case double[] x -> !Double.isNaN(x[i]) && (max ? !(x[j] <= x[i]) : !(x[j] >= x[i]));
            case long[] x -> max ? x[j] > x[i] : x[j] < x[i];
            default -> throw new IllegalArgumentException("not rows: " + array.getClass());
          };
      return isLater ? j : i;
    }
  }

  private static int place(double[] x, int at, int n, boolean max) {
    int best = at;
    for (int i = at; i < at + n && !Double.isNaN(x[best]); i++) {
      if (max ? !(x[i] <= x[best]) : !(x[i] >= x[best])) {
        best = i;
      }
    }
    return best - at;
  }

  private static int place(long[] x, int at, int n, boolean max) {
    int best = at;
    for (int i = at; i < at + n; i++) {
      if (max ? x[i] > x[best] : x[i] < x[best]) {
        best = i;
      }
    }
    return best - at;
  }
}
