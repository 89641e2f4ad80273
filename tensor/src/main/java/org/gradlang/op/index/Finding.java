package org.gradlang.op.index;

import java.util.Arrays;
import org.gradlang.kernel.Copies;
import org.gradlang.op.Operations;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Elements;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.declare.Primitive;
import org.gradlang.op.shape.Strides;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Room;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;

/** Where elements are, which there are, and how many of each. */
final class Finding {
  /** Numbers from which on sorting them takes long. */
  private static final int LONG = 1 << 18;

  private Finding() {}

  public static void declare(Family family) {
    family
        .op("nonzero", "The indices of the elements that are not 0.")
        .samples("nonzero(tensor([0, 1, 2]))")
        .way(
            Composite.of(
                    "nonzero(input: tensor, *, as_tuple: bool = False)",
                    a ->
                        a.flag("as_tuple")
                            ? Searching.nonzeroTuple(a.tensor("input"))
                            : Searching.nonzero(a.tensor("input")))
                .notDifferentiable());
    family
        .op("argwhere", "The indices of the elements that are not 0.")
        .samples("argwhere(tensor([0, 1, 2]))")
        .way(
            Primitive.of("argwhere(input: tensor)", a -> Searching.nonzero(a.tensor("input")))
                .notDifferentiable());
    uniques(family);
    family
        .op("bincount", "How often each int from 0 on occurs, or the sum of its weights.")
        .samples("bincount(tensor([0, 2, 2]))")
        .way(
            Primitive.of(
                    "bincount(input: tensor, weights: tensor? = None, minlength: int = 0)",
                    Finding::bincount)
                .notDifferentiable());
    family
        .op("histc", "How many elements fall into each of some equal ranges.")
        .samples("histc(randn(10), bins=4, min=-2, max=2)")
        .way(
            Primitive.of(
                    "histc(input: tensor, bins: int = 100, min: float = 0.0, max: float ="
                        + " 0.0)",
                    Finding::histc)
                .notDifferentiable());
    lookups(family);
  }

  private static void lookups(Family family) {
    family
        .op("isin", "Whether each element occurs in test_elements.")
        .samples("isin(tensor([1, 2]), tensor([2, 3]))")
        .functionOnly()
        .way(
            Primitive.of(
                    "isin(elements: tensor, test_elements: tensor, *, assume_unique: bool ="
                        + " False, invert: bool = False)",
                    Finding::isIn)
                .notDifferentiable());
    family
        .op("searchsorted", "Where values would be inserted to keep a sorted sequence in order.")
        .samples("searchsorted(tensor([1., 3.]), tensor([2.]))")
        .functionOnly()
        .way(
            Primitive.of(
                    "searchsorted(sorted_sequence: tensor, input: tensor, *, out_int32: bool ="
                        + " False, right: bool = False, side: str? = None, sorter: tensor? = None)",
                    Finding::searchSorted)
                .notDifferentiable());
    family
        .op("bucketize", "Which range between boundaries each element is in.")
        .samples("bucketize(randn(3), tensor([-1., 0., 1.]))")
        .functionOnly()
        .way(
            Primitive.of(
                    "bucketize(input: tensor, boundaries: tensor, *, out_int32: bool = False,"
                        + " right: bool = False)",
                    a -> {
                      Tensor boundaries = a.numbers("boundaries");
                      if (boundaries.dim() != 1) {
                        throw new GradError(
                            ErrorKind.SHAPE,
                            "bucketize() needs a vector of boundaries, not shape "
                                + boundaries.layout());
                      }
                      return search(boundaries, a.tensor("input"), a.flag("right"));
                    })
                .notDifferentiable());
    family
        .op("one_hot", "For each int a line of zeros with a 1 at its place.")
        .samples("one_hot(tensor([0, 2]), 3)")
        .functionOnly()
        .way(
            Primitive.of("one_hot(tensor: tensor, num_classes: int = -1)", Finding::oneHot)
                .notDifferentiable());
  }

