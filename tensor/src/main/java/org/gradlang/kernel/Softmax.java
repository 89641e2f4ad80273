package org.gradlang.kernel;

import java.util.Arrays;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Storage;
import org.jspecify.annotations.Nullable;

/**
 * Softmax and its logarithm along one dimension, and their gradients, in one go through memory.
 *
 * <p>Elements are numbered (outer, along, inner), as they stand in memory. Each line along the
 * dimension is taken while it is in the processor's cache: in strips of several short lines side by
 * side, or tile by tile, with the loops of the primitives. Sums are taken in float64, those of long
 * lines of float32 by {@linkplain RowLoops#sumByBlocks blocks}.
 */
public final class Softmax {
  /** Elements from which on a second thread pays. */
  private static final int PARALLEL = 1 << 13;

  /**
   * Elements of a long line whose powers are taken together: they stay in the first-level cache.
   */
  private static final int LONG = 1 << 11;

  private final int outer;
  private final int length;
  private final int inner;
  private final boolean log;

  private Softmax(int outer, int length, int inner, boolean log) {
    this.outer = outer;
    this.length = length;
    this.inner = inner;
    this.log = log;
  }

  /** Along dimension {@code dim} of elements without gaps; there is at least one. */
  public static Softmax of(int[] sizes, int dim, boolean log) {
    int outer = 1;
    int inner = 1;
    for (int d = 0; d < sizes.length; d++) {
      outer *= d < dim ? sizes[d] : 1;
      inner *= d > dim ? sizes[d] : 1;
    }
    return new Softmax(outer, sizes.length == 0 ? 1 : sizes[dim], inner, log);
  }

  /** Of dense elements. */
  public Storage values(Storage x) {
    Storage y = Storage.unwritten(x.dtype(), outer * length * inner);
    split(new Values(x.dtype(), Elements.array(x), Elements.array(y)));
    return y;
  }

  /** The gradient, from the result and its cotangent, both dense. */
  public Storage gradient(Storage result, Storage cotangent) {
    Storage dx = Storage.unwritten(result.dtype(), outer * length * inner);
    split(
        new Gradients(
            result.dtype(), Elements.array(result), Elements.array(cotangent), Elements.array(dx)));
    return dx;
  }

  private void split(Task task) {
    Context context = Context.current();
    if (inner == 1) {
      context.split(outer, PARALLEL / length + 1, (from, to) -> lines(task, from, to));
      return;
    }
    int width = Math.min(Evaluation.TILE, inner);
    int tiles = (inner + width - 1) / width;
    context.split(
        outer * tiles,
        PARALLEL / (length * width) + 1,
        (from, to) -> {
          Tile tile = new Tile(task.dtype());
          for (int i = from; i < to; i++) {
            int first = i % tiles * width;
            int at = i / tiles * length * inner + first;
            task.columns(tile, at, Math.min(width, inner - first));
          }
        });
  }

  private void lines(Task task, int from, int to) {
    Context context = Context.current();
    Tile tile = new Tile(task.dtype());
    int together = Math.max(1, Evaluation.TILE / length);
    for (int line = from; line < to; line += together) {
      int n = Math.min(together, to - line);
      task.lines(tile, line * length, n);
      context.worked(Math.min(n * length, Evaluation.TILE)); // long lines ask for themselves
    }
  }

  /** What is done to lines. */
  private interface Task {
    DType dtype();

    /** {@code n} lines from {@code at} on: several that fit into a tile together, or one. */
    void lines(Tile tile, int at, int n);

    /** {@code n} lines side by side, from {@code at} on. */
    void columns(Tile tile, int at, int n);
  }

  /** One number for each element of a tile, or for each line side by side; and a tile of room. */
  private static final class Tile {
    private final DType dtype;
    private final Object numbers;
    private final Object room;
    private final double[] sums = new double[Evaluation.TILE];
    private final double[] lanes = new double[RowLoops.LANES];
    private final WrittenRows.Frame frame = new WrittenRows.Frame();

