package org.gradlang.kernel;

import java.util.function.LongFunction;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Strided;

/** Elements that come from places, or go to places, that indices name. */
public final class Moves {
  private static final int PARALLEL = 1 << 17;

  private Moves() {}

  /**
   * Tensors along one dimension of one of them, whose places an index names; for all other
   * dimensions an element of the index has its own place.
   */
  private record Along(Walk walk, long[] index, int size, int stride, LongFunction<GradError> bad) {
    /** Participants are the index, and then those given, whose strides along dim are none. */
    static Along of(
        Strided index, Strided named, int dim, Layout other, LongFunction<GradError> bad) {
      int dims = index.layout().dim();
      int[] order = new int[dims];
      int[] strides = new int[dims];
      for (int d = 0; d < dims; d++) {
        order[d] = d;
        strides[d] = d == dim || d >= named.layout().dim() ? 0 : named.layout().stride(d);
      }
      int[] sizes = index.layout().sizes();
      Layout lines = Layout.strided(sizes, strides, named.layout().offset());
      boolean single = named.layout().dim() == 0;
      return new Along(
          Walk.inOrder(sizes, order, index.layout(), lines, other),
          index.storage().longs(),
          single ? 1 : named.layout().size(dim),
          single ? 0 : named.layout().stride(dim),
          bad);
    }

    /** How far behind the beginning of a line the element is that an index names. */
    int ahead(int at) {
      long place = index[at];
      if (place < 0 || place >= size) {
        throw bad.apply(place);
      }
      return (int) place * stride;
    }
  }

  /** What runs of elements go through: where each participant has the first, and its steps. */
  private interface Run {
    void of(int index, int step, int named, int down, int other, int by, int n);
  }

  private static void each(Along along, int from, int to, Run run) {
    Walk walk = along.walk;
    Context context = Context.current();
    for (int n, i = from; i < to; i += n) {
      n = walk.run(i, Math.min(PARALLEL, to - i));
      run.of(
          walk.position(0, i),
          walk.step(0),
          walk.position(1, i),
          walk.step(1),
          walk.position(2, i),
          walk.step(2),
          n);
      context.worked(n);
    }
  }

  /**
   * For each element of {@code index}, in row-major order, the element of {@code x} in its own
   * place save along {@code dim}, where the index names the place.
   *
   * @param bad the error for an index that is not among the places
   */
  public static Storage gathered(Strided x, int dim, Strided index, LongFunction<GradError> bad) {
    Layout result = Layout.contiguous(index.layout().sizes());
    Storage taken = Storage.unwritten(x.dtype(), result.numel());
    Along along = Along.of(index, x, dim, result, bad);
    int n = result.numel();
    Context.current()
        .split(
            n,
            n >= PARALLEL ? Evaluation.TILE : Math.max(n, 1),
            (from, to) -> each(along, from, to, gathering(along, x.storage(), taken)));
    return taken;
  }

  private static Run gathering(Along along, Storage from, Storage to) {
    return switch (from.dtype()) {
      case FLOAT32 -> {
        float[] x = from.floats();
        float[] y = to.floats();
        yield (index, step, named, down, out, by, n) -> {
          for (int i = 0; i < n; i++) {
            y[out + i * by] = x[named + i * down + along.ahead(index + i * step)];
          }
        };
      }
      case FLOAT64 -> {
        double[] x = from.doubles();
        double[] y = to.doubles();
        yield (index, step, named, down, out, by, n) -> {
          for (int i = 0; i < n; i++) {
            y[out + i * by] = x[named + i * down + along.ahead(index + i * step)];
          }
        };
      }
      case INT64 -> {
        long[] x = from.longs();
        long[] y = to.longs();
        yield (index, step, named, down, out, by, n) -> {
          for (int i = 0; i < n; i++) {
            y[out + i * by] = x[named + i * down + along.ahead(index + i * step)];
          }
        };
      }
      case BOOL -> {
        byte[] x = from.bools();
        byte[] y = to.bools();
        yield (index, step, named, down, out, by, n) -> {
          for (int i = 0; i < n; i++) {
            y[out + i * by] = x[named + i * down + along.ahead(index + i * step)];
          }
        };
      }
    };
  }

