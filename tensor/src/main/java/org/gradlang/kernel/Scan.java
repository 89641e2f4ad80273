package org.gradlang.kernel;

import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Room;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Strided;
import org.gradlang.tensor.View;

/** Running folds along one dimension: cumulative sums, products, maxima and minima. */
public final class Scan {
  private static final int GRAIN = 1 << 14;

  /** Elements side by side that are worth a running fold for each. */
  private static final int NARROW = 8;

  /** Running folds that stay in the first-level cache with what they read. */
  private static final int WIDE = 512;

  private Scan() {}

  /** Element i of a row is the fold of elements 0 to i; row-major, of dtype {@code result}. */
  public static Storage run(Fold fold, Strided x, int dim, DType result) {
    View source = new View(Copies.converted(x, result), x.layout().toContiguous());
    int inner = inner(x.layout(), dim);
    if (inner >= NARROW && result.isFloating()) {
      columns(fold, source, dim, inner);
      return source.storage();
    }
    Rows rows = Rows.of(source, dim);
    int length = rows.length();
    boolean inPlace = inner == 1 && result != DType.BOOL;
    Context.current()
        .split(
            rows.count(),
            GRAIN / Math.max(1, length) + 1,
            (from, to) -> {
              Context context = Context.current();
              if (inPlace) {
                Object array = Elements.array(source.storage());
                for (int i = from; i < to; i++) {
                  accumulate(fold, array, i * length, length, context);
                }
                return;
              }
              Object row = Elements.allocate(Elements.computed(result), length);
              for (int i = from; i < to; i++) {
                rows.load(i, row);
                accumulate(fold, row, 0, length, context);
                rows.store(i, row);
              }
            });
    return source.storage();
  }

  /** How many elements stand between two that follow each other along dim, row-major. */
  private static int inner(Layout layout, int dim) {
    int inner = 1;
    for (int d = dim + 1; d < layout.dim(); d++) {
      inner *= layout.size(d);
    }
    return inner;
  }

  /** Folds that run side by side, in the order of memory. */
  private static void columns(Fold fold, View x, int dim, int inner) {
    int n = x.layout().size(dim);
    int blocks = (inner + WIDE - 1) / WIDE;
    int outer = n == 0 ? 0 : x.layout().numel() / (n * inner);
    Context.current()
        .split(
            outer * blocks,
            (int) (GRAIN / ((long) n * WIDE + 1)) + 1,
            (from, to) -> {
              double[] running = new double[Math.min(inner, WIDE)];
              Context context = Context.current();
              for (int block = from; block < to; block++) {
                int left = block % blocks * WIDE;
                int width = Math.min(WIDE, inner - left);
                int at = block / blocks * n * inner + left;
                java.util.Arrays.fill(running, fold.identity());
                for (int i = 0; i < n; i++) {
                  accumulate(fold, running, x.storage(), at + i * inner, width);
                  context.worked(width);
                }
              }
            });
  }

  private static void accumulate(Fold fold, double[] running, Storage storage, int at, int width) {
    if (storage.dtype() == DType.FLOAT32) {
      float[] x = storage.floats();
      if (fold == Fold.SUM) {
        addFloats(running, x, at, width);
        return;
      }
      for (int j = 0; j < width; j++) {
        running[j] = fold.apply(running[j], x[at + j]);
        x[at + j] = (float) running[j];
      }
    } else {
      double[] x = storage.doubles();
      for (int j = 0; j < width; j++) {
        running[j] = fold.apply(running[j], x[at + j]);
        x[at + j] = running[j];
      }
    }
  }

  private static void addFloats(double[] running, float[] x, int at, int width) {
    for (int j = 0; j < width; j++) {
      double sum = running[j] + x[at + j];
      running[j] = sum;
      x[at + j] = (float) sum;
    }
  }