    Tile(DType dtype) {
      this.dtype = dtype;
      this.numbers = Elements.allocate(dtype, Evaluation.TILE);
      this.room = Elements.allocate(dtype, Evaluation.TILE);
    }

    /** Sets numbers {@code from} to {@code to}. */
    void fill(int from, int to, double value) {
      if (numbers instanceof float[] floats) {
        Arrays.fill(floats, from, to, (float) value);
      } else {
        Arrays.fill((double[]) numbers, from, to, value);
      }
    }

    void clearSums(int n) {
      Arrays.fill(sums, 0, n, 0);
    }

    /** Adds {@code n} elements to the sums. */
    void add(Object array, int at, int n) {
      if (array instanceof float[] floats) {
        FoldLoops.floats(Fold.SUM, floats, at, sums, n);
      } else {
        FoldLoops.doubles(Fold.SUM, (double[]) array, at, sums, 0, n);
      }
    }

    /** Makes the sums the numbers. */
    void takeSums(int n) {
      Elements.copy(sums, DType.FLOAT64, 0, 1, numbers, dtype, 0, 1, n);
    }
  }

  /** The sum of a line, or of a tile of a long one: which way depends on the length alone. */
  private static double sum(Tile tile, Object array, int at, int n) {
    if (array instanceof double[] doubles) {
      return FoldLoops.sum(doubles, at, n);
    }
    float[] floats = (float[]) array;
    return n < RowLoops.LONG
        ? FoldLoops.sum(floats, at, n)
        : SimdKernels.rows().sumByBlocks(floats, at, n, tile.lanes);
  }

  private static double greatest(Object array, int at, int n) {
    if (array instanceof float[] floats) {
      return (n < RowLoops.LONG ? PlainRows.ROWS : SimdKernels.rows()).greatest(floats, at, n);
    }
    double[] x = (double[]) array;
    double greatest = x[at];
    for (int i = at + 1; i < at + n; i++) {
      greatest = Math.max(greatest, x[i]);
    }
    return greatest;
  }

  private final class Values implements Task {
    private final DType dtype;
    private final Object x;
    private final Object y;
    private final Loop max;
    private final Loop sub;
    private final Loop exp;
    private final Loop powers;
    private final Loop finish;

    Values(DType dtype, Object x, Object y) {
      this.dtype = dtype;
      this.x = x;
      this.y = y;
      this.max = Arithmetic.MAX.loop(dtype);
      this.sub = Arithmetic.SUB.loop(dtype);
      this.exp = Exponential.EXP.loop(dtype);
      this.powers = Exponential.EXP_OF_DIFFERENCE.loop(dtype);
      this.finish = log ? sub : Arithmetic.MUL.loop(dtype);
    }

    @Override
    public DType dtype() {
      return dtype;
    }

    /** The number that ends a line: what is taken off, or what it is multiplied by. */
    private double last(double sum) {
      return log ? Math.log(sum) : 1 / sum;
    }

    @Override
    public void lines(Tile tile, int at, int n) {
      if (length > Evaluation.TILE) {
        longLine(tile, at);
        return;
      }
      int total = n * length;
      for (int i = 0; i < total; i += length) {
        tile.fill(i, i + length, greatest(x, at + i, length));
      }
      Object powers = powers(tile, at, total);
      int first = log ? 0 : at;
      for (int i = 0; i < total; i += length) {
        tile.fill(i, i + length, last(sum(tile, powers, first + i, length)));
      }
      finish.run(y, at, tile.numbers, 0, y, at, y, at, total);
    }

    /** Takes the numbers off, and gives the powers of what is left: in place, or in the room. */
    private Object powers(Tile tile, int at, int n) {
      if (!log) {
        powers.run(x, at, tile.numbers, 0, x, at, y, at, n);
        return y;
      }
      sub.run(x, at, tile.numbers, 0, x, at, y, at, n);
      exp.run(y, at, y, at, y, at, tile.room, 0, n);
      return tile.room;
    }