  /**
   * For each element of {@code index}, in row-major order, writes the element of {@code source} in
   * its place over that of {@code target} in its place save along {@code dim}, where the index
   * names it, or adds it; bools are or-ed.
   *
   * @param source of the dtype of the target and at least the sizes of the index
   * @param bad the error for an index that is not among the places
   */
  public static void scatter(
      Strided source,
      Strided target,
      int dim,
      Strided index,
      boolean add,
      LongFunction<GradError> bad) {
    int n = index.layout().numel();
    if (n == 0) {
      return;
    }
    boolean same = source.layout().dim() == index.layout().dim();
    int[] strides = same ? source.layout().strides() : new int[index.layout().dim()];
    Layout part = Layout.strided(index.layout().sizes(), strides, source.layout().offset());
    Along along = Along.of(index, target, dim, part, bad);
    Storage from = source.storage();
    each(
        along,
        0,
        n,
        add ? adding(along, from, target.storage()) : writing(along, from, target.storage()));
  }

  private static Run adding(Along along, Storage from, Storage to) {
    return switch (from.dtype()) {
      case FLOAT32 -> {
        float[] x = from.floats();
        float[] y = to.floats();
        yield (index, step, named, down, in, by, n) -> {
          for (int i = 0; i < n; i++) {
            y[named + i * down + along.ahead(index + i * step)] += x[in + i * by];
          }
        };
      }
      case FLOAT64 -> {
        double[] x = from.doubles();
        double[] y = to.doubles();
        yield (index, step, named, down, in, by, n) -> {
          for (int i = 0; i < n; i++) {
            y[named + i * down + along.ahead(index + i * step)] += x[in + i * by];
          }
        };
      }
      case INT64 -> {
        long[] x = from.longs();
        long[] y = to.longs();
        yield (index, step, named, down, in, by, n) -> {
          for (int i = 0; i < n; i++) {
            y[named + i * down + along.ahead(index + i * step)] += x[in + i * by];
          }
        };
      }
      case BOOL -> {
        byte[] x = from.bools();
        byte[] y = to.bools();
        yield (index, step, named, down, in, by, n) -> {
          for (int i = 0; i < n; i++) {
            y[named + i * down + along.ahead(index + i * step)] |= x[in + i * by];
          }
        };
      }
    };
  }

  private static Run writing(Along along, Storage from, Storage to) {
    return switch (from.dtype()) {
      case FLOAT32 -> {
        float[] x = from.floats();
        float[] y = to.floats();
        yield (index, step, named, down, in, by, n) -> {
          for (int i = 0; i < n; i++) {
            y[named + i * down + along.ahead(index + i * step)] = x[in + i * by];
          }
        };
      }
      case FLOAT64 -> {
        double[] x = from.doubles();
        double[] y = to.doubles();
        yield (index, step, named, down, in, by, n) -> {
          for (int i = 0; i < n; i++) {
            y[named + i * down + along.ahead(index + i * step)] = x[in + i * by];
          }
        };
      }
      case INT64 -> {
        long[] x = from.longs();
        long[] y = to.longs();
        yield (index, step, named, down, in, by, n) -> {
          for (int i = 0; i < n; i++) {
            y[named + i * down + along.ahead(index + i * step)] = x[in + i * by];
          }
        };
      }
      case BOOL -> {
        byte[] x = from.bools();
        byte[] y = to.bools();
        yield (index, step, named, down, in, by, n) -> {
          for (int i = 0; i < n; i++) {
            y[named + i * down + along.ahead(index + i * step)] = x[in + i * by];
          }
        };
      }
    };
  }