  /** A row of {@code n} elements, from {@code at} on. */
  private static void accumulate(Fold fold, Object array, int at, int n, Context context) {
    double sum = fold.identity();
    for (int from = at, to; from < at + n; from = to) {
      to = from + Math.min(GRAIN, at + n - from);
      switch (array) {
        case float[] x -> sum = floats(fold, sum, x, from, to);
        case double[] x -> sum = doubles(fold, sum, x, from, to);
        case long[] x -> longs(fold, from == at ? fold.longIdentity() : x[from - 1], x, from, to);
        default -> throw new IllegalArgumentException("not rows: " + array.getClass());
      }
      context.worked(to - from);
    }
  }

  private static double floats(Fold fold, double before, float[] x, int from, int to) {
    if (fold == Fold.SUM) {
      return sums(before, x, from, to);
    }
    double sum = before;
    for (int i = from; i < to; i++) {
      sum = fold.apply(sum, x[i]);
      x[i] = (float) sum;
    }
    return sum;
  }

  /** Four at a time: one addition has to wait for that of the four before, instead of four. */
  private static double sums(double before, float[] x, int from, int to) {
    double sum = before;
    int i = from;
    for (; i < to - 3; i += 4) {
      double a = x[i];
      double b = a + x[i + 1];
      double c = b + x[i + 2];
      double d = b + ((double) x[i + 2] + x[i + 3]);
      x[i] = (float) (sum + a);
      x[i + 1] = (float) (sum + b);
      x[i + 2] = (float) (sum + c);
      sum += d;
      x[i + 3] = (float) sum;
    }
    for (; i < to; i++) {
      sum += x[i];
      x[i] = (float) sum;
    }
    return sum;
  }

  private static double doubles(Fold fold, double before, double[] x, int from, int to) {
    double sum = before;
    for (int i = from; i < to; i++) {
      sum = fold.apply(sum, x[i]);
      x[i] = sum;
    }
    return sum;
  }

  private static void longs(Fold fold, long before, long[] x, int from, int to) {
    long sum = before;
    for (int i = from; i < to; i++) {
      sum = fold.apply(sum, x[i]);
      x[i] = sum;
    }
  }

  /**
   * Where the running maximum or minimum of {@link #run} stands: the last of equals, as PyTorch.
   */
  public static Storage extremeIndices(Strided x, int dim, boolean max) {
    View out = new View(Storage.zeros(DType.INT64, x.layout().numel()), x.layout().toContiguous());
    boolean isFloat = x.dtype() == DType.FLOAT32;
    DType dtype = isFloat ? DType.FLOAT32 : DType.FLOAT64;
    Strided given = isFloat ? x : new View(Copies.converted(x, dtype), out.layout());
    Rows source = Rows.of(given, dim);
    Rows target = Rows.of(out, dim);
    Object row = Elements.allocate(dtype, source.length());
    long[] found = Room.longs(source.length());
    Context context = Context.current();
    for (int i = 0; i < source.count(); i++) {
      source.load(i, row);
      int best = 0;
      for (int from = 0, to; from < found.length; from = to) {
        to = from + Math.min(GRAIN, found.length - from);
        best =
            row instanceof float[] floats
                ? extremes(floats, max, best, found, from, to)
                : extremes((double[]) row, max, best, found, from, to);
        context.worked(to - from);
      }
      target.store(i, found);
    }
    return out.storage();
  }

  private static int extremes(
      float[] row, boolean max, int before, long[] found, int from, int to) {
    int best = before;
    float extreme = row[best];
    for (int j = from; j < to; j++) {
      float value = row[j];
      if ((max ? value >= extreme : value <= extreme) || Float.isNaN(value)) {
        best = j;
        extreme = value;
      }
      found[j] = best;
    }
    return best;
  }

  private static int extremes(
      double[] row, boolean max, int before, long[] found, int from, int to) {
    int best = before;
    double extreme = row[best];
    for (int j = from; j < to; j++) {
      double value = row[j];
      if ((max ? value >= extreme : value <= extreme) || Double.isNaN(value)) {
        best = j;
        extreme = value;
      }
      found[j] = best;
    }
    return best;
  }
}