    private void longLine(Tile tile, int at) {
      @Nullable RowPowers fast = dtype == DType.FLOAT32 ? SimdKernels.powers() : null;
      if (fast != null) {
        longLine(tile, fast, (float[]) x, (float[]) y, at);
        return;
      }
      Context context = Context.current();
      int end = at + length;
      double greatest = greatestOfLong(at);
      tile.fill(0, Evaluation.TILE, greatest);
      double sum = 0;
      for (int i = at; i < end; i += Evaluation.TILE) {
        int n = Math.min(Evaluation.TILE, end - i);
        Object powers = powers(tile, i, n);
        sum += sum(tile, powers, log ? 0 : i, n);
        context.worked(n);
      }
      tile.fill(0, Evaluation.TILE, last(sum));
      for (int i = at; i < end; i += Evaluation.TILE) {
        int n = Math.min(Evaluation.TILE, end - i);
        finish.run(y, i, tile.numbers, 0, y, i, y, i, n);
        context.worked(n);
      }
    }

    /** The same without tiles of one number; a logarithm's powers are not kept. */
    private void longLine(Tile tile, RowPowers fast, float[] from, float[] to, int at) {
      Context context = Context.current();
      float greatest = (float) greatestOfLong(at);
      float[] powers = log ? (float[]) tile.room : to;
      int end = at + length;
      int together = log ? Evaluation.TILE : LONG;
      double sum = 0;
      for (int i = at; i < end; i += together) {
        int n = Math.min(together, end - i);
        int first = log ? 0 : i;
        fast.powers(tile.frame, from, i, greatest, powers, first, n);
        for (int k = 0; k < n; k += Evaluation.TILE) {
          sum += sum(tile, powers, first + k, Math.min(Evaluation.TILE, n - k));
        }
        context.worked(n);
      }
      float last = (float) last(sum);
      for (int i = at; i < end; i += LONG) {
        int n = Math.min(LONG, end - i);
        if (log) {
          fast.subtract(tile.frame, from, i, greatest, last, to, n);
        } else {
          fast.scale(tile.frame, to, i, last, n);
        }
        context.worked(n);
      }
    }

    private double greatestOfLong(int at) {
      Context context = Context.current();
      int end = at + length;
      double greatest = greatest(x, at, Evaluation.TILE);
      for (int i = at + Evaluation.TILE; i < end; i += Evaluation.TILE) {
        int n = Math.min(Evaluation.TILE, end - i);
        greatest = Math.max(greatest, greatest(x, i, n));
        context.worked(n);
      }
      return greatest;
    }

    @Override
    public void columns(Tile tile, int at, int n) {
      Context context = Context.current();
      int end = at + length * inner;
      System.arraycopy(x, at, tile.numbers, 0, n);
      for (int i = at + inner; i < end; i += inner) {
        max.run(tile.numbers, 0, x, i, x, i, tile.numbers, 0, n);
        context.worked(n);
      }
      tile.clearSums(n);
      for (int i = at; i < end; i += inner) {
        tile.add(powers(tile, i, n), log ? 0 : i, n);
        context.worked(n);
      }
      for (int i = 0; i < n; i++) {
        tile.sums[i] = last(tile.sums[i]);
      }
      tile.takeSums(n);
      for (int i = at; i < end; i += inner) {
        finish.run(y, i, tile.numbers, 0, y, i, y, i, n);
        context.worked(n);
      }
    }
  }

  private final class Gradients implements Task {
    private final DType dtype;
    private final Object y;
    private final Object g;
    private final Object dx;
    private final Loop sub;
    private final Loop mul;
    private final Loop exp;

    Gradients(DType dtype, Object y, Object g, Object dx) {
      this.dtype = dtype;
      this.y = y;
      this.g = g;
      this.dx = dx;
      this.sub = Arithmetic.SUB.loop(dtype);
      this.mul = Arithmetic.MUL.loop(dtype);
      this.exp = Exponential.EXP.loop(dtype);
    }