  private static void uniques(Family family) {
    String flags = "return_inverse: bool = False, return_counts: bool = False, dim: int? = None)";
    family
        .op("unique", "The different elements in order; how often and where they occur.")
        .samples("unique(tensor([3, 1, 3]))")
        .way(
            Composite.of(
                    "unique(input: tensor, sorted: bool = True, " + flags,
                    a -> Uniques.of(a, false))
                .notDifferentiable());
    family
        .op("unique_consecutive", "The elements without repetitions next to each other.")
        .samples("unique_consecutive(tensor([1, 1, 3, 1]))")
        .way(
            Composite.of("unique_consecutive(input: tensor, " + flags, a -> Uniques.of(a, true))
                .notDifferentiable());
  }

  private static Tensor bincount(Bound a) {
    Tensor x = a.tensor("input");
    Tensor weights = a.tensorOrNull("weights");
    if (x.dim() != 1 || x.dtype().isFloating()) {
      throw new GradError(ErrorKind.TYPE, "bincount() needs ints in one dimension");
    }
    boolean isInt = x.dtype() == DType.INT64;
    long[] values = (isInt ? Copies.dense(x) : Copies.converted(x, DType.INT64)).longs();
    int size = a.integer("minlength");
    Context context = Context.current();
    for (int i = 0; i < x.numel(); i++) {
      context.reached(i);
      if (values[i] < 0) {
        throw new GradError(ErrorKind.VALUE, "bincount() needs ints from 0 on, not " + values[i]);
      }
      size = (int) Math.max(size, Math.min(values[i] + 1, Integer.MAX_VALUE));
    }
    if (size < 0) {
      throw new GradError(
          ErrorKind.VALUE, "bincount(): minlength must not be negative, but is " + size);
    }
    if (weights != null && weights.numel() != x.numel()) {
      throw new GradError(
          ErrorKind.SHAPE,
          "bincount() needs a weight for each int, and the shapes are "
              + weights.layout()
              + " and "
              + x.layout());
    }
    if (weights == null) {
      Storage counts = Storage.zeros(DType.INT64, size);
      count(values, x.numel(), counts.longs());
      return Fresh.of(counts, size);
    }
    DType dtype = weights.dtype() == DType.FLOAT32 ? DType.FLOAT32 : DType.FLOAT64;
    double[] each = Copies.converted(weights, DType.FLOAT64).doubles();
    double[] sums = Storage.zeros(DType.FLOAT64, size).doubles();
    for (int i = 0; i < x.numel(); i++) {
      context.reached(i);
      sums[(int) values[i]] += each[i];
    }
    return Fresh.of(stored(sums, dtype), size);
  }

  private static void count(long[] values, int n, long[] counts) {
    Context.current()
        .stretches(
            n,
            (from, to) -> {
              for (int i = from; i < to; i++) {
                counts[(int) values[i]]++;
              }
            });
  }

  private static Storage stored(double[] values, DType dtype) {
    Storage storage = Storage.zeros(dtype, values.length);
    Context context = Context.current();
    for (int i = 0; i < values.length; i++) {
      context.reached(i);
      Elements.put(storage, i, values[i]);
    }
    return storage;
  }

  /** All elements, in row-major order. */
  static double[] reals(Tensor x) {
    int[] at = Copies.positions(x.layout());
    double[] values = Room.doubles(at.length);
    Context context = Context.current();
    for (int i = 0; i < at.length; i++) {
      context.reached(i);
      values[i] = Elements.real(x.storage(), at[i]);
    }
    return values;
  }

  private static Tensor histc(Bound a) {
    double[] values = reals(a.floats("input"));
    int bins = a.integer("bins");
    double low = a.real("min");
    double high = a.real("max");
    if (bins < 1) {
      throw new GradError(ErrorKind.VALUE, "histc(): bins must be at least 1, not " + bins);
    }
    Context context = Context.current();
    if (low == high && values.length > 0) {
      low = values[0];
      high = values[0];
      for (int i = 1; i < values.length; i++) {
        context.reached(i);
        low = Math.min(low, values[i]);
        high = Math.max(high, values[i]);
      }
    }
    if (!(low <= high) || Double.isInfinite(low) || Double.isInfinite(high)) {
      throw new GradError(
          ErrorKind.VALUE, "histc(): there are no bins from " + low + " to " + high);
    }
    if (low == high) {
      low -= 1;
      high += 1;
    }
    double[] counts = Storage.zeros(DType.FLOAT64, bins).doubles();
    for (double value : values) {
      context.worked(1);
      if (value >= low && value <= high) {
        int bin = (int) ((value - low) / (high - low) * bins);
        counts[Math.min(bin, bins - 1)]++;
      }
    }
    return Fresh.of(stored(counts, a.tensor("input").dtype()), bins);
  }

