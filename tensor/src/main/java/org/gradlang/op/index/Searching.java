package org.gradlang.op.index;

import static org.gradlang.op.declare.Primitive.reads;

import java.util.function.Supplier;
import org.gradlang.kernel.Copies;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Dims;
import org.gradlang.op.declare.Elements;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.declare.Primitive;
import org.gradlang.op.reduction.Extremal;
import org.gradlang.op.shape.Rearranging;
import org.gradlang.op.shape.Strides;
import org.gradlang.op.signature.Results;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.LargeArrays;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.RadixSort;
import org.gradlang.tensor.Room;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.gradlang.tensor.View;

/** Sorting, and finding elements. */
public final class Searching {
  private static final Primitive SORT =
      ordered("sort", "(input: tensor, dim: int, descending: bool)", Searching::sorted);
  private static final Primitive SORT_STABLE =
      ordered("sort", "(input: tensor, dim: int, descending: bool)", Searching::sorted)
          .node("SortBackward1");
  private static final Primitive TOPK =
      ordered("topk", "(input: tensor, k: int, dim: int, largest: bool)", Searching::topk);
  private static final Primitive KTHVALUE =
      picked("kthvalue", "(input: tensor, k: int, dim: int, keepdim: bool)", Searching::kth);
  private static final Primitive MEDIAN_OF_ALL = middleOfAll("median", false);
  private static final Primitive NANMEDIAN_OF_ALL = middleOfAll("nanmedian", true);
  private static final Primitive MEDIAN =
      picked("median", "(input: tensor, dim: int, keepdim: bool)", a -> median(a, false))
          .node("MedianBackward1");
  private static final Primitive NANMEDIAN =
      picked("nanmedian", "(input: tensor, dim: int, keepdim: bool)", a -> median(a, true))
          .node("NanmedianBackward1");
  private static final Primitive MODE =
      picked("mode", "(input: tensor, dim: int, keepdim: bool)", Searching::mode);

  /** Elements of lines from which on another thread is worth calling. */
  private static final int SHARE = 1 << 14;

  private Searching() {}

  /** Values of the same rank as the input, and where they came from. */
  private static Primitive ordered(String name, String parameters, Primitive.Forward forward) {
    return Primitive.of(name + parameters, forward)
        .results("torch.return_types." + name, "values", "indices")
        .gradient("input", reads("indices"), v -> Scattering.picked(name, v));
  }

  /** The middle of all elements; those that equal it share the gradient. */
  private static Primitive middleOfAll(String name, boolean ignoresNan) {
    return Primitive.of(name + "(input: tensor)", a -> middleOfAll(a.numbers("input"), ignoresNan))
        .gradient("input", reads("input", "result"), Extremal::shareAll);
  }

  private static Tensor middleOfAll(Tensor x, boolean ignoresNan) {
    Tensor line = x.detach().reshape(-1);
    if (line.numel() == 0 && x.dtype().isFloating()) {
      return line.sum().mul(Double.NaN); // as PyTorch's, of no elements
    }
    requireElements("median", line.layout(), 0);
    LineSelect select = new LineSelect(line.numel());
    int middle = select.middle(Lines.of(line, 0), 0, ignoresNan);
    return line.select(0, middle).copy();
  }

  /** One value of each line, and where it came from. */
  private static Primitive picked(String name, String parameters, Primitive.Forward forward) {
    return Primitive.of(name + parameters, forward)
        .results("torch.return_types." + name, "values", "indices")
        .gradient("input", reads("indices"), Extremal::place);
  }

  public static void declare(Family family) {
    sorting(family);
    order(family);
    Finding.declare(family);
  }

  private static void sorting(Family family) {
    String tail = "dim: int = -1, descending: bool = False)";
    family
        .op("sort", "The elements along dim in order, and where they came from.")
        .samples("sort(randn(2, 3))", "sort(randn(2, 3), dim=0, descending=True)")
        .way(
            Composite.of(
                "sort(input: tensor, dim: int = -1, descending: bool = False, *, stable:"
                    + " bool? = None)",
                a -> sort(a)));
    family
        .op("argsort", "Where the elements along dim would come from in order.")
        .samples("argsort(randn(2, 3))")
        .way(
            Composite.of(
                    "argsort(input: tensor, " + tail.replace(")", ", stable: bool = False)"),
                    a -> sort(a).get(1))
                .notDifferentiable());
    family
        .op("msort", "The elements along the first dim in order.")
        .samples("msort(randn(3, 2))")
        .way(
            Composite.of(
                "msort(input: tensor)",
                a ->
                    ((Results)
                            SORT.apply(
                                Context.current(), new Object[] {a.tensor("input"), 0L, false}))
                        .get(0)));
    family
        .op("topk", "The k greatest elements along dim, and where they are.")
        .samples("topk(randn(2, 4), 2)", "topk(randn(4, 2), 2, dim=0, largest=False)")
        .way(
            Composite.of(
                "topk(input: tensor, k: int, dim: int = -1, largest: bool = True, sorted:"
                    + " bool = True)",
                a ->
                    TOPK.apply(
                        Context.current(),
                        new Object[] {
                          a.tensor("input"), a.whole("k"), a.whole("dim"), a.flag("largest")
                        })));
  }

