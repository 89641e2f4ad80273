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
    Context.current()
        .split(
            rows.count(),
            GRAIN / Math.max(1, rows.length()) + 1,
            (from, to) -> {
              Object row = Elements.allocate(Elements.computed(x.dtype()), rows.length());
              Context context = Context.current();
              for (int i = from; i < to; i++) {
                rows.load(i, row);
                int found = find(row, rows.length(), max, context);
                indices[i] = found;
                DType dtype = Elements.computed(x.dtype());
                Elements.copy(row, dtype, found, 1, Elements.array(values), x.dtype(), i, 1, 1);
              }
            });
    return new Extremes(values, Storage.of(indices));
  }

  private static int find(Object row, int n, boolean max, Context context) {
    int best = 0;
    for (int from = 0, to; from < n; from = to) {
      to = from + Math.min(GRAIN, n - from);
      best = find(row, best, from, to, max);
      context.worked(to - from);
    }
    return best;
  }

  /** The place of the extreme of what {@code before} stands for and the elements from there on. */
  private static int find(Object row, int before, int from, int to, boolean max) {
    return switch (row) {
      case float[] x -> {
        int best = before;
        for (int i = from; i < to && !Float.isNaN(x[best]); i++) {
          if (max ? !(x[i] <= x[best]) : !(x[i] >= x[best])) {
            best = i;
          }
        }
        yield best;
      }
      case double[] x -> {
        int best = before;
        for (int i = from; i < to && !Double.isNaN(x[best]); i++) {
          if (max ? !(x[i] <= x[best]) : !(x[i] >= x[best])) {
            best = i;
          }
        }
        yield best;
      }
      case long[] x -> {
        int best = before;
        for (int i = from; i < to; i++) {
          if (max ? x[i] > x[best] : x[i] < x[best]) {
            best = i;
          }
        }
        yield best;
      }
      default -> throw new IllegalArgumentException("not a row: " + row.getClass());
    };
  }
}
