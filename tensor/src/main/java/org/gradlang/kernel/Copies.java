package org.gradlang.kernel;

import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Room;
import org.gradlang.tensor.Scalar;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Strided;
import org.gradlang.tensor.View;

/** Copies, casts and fills. */
public final class Copies {
  private static final int PARALLEL = 1 << 17;
  private static final Scalar ZERO = Scalar.of(0L);

  private Copies() {}

  /** A row-major copy. */
  public static Storage contiguous(Strided x) {
    return converted(x, x.dtype());
  }

  /** The elements in row-major order from the beginning of a storage: its own, or a copy. */
  public static Storage dense(Strided x) {
    Layout layout = x.layout();
    return layout.isContiguous() && layout.offset() == 0 ? x.storage() : contiguous(x);
  }

  /** A row-major copy of another dtype; floats become ints by truncation. */
  public static Storage converted(Strided x, DType dtype) {
    Storage copy = Storage.unwritten(dtype, x.layout().numel());
    copy(x, new View(copy, x.layout().toContiguous()));
    return copy;
  }

  /** Copies elements, which broadcast and are converted, over others. */
  public static void copy(Strided from, Strided to) {
    Layout layout = to.layout();
    Object source = Elements.array(from.storage());
    Object target = Elements.array(to.storage());
    int n = layout.numel();
    if (n == 0) {
      return;
    }
    if (layout.isContiguous() && from.layout().isContiguous() && from.layout().sameSizes(layout)) {
      int at = from.layout().offset();
      dense(source, from.dtype(), at, target, to.dtype(), layout.offset(), n);
      return;
    }
    int block = n < PARALLEL && layout.isContiguous() ? repeated(from.layout(), layout) : n;
    if (block < n) {
      int at = from.layout().offset();
      dense(source, from.dtype(), at, target, to.dtype(), layout.offset(), block);
      repeat(target, layout.offset(), block, n);
      return;
    }
    Walk walk = Walk.inMemoryOrder(layout, layout, from.layout());
    int turned = n < Transposition.SMALL ? -1 : Transposition.dimension(walk);
    if (turned >= 0) {
      Transposition.copy(from, to, walk, turned);
      return;
    }
    Context.current()
        .split(
            n,
            n >= PARALLEL ? Evaluation.TILE : n,
            (start, end) -> {
              Context context = Context.current();
              Walk.Cursor cursor = walk.new Cursor(start);
              for (int i = start; i < end; ) {
                int run = cursor.run(Math.min(PARALLEL, end - i));
                Elements.copy(
                    source,
                    from.dtype(),
                    cursor.position(1),
                    walk.step(1),
                    target,
                    to.dtype(),
                    cursor.position(0),
                    walk.step(0),
                    run);
                context.worked(run);
                i += run;
                cursor.advance(run);
              }
            });
  }

  /**
   * How many elements, which lie side by side, the others repeat, as rows do that a vector is
   * expanded to; all of them where that is not so.
   */
  private static int repeated(Layout from, Layout to) {
    int block = 1;
    int d = to.dim() - 1;
    int missing = to.dim() - from.dim();
    for (; d >= missing && (to.size(d) == 1 || from.size(d - missing) == to.size(d)); d--) {
      if (to.size(d) > 1 && from.stride(d - missing) != block) {
        break;
      }
      block *= to.size(d);
    }
    for (; d >= 0; d--) {
      boolean once = to.size(d) == 1 || d < missing;
      if (!once && from.size(d - missing) != 1 && from.stride(d - missing) != 0) {
        return to.numel();
      }
    }
    return block;
  }

  /** Repeats the first elements, twice as many each time. */
  private static void repeat(Object array, int at, int block, int n) {
    for (int done = block; done < n; ) {
      int more = Math.min(done, n - done);
      System.arraycopy(array, at, array, at + done, more);
      done += more;
    }
  }

  private static void dense(
      Object from, DType source, int at, Object to, DType target, int out, int n) {
    if (n < PARALLEL) {
      Elements.copy(from, source, at, 1, to, target, out, 1, n);
      return;
    }
    Context.current()
        .stretches(
            n, (i, j) -> Elements.copy(from, source, at + i, 1, to, target, out + i, 1, j - i));
  }