  private static Tensor[] sorted(Bound a) {
    Tensor x = a.tensor("input");
    int dim = Dims.of("sort", x.layout(), a.integer("dim"));
    return taken(x, dim, inOrder(x, dim, a.flag("descending")), x.layout().sizes());
  }

  private static Results sort(Bound a) {
    boolean stable = a.knows("stable") && Boolean.TRUE.equals(a.get("stable"));
    return (Results)
        (stable ? SORT_STABLE : SORT)
            .apply(
                Context.current(),
                new Object[] {a.tensor("input"), a.whole("dim"), a.flag("descending")});
  }

  private static void order(Family family) {
    family
        .op("kthvalue", "The k-th smallest element along dim, and where it is.")
        .samples("kthvalue(randn(2, 4), 2)")
        .way(
            Composite.of(
                "kthvalue(input: tensor, k: int, dim: int = -1, keepdim: bool = False)",
                a ->
                    KTHVALUE.apply(
                        Context.current(),
                        new Object[] {
                          a.tensor("input"), a.whole("k"), a.whole("dim"), a.flag("keepdim")
                        })));
    middle(family, "median", "The middle element, the lower of two.", MEDIAN_OF_ALL, MEDIAN);
    middle(
        family,
        "nanmedian",
        "The middle element of those that are not nan.",
        NANMEDIAN_OF_ALL,
        NANMEDIAN);
    family
        .op("mode", "The most frequent element along dim, and where it is.")
        .samples("mode(tensor([1, 2, 2]))", "mode(randn(2, 3))")
        .way(
            Composite.of(
                "mode(input: tensor, dim: int = -1, keepdim: bool = False)",
                a ->
                    MODE.apply(
                        Context.current(),
                        new Object[] {a.tensor("input"), a.whole("dim"), a.flag("keepdim")})));
  }

  private static void middle(
      Family family, String name, String text, Primitive ofAll, Primitive primitive) {
    family
        .op(name, text)
        .samples(name + "(randn(2, 3))", name + "(randn(2, 3), dim=1)")
        .way(ofAll)
        .way(
            Composite.of(
                name + "(input: tensor, dim: int, keepdim: bool = False)",
                a ->
                    primitive.apply(
                        Context.current(),
                        new Object[] {a.tensor("input"), a.whole("dim"), a.flag("keepdim")})));
  }

  /** What positions to take of a line, in an array that the next line may be written to as well. */
  private interface Choice {
    int[] of(Lines lines, int line);
  }

  /** All positions in order. */
  private static Supplier<Choice> inOrder(Tensor x, int dim, boolean descending) {
    int length = lineLength(x, dim);
    return () -> {
      RadixSort sort = new RadixSort(length);
      long[] keys = Room.longs(length);
      return (lines, line) -> {
        lines.keys(line, keys);
        return sort.positions(keys, descending);
      };
    };
  }

  private static int lineLength(Tensor x, int dim) {
    return x.dim() == 0 ? 1 : x.size(dim);
  }

  /**
   * The first elements of each line that a choice names, and their positions themselves; each
   * thread has a choice of its own.
   */
  private static Tensor[] taken(Tensor x, int dim, Supplier<Choice> choices, int[] sizes) {
    Lines lines = Lines.of(x, dim);
    Layout layout = Layout.contiguous(sizes);
    Storage indices = Storage.zeros(DType.INT64, layout.numel());
    Lines ofIndices = Lines.of(new View(indices, layout), dim);
    int grain = Math.max(1, SHARE / Math.max(1, lines.length()));
    Context.current()
        .split(
            ofIndices.length() == 0 ? 0 : lines.count(),
            grain,
            (from, to) -> {
              Choice choice = choices.get();
              Context context = Context.current();
              for (int line = from; line < to; line++) {
                ofIndices.put(line, choice.of(lines, line));
                context.worked(lines.length());
              }
            });
    Tensor places = Fresh.of(indices, sizes);
    return new Tensor[] {Gathering.gathered(x, dim, places), places};
  }

  private static Tensor[] topk(Bound a) {
    Tensor x = a.numbers("input");
    int dim = Dims.of("topk", x.layout(), a.integer("dim"));
    int size = x.dim() == 0 ? 1 : x.size(dim);
    int asked = a.integer("k");
    if (asked < 0 || asked > size) {
      throw new GradError(
          ErrorKind.INDEX,
          "topk(): k is " + asked + ", and dimension " + dim + " has size " + size);
    }
    int k = x.dim() == 0 ? 1 : asked; // a number is all that there is, as in PyTorch
    int[] sizes = x.layout().sizes().clone();
    if (sizes.length > 0) {
      sizes[dim] = k;
    }
    boolean largest = a.flag("largest");
    Supplier<Choice> first =
        () -> {
          LineSelect select = new LineSelect(size);
          return (lines, line) -> select.first(lines, line, k, largest);
        };
    return taken(x, dim, first, sizes);
  }

