package org.gradlang.op.declare;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.jspecify.annotations.Nullable;

/** Numbers of dimensions: negative ones count from the end, as Python's. */
public final class Dims {
  private Dims() {}

  /** A dim from 0; a 0-dim tensor admits 0 and -1. */
  public static int of(String operation, Layout layout, int dim) {
    return of(operation, layout.dim(), dim);
  }

  public static int of(String operation, int count, int dim) {
    int admitted = Math.max(count, 1);
    if (dim < -admitted || dim >= admitted) {
      throw new GradError(
              ErrorKind.INDEX,
              operation
                  + "(): there is no dimension "
                  + dim
                  + " in a tensor of "
                  + count
                  + (count == 1 ? " dimension" : " dimensions"))
          .help(admitted(admitted));
    }
    return dim < 0 ? dim + admitted : dim;
  }

  /** Dims that were given as they are: one int or a list of ints. */
  public static int[] list(String operation, String argument, Layout layout, Object given) {
    List<?> values = given instanceof List<?> list ? list : List.of(given);
    int[] dims = new int[values.size()];
    for (int i = 0; i < dims.length; i++) {
      if (!(values.get(i) instanceof Long dim)) {
        throw new GradError(
            ErrorKind.TYPE,
            operation + "() needs ints for '" + argument + "', the numbers of dims");
      }
      int clamped = Math.clamp(dim, Integer.MIN_VALUE, Integer.MAX_VALUE);
      dims[i] = existing(operation, layout, clamped);
      for (int before = 0; before < i; before++) {
        if (dims[before] == dims[i]) {
          throw new GradError(
              ErrorKind.VALUE, operation + "(): the dimension " + dims[i] + " is given twice");
        }
      }
    }
    return dims;
  }

  private static String admitted(int count) {
    return count == 1
        ? "only 0 and -1 are possible here"
        : "possible are 0 to " + (count - 1) + ", and -1 to -" + count + " from the end";
  }

  /** A dim from 0 that the tensor really has: one of no dimensions has none. */
  public static int existing(String operation, Layout layout, int dim) {
    if (layout.dim() == 0) {
      throw new GradError(
              ErrorKind.SHAPE, operation + "() needs a tensor of at least one dimension, not []")
          .help("reshape(x, (1,)) makes a vector of a single number");
    }
    return of(operation, layout, dim);
  }

  /** Which dims are meant; null or none stand for all. */
  public static boolean[] set(String operation, Layout layout, int @Nullable [] dims) {
    boolean[] set = new boolean[layout.dim()];
    if (dims == null || dims.length == 0) {
      Arrays.fill(set, true);
      return set;
    }
    boolean[] seen = layout.dim() == 0 ? new boolean[1] : set;
    for (int dim : dims) {
      int d = of(operation, layout, dim);
      if (seen[d]) {
        throw new GradError(
            ErrorKind.VALUE, operation + "(): the dimension " + d + " is given twice");
      }
      seen[d] = true;
    }
    return set;
  }

  /** The sizes after a reduction. */
  public static int[] reduced(Layout layout, boolean[] set, boolean keepdim) {
    int[] sizes = new int[set.length];
    int count = 0;
    for (int d = 0; d < set.length; d++) {
      if (keepdim || !set[d]) {
        sizes[count++] = set[d] ? 1 : layout.size(d);
      }
    }
    return Arrays.copyOf(sizes, count);
  }

  /** How many elements make one of a reduction. */
  public static int count(Layout layout, boolean[] set) {
    int count = 1;
    for (int d = 0; d < set.length; d++) {
      count *= set[d] ? layout.size(d) : 1;
    }
    return count;
  }

  /** All dims in order, without one. */
  public static int[] others(int count, int dim) {
    return IntStream.range(0, count).filter(d -> d != dim).toArray();
  }

  public static int[] listed(boolean[] set) {
    return IntStream.range(0, set.length).filter(d -> set[d]).toArray();
  }
}