  /** Sets all elements to one number, which is rounded to the dtype. */
  public static void fill(Strided x, Scalar value) {
    if (x.layout().numel() == 0) {
      return; // its offset may lie behind the storage
    }
    Object array = Elements.array(x.storage());
    if (x.layout().isContiguous()) {
      int offset = x.layout().offset();
      fill(array, x.dtype(), offset, x.layout().numel(), value);
      return;
    }
    Storage one = Storage.zeros(x.dtype(), 1);
    Elements.fill(Elements.array(one), x.dtype(), 0, 1, value);
    copy(new View(one, Layout.SCALAR), x);
  }

  /** Sets the elements of a storage from one place up to another to 0. */
  public static void clear(Storage storage, int from, int to) {
    Elements.fill(Elements.array(storage), storage.dtype(), from, to, ZERO);
  }

  private static void fill(Object array, DType dtype, int offset, int n, Scalar value) {
    if (n < PARALLEL) {
      Elements.fill(array, dtype, offset, offset + n, value);
      return;
    }
    Context.current()
        .stretches(n, (i, j) -> Elements.fill(array, dtype, offset + i, offset + j, value));
  }

  /** Where in its storage each element is, in row-major order: for gathering and scattering. */
  public static int[] positions(Layout layout) {
    int[] order = new int[layout.dim()];
    java.util.Arrays.setAll(order, d -> d);
    Walk walk = Walk.inOrder(layout.sizes(), order, layout);
    int[] positions = Room.ints(layout.numel());
    Context context = Context.current();
    for (int i = 0; i < positions.length; ) {
      int run = walk.run(i, Math.min(PARALLEL, positions.length - i));
      int position = walk.position(0, i);
      for (int j = 0; j < run; j++, position += walk.step(0)) {
        positions[i + j] = position;
      }
      context.worked(run);
      i += run;
    }
    return positions;
  }

  /** The elements of a storage at the given positions, in their order. */
  public static Storage take(Storage from, int[] positions) {
    Storage taken = Storage.unwritten(from.dtype(), positions.length);
    Context.current()
        .stretches(
            positions.length, (start, end) -> take(from, 0, positions, taken, 0, start, end));
    return taken;
  }

  /** The elements so far behind each of some places, those behind one after those of another. */
  public static Storage take(Storage from, int[] places, int[] steps) {
    Storage taken = Storage.unwritten(from.dtype(), places.length * steps.length);
    Context context = Context.current();
    for (int i = 0; i < places.length; i++) {
      int place = places[i];
      int to = i * steps.length;
      context.stretches(
          steps.length, (start, end) -> take(from, place, steps, taken, to, start, end));
    }
    return taken;
  }

  /** As many elements, which lie side by side, from each of some positions on. */
  public static Storage take(Storage from, int[] positions, int block) {
    if (block == 1) {
      return take(from, positions);
    }
    Storage taken = Storage.unwritten(from.dtype(), positions.length * block);
    Object source = Elements.array(from);
    Object target = Elements.array(taken);
    Context.current()
        .stretches(
            positions.length,
            block,
            (start, end) -> {
              for (int i = start; i < end; i++) {
                System.arraycopy(source, positions[i], target, i * block, block);
              }
            });
    return taken;
  }

  private static void take(
      Storage from, int place, int[] steps, Storage taken, int to, int start, int end) {
    switch (from.dtype()) {
      case FLOAT32 -> {
        float[] x = from.floats();
        float[] y = taken.floats();
        for (int i = start; i < end; i++) {
          y[to + i] = x[place + steps[i]];
        }
      }
      case FLOAT64 -> {
        double[] x = from.doubles();
        double[] y = taken.doubles();
        for (int i = start; i < end; i++) {
          y[to + i] = x[place + steps[i]];
        }
      }
      case INT64 -> {
        long[] x = from.longs();
        long[] y = taken.longs();
        for (int i = start; i < end; i++) {
          y[to + i] = x[place + steps[i]];
        }
      }
      case BOOL -> {
        byte[] x = from.bools();
        byte[] y = taken.bools();
        for (int i = start; i < end; i++) {
          y[to + i] = x[place + steps[i]];
        }
      }
    }
  }
}