  private static void sort(double[] values) {
    if (values.length < LONG) {
      Arrays.sort(values);
      return;
    }
    Context.current()
        .aside(() -> {
          Arrays.sort(values); // nobody else sees them if they are left behind half sorted
          return values;
        });
  }

  private static Tensor isIn(Bound a) {
    Tensor x = a.tensor("elements");
    double[] wanted = reals(a.tensor("test_elements"));
    sort(wanted);
    double[] values = reals(x);
    Storage result = Storage.zeros(DType.BOOL, values.length);
    byte[] found = result.bools();
    Context context = Context.current();
    for (int i = 0; i < found.length; i++) {
      context.reached(i);
      boolean present = Arrays.binarySearch(wanted, values[i] + 0.0) >= 0;
      found[i] = (byte) (present != a.flag("invert") ? 1 : 0);
    }
    return Fresh.of(result, x.layout().sizes());
  }

  private static Tensor searchSorted(Bound a) {
    boolean right = a.flag("right") || a.has("side") && a.text("side").equals("right");
    Tensor sequence = a.numbers("sorted_sequence");
    Tensor sorter = a.tensorOrNull("sorter");
    Tensor sorted = sorter == null ? sequence : Operations.tensor("gather", sequence, -1L, sorter);
    return search(sorted, a.tensor("input"), right);
  }

  /** One sequence for all values, or one for each line of them. */
  private static Tensor search(Tensor sequence, Tensor values, boolean right) {
    Lines lines = Lines.of(sequence, Math.max(0, sequence.dim() - 1));
    int width = values.dim() == 0 ? 1 : values.size(values.dim() - 1);
    if (sequence.dim() != 1 && !sameLead(sequence.layout(), values.layout())) {
      throw new GradError(
          ErrorKind.SHAPE,
          "searchsorted() needs one sequence, or one for each line of the values, not the shapes "
              + sequence.layout()
              + " and "
              + values.layout());
    }
    double[] wanted = reals(values);
    long[] found = Room.longsToStore(wanted.length);
    Context context = Context.current();
    for (int i = 0; i < wanted.length; i++) {
      context.reached(i);
      int line = lines.count() == 1 ? 0 : i / width;
      found[i] = insertion(lines, line, wanted[i], right);
    }
    return Fresh.of(Storage.of(found), values.layout().sizes());
  }

  /** Whether all sizes but the last are the same. */
  private static boolean sameLead(Layout a, Layout b) {
    return a.dim() == b.dim()
        && a.dim() > 0
        && Arrays.equals(a.sizes(), 0, a.dim() - 1, b.sizes(), 0, b.dim() - 1);
  }

  private static int insertion(Lines lines, int line, double value, boolean right) {
    int low = 0;
    int high = lines.length();
    while (low < high) {
      int middle = (low + high) >>> 1;
      double element = lines.real(line, middle);
      if (right ? element <= value : element < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static Tensor oneHot(Bound a) {
    Tensor x = a.tensor("tensor");
    Gathering.requireInts("one_hot", x);
    int[] at = Copies.positions(x.layout());
    int classes = a.integer("num_classes");
    Context context = Context.current();
    for (int place : at) {
      context.worked(1);
      long value = Elements.whole(x.storage(), place);
      if (value < 0 || a.integer("num_classes") >= 0 && value >= classes) {
        throw new GradError(
            ErrorKind.INDEX,
            "one_hot(): there is no class " + value + (classes < 0 ? "" : " among " + classes));
      }
      if (value >= Integer.MAX_VALUE) {
        throw new GradError(
            ErrorKind.OVERFLOW, "one_hot(): " + value + " classes are more than a size can be");
      }
      classes = Math.max(classes, (int) value + 1);
    }
    Layout layout = Layout.contiguous(Strides.with(x.layout().sizes(), x.dim(), classes));
    Storage storage = Storage.zeros(DType.INT64, layout.numel());
    for (int i = 0; i < at.length; i++) {
      context.reached(i);
      storage.longs()[i * classes + (int) Elements.whole(x.storage(), at[i])] = 1;
    }
    return Fresh.of(Context.current(), storage, layout);
  }
}