  private static Tensor[] one(Bound a, Tensor x, int dim, Supplier<Choice> choices) {
    int[] sizes = x.layout().sizes().clone();
    if (sizes.length > 0) {
      sizes[dim] = 1;
    }
    Tensor[] found = taken(x, dim, choices, sizes);
    if (a.flag("keepdim") || sizes.length == 0) {
      return found;
    }
    int[] fewer = Strides.without(sizes, dim);
    return new Tensor[] {Fresh.of(found[0].storage(), fewer), Fresh.of(found[1].storage(), fewer)};
  }

  private static Tensor[] kth(Bound a) {
    Tensor x = a.numbers("input");
    int dim = Dims.of("kthvalue", x.layout(), a.integer("dim"));
    int size = x.dim() == 0 ? 1 : x.size(dim);
    int k = a.integer("k");
    if (k < 1 || k > size) {
      throw new GradError(
          ErrorKind.INDEX,
          "kthvalue(): k is " + k + ", and dimension " + dim + " has size " + size);
    }
    Supplier<Choice> ranked =
        () -> {
          LineSelect select = new LineSelect(size);
          return (lines, line) -> new int[] {select.ranked(lines, line, k - 1)};
        };
    return one(a, x, dim, ranked);
  }

  private static Tensor[] median(Bound a, boolean ignoresNan) {
    Tensor x = a.numbers("input");
    int dim = Dims.of("median", x.layout(), a.integer("dim"));
    requireElements("median", x.layout(), dim);
    Supplier<Choice> middle =
        () -> {
          LineSelect select = new LineSelect(lineLength(x, dim));
          return (lines, line) -> new int[] {select.middle(lines, line, ignoresNan)};
        };
    return one(a, x, dim, middle);
  }

  private static void requireElements(String operation, Layout layout, int dim) {
    if (layout.dim() > 0 && layout.size(dim) == 0) {
      throw new GradError(
          ErrorKind.INDEX,
          operation + "(): dimension " + dim + " of shape " + layout + " has no elements");
    }
  }

  /** The smallest of the most frequent values; its last place. */
  private static Tensor[] mode(Bound a) {
    Tensor x = a.tensor("input");
    int dim = Dims.of("mode", x.layout(), a.integer("dim"));
    requireElements("mode", x.layout(), dim);
    return one(a, x, dim, () -> new MostFrequent(lineLength(x, dim))::position);
  }

  /** The most frequent element of one line after the other. */
  private static final class MostFrequent {
    private final RadixSort sort;
    private final long[] keys;
    private final long[] lost;

    MostFrequent(int length) {
      this.sort = new RadixSort(length);
      this.keys = Room.longs(length);
      this.lost = Room.longs(length);
    }

    int[] position(Lines lines, int line) {
      lines.keys(line, keys);
      LargeArrays.copy(keys, 0, lost, 0, keys.length);
      int[] order = sort.positions(lost, false);
      Context context = Context.current();
      int best = 0;
      int bestRun = 0;
      int run = 0;
      for (int i = 0; i < order.length; i++) {
        context.reached(i);
        run = i > 0 && keys[order[i]] == keys[order[i - 1]] ? run + 1 : 1;
        if (run > bestRun) {
          bestRun = run;
          best = order[i];
        }
      }
      return new int[] {best};
    }
  }

  public static Tensor sorted(Tensor x, int dim) {
    return (Tensor)
        ((Results) SORT.apply(Context.current(), new Object[] {x, (long) dim, false})).get(0);
  }

  /** The indices of the elements that are not 0, one row for each. */
  static Tensor nonzero(Tensor x) {
    int[] at = Copies.positions(x.layout());
    long[] found = Room.longs(Layout.numelOf(new int[] {at.length, Math.max(1, x.dim())}));
    int[] counter = new int[x.dim()];
    Layout dense = x.layout().toContiguous();
    int count = 0;
    int used = 0;
    Context context = Context.current();
    for (int place : at) {
      context.worked(1);
      if (Elements.real(x.storage(), place) != 0) {
        for (int d = 0; d < counter.length; d++) {
          found[used++] = counter[d];
        }
        count++;
      }
      Rearranging.advance(counter, dense);
    }
    Storage result = Storage.zeros(DType.INT64, used);
    System.arraycopy(found, 0, result.longs(), 0, used);
    return Fresh.of(result, count, x.dim());
  }

  /** {@link #nonzero}, one tensor for each dim. */
  public static Results nonzeroTuple(Tensor x) {
    Tensor found = nonzero(x.dim() == 0 ? x.reshape(1) : x);
    Tensor[] columns = new Tensor[found.size(1)];
    for (int d = 0; d < columns.length; d++) {
      columns[d] = found.select(1, d);
    }
    return Results.of((Object[]) columns);
  }
}