    @Override
    public DType dtype() {
      return dtype;
    }

    /** Puts what is summed up, {@code g} or {@code g * y}, where the answer says. */
    private Object terms(Tile tile, int at, int n) {
      if (log) {
        return g;
      }
      mul.run(g, at, y, at, g, at, tile.room, 0, n);
      return tile.room;
    }

    /** With the sums as numbers: {@code y * (g - sum)}, or {@code g - exp(y) * sum}. */
    private void finish(Tile tile, int at, int n) {
      if (log) {
        exp.run(y, at, y, at, y, at, dx, at, n);
        mul.run(dx, at, tile.numbers, 0, dx, at, dx, at, n);
        sub.run(g, at, dx, at, g, at, dx, at, n);
      } else {
        sub.run(g, at, tile.numbers, 0, g, at, dx, at, n);
        mul.run(dx, at, y, at, dx, at, dx, at, n);
      }
    }

    @Override
    public void lines(Tile tile, int at, int n) {
      if (length > Evaluation.TILE) {
        longLine(tile, at);
        return;
      }
      int total = n * length;
      Object terms = terms(tile, at, total);
      int first = log ? at : 0;
      for (int i = 0; i < total; i += length) {
        tile.fill(i, i + length, sum(tile, terms, first + i, length));
      }
      finish(tile, at, total);
    }

    private void longLine(Tile tile, int at) {
      if (dtype == DType.FLOAT32) {
        longLine(tile, (float[]) y, (float[]) g, (float[]) dx, at);
        return;
      }
      Context context = Context.current();
      int end = at + length;
      double sum = 0;
      for (int i = at; i < end; i += Evaluation.TILE) {
        int n = Math.min(Evaluation.TILE, end - i);
        Object terms = terms(tile, i, n);
        sum += sum(tile, terms, log ? i : 0, n);
        context.worked(n);
      }
      finishLong(tile, at, sum);
    }

    private void finishLong(Tile tile, int at, double sum) {
      Context context = Context.current();
      int end = at + length;
      tile.fill(0, Evaluation.TILE, sum);
      for (int i = at; i < end; i += Evaluation.TILE) {
        int n = Math.min(Evaluation.TILE, end - i);
        finish(tile, i, n);
        context.worked(n);
      }
    }

    private void longLine(Tile tile, float[] result, float[] cotangent, float[] to, int at) {
      Context context = Context.current();
      RowLoops rows = SimdKernels.rows();
      @Nullable RowSlopes fast = SimdKernels.slopes();
      int end = at + length;
      double sum = 0;
      for (int i = at; i < end; i += Evaluation.TILE) {
        int n = Math.min(Evaluation.TILE, end - i);
        sum +=
            log
                ? rows.sum(cotangent, i, n, tile.lanes)
                : rows.products(result, cotangent, i, n, tile.lanes);
        context.worked(n);
      }
      if (fast == null) {
        finishLong(tile, at, sum);
        return;
      }
      for (int i = at; i < end; i += Evaluation.TILE) {
        int n = Math.min(Evaluation.TILE, end - i);
        if (log) {
          fast.ofLogarithms(tile.frame, result, cotangent, (float) sum, to, i, n);
        } else {
          fast.ofPowers(tile.frame, result, cotangent, (float) sum, to, i, n);
        }
        context.worked(n);
      }
    }

    @Override
    public void columns(Tile tile, int at, int n) {
      Context context = Context.current();
      int end = at + length * inner;
      tile.clearSums(n);
      for (int i = at; i < end; i += inner) {
        Object terms = terms(tile, i, n);
        tile.add(terms, log ? i : 0, n);
        context.worked(n);
      }
      tile.takeSums(n);
      for (int i = at; i < end; i += inner) {
        finish(tile, i, n);
        context.worked(n);
      }
    }
  }
}