  /**
   * Writes blocks, which lie side by side from {@code at} on, to where they belong, or adds them,
   * one after the other; bools are or-ed.
   *
   * @param to another storage of the same dtype; block i begins {@code places[i]} behind {@code
   *     base}
   */
  public static void put(
      Storage from, int at, Storage to, int base, int[] places, int block, boolean add) {
    Context context = Context.current();
    Object source = Elements.array(from);
    Object target = Elements.array(to);
    if (add) {
      for (int i = 0; i < places.length; i++) {
        add(from, at + i * block, to, base + places[i], block);
        context.worked(block);
      }
    } else if (block == 1) {
      write(from, at, to, base, places);
    } else {
      for (int i = 0; i < places.length; i++) {
        System.arraycopy(source, at + i * block, target, base + places[i], block);
        context.worked(block);
      }
    }
  }

  private static void add(Storage from, int at, Storage to, int out, int n) {
    switch (from.dtype()) {
      case FLOAT32 -> {
        float[] x = from.floats();
        float[] y = to.floats();
        for (int i = 0; i < n; i++) {
          y[out + i] += x[at + i];
        }
      }
      case FLOAT64 -> {
        double[] x = from.doubles();
        double[] y = to.doubles();
        for (int i = 0; i < n; i++) {
          y[out + i] += x[at + i];
        }
      }
      case INT64 -> {
        long[] x = from.longs();
        long[] y = to.longs();
        for (int i = 0; i < n; i++) {
          y[out + i] += x[at + i];
        }
      }
      case BOOL -> {
        byte[] x = from.bools();
        byte[] y = to.bools();
        for (int i = 0; i < n; i++) {
          y[out + i] |= x[at + i];
        }
      }
    }
  }

  private static void write(Storage from, int at, Storage to, int base, int[] places) {
    Context context = Context.current();
    for (int start = 0; start < places.length; start += PARALLEL) {
      int end = Math.min(start + PARALLEL, places.length);
      switch (from.dtype()) {
        case FLOAT32 -> {
          float[] x = from.floats();
          float[] y = to.floats();
          for (int i = start; i < end; i++) {
            y[base + places[i]] = x[at + i];
          }
        }
        case FLOAT64 -> {
          double[] x = from.doubles();
          double[] y = to.doubles();
          for (int i = start; i < end; i++) {
            y[base + places[i]] = x[at + i];
          }
        }
        case INT64 -> {
          long[] x = from.longs();
          long[] y = to.longs();
          for (int i = start; i < end; i++) {
            y[base + places[i]] = x[at + i];
          }
        }
        case BOOL -> {
          byte[] x = from.bools();
          byte[] y = to.bools();
          for (int i = start; i < end; i++) {
            y[base + places[i]] = x[at + i];
          }
        }
      }
      context.worked(end - start);
    }
  }

  /** How many elements of a row-major mask are true. */
  public static int count(byte[] mask, int at, int n) {
    Context context = Context.current();
    int count = 0;
    for (int start = 0; start < n; start += PARALLEL) {
      int end = Math.min(start + PARALLEL, n);
      for (int i = start; i < end; i++) {
        count += mask[at + i];
      }
      context.worked(end - start);
    }
    return count;
  }

  /**
   * The numbers of the elements of a row-major mask that are true.
   *
   * @param n how many elements the mask has
   * @param chosen gets the numbers, and has room for just as many
   */
  public static void chosen(byte[] mask, int at, int n, int[] chosen) {
    Context context = Context.current();
    for (int k = 0, i = 0; k < chosen.length; ) {
      int stretch = Math.min(PARALLEL, n - i);
      // what is not chosen is written as well, and then written over: no branch can go wrong
      for (int end = i + stretch; i < end && k < chosen.length; i++) {
        chosen[k] = i;
        k += mask[at + i];
      }
      context.worked(stretch);
    }
  }
}
