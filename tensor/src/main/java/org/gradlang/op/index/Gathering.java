package org.gradlang.op.index;

import static org.gradlang.op.declare.Primitive.reads;

import java.util.Arrays;
import java.util.function.LongFunction;
import org.gradlang.kernel.Copies;
import org.gradlang.kernel.Moves;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Broadcasting;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Dims;
import org.gradlang.op.declare.Elements;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.declare.Primitive;
import org.gradlang.op.declare.Vjp;
import org.gradlang.op.pointwise.Selection;
import org.gradlang.op.shape.Rearranging;
import org.gradlang.op.shape.Strides;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Room;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Strided;
import org.gradlang.tensor.Tensor;
import org.gradlang.tensor.View;

/** Reading elements at places that tensors of indices name. */
public final class Gathering {
  static final Primitive GATHER =
      Primitive.of(
              "gather(input: tensor, dim: int, index: tensor, *, sparse_grad: bool = False)",
              Gathering::gather)
          .gradient(
              "input",
              reads("index"),
              v -> Scattering.placed(v.layout("input"), dim(v), v.tensor("index"), v.cotangent()));
  static final Primitive INDEX_SELECT =
      Primitive.of("index_select(input: tensor, dim: int, index: tensor)", Gathering::select)
          .gradient(
              "input",
              reads("index"),
              v -> Scattering.indexAdd(zeros(v), dim(v), v.tensor("index"), v.cotangent()));
  private static final Primitive MASKED_SELECT =
      Primitive.of("masked_select(input: tensor, mask: tensor)", Gathering::maskedSelect)
          .gradient(
              "input",
              reads("mask"),
              v ->
                  Scattering.maskedScatter(
                      zerosOf(
                          v,
                          Broadcasting.pair("masked_select", v.layout("input"), v.layout("mask"))),
                      v.tensor("mask"),
                      v.cotangent()));

  private Gathering() {}

  public static void declare(Family family) {
    family
        .op("gather", "Along dim, the element at the place that index names.")
        .samples("gather(randn(2, 3), 1, tensor([[0, 2], [1, 1]]))")
        .constant("index")
        .way(GATHER);
    family
        .op("index_select", "The parts at some places of a dim.")
        .samples("index_select(randn(2, 3), 1, tensor([2, 0]))")
        .constant("index")
        .way(INDEX_SELECT);
    family
        .op("masked_select", "The elements where mask is true, in one dimension.")
        .samples("masked_select(randn(2, 2), tensor([[True, False], [False, True]]))")
        .way(MASKED_SELECT);
    family
        .op("take", "Elements of the flattened tensor at some places.")
        .samples("take(randn(2, 3), tensor([0, 5]))")
        .constant("index")
        .way(
            Primitive.replayed(
                "take(input: tensor, index: tensor)",
                a -> {
                  Tensor index = a.tensor("index");
                  Tensor found =
                      indexSelect(
                          a.tensor("input").reshape(-1),
                          0,
                          fromStart(a.tensor("input"), index.reshape(-1)));
                  return found.view(index.layout().sizes());
                },
                "input"));
    family
        .op("take_along_dim", "gather with indices that broadcast.")
        .samples("take_along_dim(randn(2, 3), tensor([[0], [2]]), dim=1)")
        .constant("indices")
        .way(
            Composite.of(
                "take_along_dim(input: tensor, indices: tensor, dim: int? = None)",
                Gathering::takeAlong));
  }

  /** Negative places count from the end. */
  private static Tensor fromStart(Tensor x, Tensor places) {
    return Selection.where(places.lt(0L), places.add((long) x.numel()), places);
  }

  private static int dim(Vjp v) {
    return Dims.of("gather", v.layout("input"), v.integer("dim"));
  }

  private static Tensor zeros(Vjp v) {
    return zerosOf(v, v.layout("input"));
  }

  private static Tensor zerosOf(Vjp v, Layout layout) {
    return Fresh.spread(layout, v.dtype("input"));
  }

  public static void requireInts(String operation, Tensor index) {
    if (index.dtype() != DType.INT64) {
      throw notInts(operation, "index", index);
    }
  }

  /** Of an argument, index or target, that is to hold places or numbers of classes. */
  public static GradError notInts(String operation, String argument, Tensor given) {
    return new GradError(
            ErrorKind.TYPE,
            operation + "(): the " + argument + " must be int64, not " + given.dtype())
        .note(given.origin(), given.dtype() + " made here")
        .help("long() converts it");
  }

  private static Tensor gather(Bound a) {
    Tensor x = a.tensor("input");
    Tensor index = a.tensor("index");
    int dim = Dims.of("gather", x.layout(), a.integer("dim"));
    require("gather", x.layout(), dim, index);
    return gathered(x, dim, index);
  }

  /** What an index that fits names, not recorded. */
  static Tensor gathered(Tensor x, int dim, Tensor index) {
    Storage taken = Moves.gathered(x, dim, index, outside("gather", x.layout(), dim));
    return Fresh.of(taken, index.layout().sizes());
  }

  /**
   * For each element of the index, in row-major order, the place in a storage with this layout: its
   * own, save along dim, where the index names it.
   */
  static int[] places(String operation, Layout layout, int dim, Tensor index) {
    require(operation, layout, dim, index);
    return index.numel() == 0 ? new int[0] : resolved(operation, layout, dim, index);
  }

  /** That an index is one of int64 which does not reach beyond a tensor save along dim. */
  static void require(String operation, Layout layout, int dim, Tensor index) {
    requireInts(operation, index);
    Layout places = index.layout();
    if (places.numel() == 0) {
      return;
    }
    if (Math.max(1, places.dim()) != Math.max(1, layout.dim())) {
      throw new GradError(
          ErrorKind.SHAPE,
          operation
              + "(): the index has shape "
              + places
              + " and the tensor shape "
              + layout
              + "; both need as many dims");
    }
    for (int d = 0; d < Math.min(places.dim(), layout.dim()); d++) {
      if (d != dim && places.size(d) > layout.size(d)) {
        throw new GradError(
            ErrorKind.SHAPE,
            operation
                + "(): the index of shape "
                + places
                + " reaches beyond the tensor of shape "
                + layout);
      }
    }
  }

  /** The error for an index that is not among the places of a dim. */
  static LongFunction<GradError> outside(String operation, Layout layout, int dim) {
    int size = layout.dim() == 0 ? 1 : layout.size(dim);
    return place ->
        new GradError(
            ErrorKind.INDEX,
            operation
                + "(): the index "
                + place
                + " is not among the "
                + size
                + " places of dimension "
                + dim);
  }

  private static int[] resolved(String operation, Layout layout, int dim, Tensor index) {
    int dims = index.dim();
    int[] strides = new int[dims];
    for (int d = 0; d < Math.min(dims, layout.dim()); d++) {
      strides[d] = d == dim ? 0 : layout.stride(d);
    }
    int[] resolved =
        Copies.positions(Layout.strided(index.layout().sizes(), strides, layout.offset()));
    boolean scalar = layout.dim() == 0;
    int size = scalar ? 1 : layout.size(dim);
    int stride = scalar ? 0 : layout.stride(dim);
    long[] places = Copies.dense(index).longs();
    Context context = Context.current();
    for (int i = 0; i < resolved.length; i++) {
      context.reached(i);
      long place = places[i];
      if (place < 0 || place >= size) {
        throw outside(operation, layout, dim).apply(place);
      }
      resolved[i] += (int) place * stride;
    }
    return resolved;
  }

  private static Tensor select(Bound a) {
    Tensor x = a.tensor("input");
    int dim = Dims.of("index_select", x.layout(), a.integer("dim"));
    long[] places = indices("index_select", x.layout(), dim, a.tensor("index"));
    if (x.dim() == 0) {
      return Fresh.of(Copies.contiguous(x));
    }
    int[] sizes = x.layout().sizes().clone();
    sizes[dim] = places.length;
    int block = blockBehind(x.layout(), dim);
    int[] lines = block > 0 ? lines(x.layout(), dim) : new int[0];
    if (block == 1 && Layout.numelOf(sizes) > 0) {
      int[] steps = blocks(new int[1], x.layout().stride(dim), places);
      return Fresh.of(Copies.take(x.storage(), lines, steps), sizes);
    }
    if (block > 0 && Layout.numelOf(sizes) > 0) {
      return Fresh.of(
          Copies.take(x.storage(), blocks(lines, x.layout().stride(dim), places), block), sizes);
    }
    Layout line = Strides.slice(x.layout(), dim, 0, Math.min(1, x.size(dim)), 1);
    int[] positions = Room.ints(Layout.numelOf(sizes));
    fill(positions, x.layout(), dim, places, sizes);
    return line.numel() == 0 && positions.length == 0
        ? Fresh.of(Storage.zeros(x.dtype(), 0), sizes)
        : Fresh.of(Copies.take(x.storage(), positions), sizes);
  }

  /** How many elements the dimensions behind {@code dim} have; 0 where they are not dense. */
  private static int blockBehind(Layout layout, int dim) {
    int block = 1;
    for (int d = layout.dim() - 1; d > dim; d--) {
      if (layout.size(d) != 1 && layout.stride(d) != block) {
        return 0;
      }
      block *= layout.size(d);
    }
    return block;
  }

  /** Where in the storage the lines along {@code dim} begin, for all dimensions before. */
  private static int[] lines(Layout layout, int dim) {
    int[] sizes = Arrays.copyOf(layout.sizes(), dim);
    int[] strides = Arrays.copyOf(layout.strides(), dim);
    return Copies.positions(Layout.strided(sizes, strides, layout.offset()));
  }

  /** Where in the storage that begins which is behind each place of each line. */
  private static int[] blocks(int[] lines, int stride, long[] places) {
    int[] blocks = Room.ints(lines.length * places.length);
    Context context = Context.current();
    for (int i = 0; i < lines.length; i++) {
      for (int j = 0; j < places.length; j++) {
        blocks[i * places.length + j] = lines[i] + (int) places[j] * stride;
      }
      context.worked(places.length);
    }
    return blocks;
  }

  private static void fill(int[] positions, Layout layout, int dim, long[] places, int[] sizes) {
    int[] counter = new int[sizes.length];
    Layout dense = Layout.contiguous(sizes);
    Context context = Context.current();
    for (int i = 0; i < positions.length; i++) {
      context.reached(i);
      int at = layout.offset();
      for (int d = 0; d < sizes.length; d++) {
        at += (d == dim ? (int) places[counter[d]] : counter[d]) * layout.stride(d);
      }
      positions[i] = at;
      Rearranging.advance(counter, dense);
    }
  }

  /** The values of an index of one dimension, checked. */
  static long[] indices(String operation, Layout layout, int dim, Tensor index) {
    return indices(operation, layout, dim, index, false);
  }

  /** As above; negative ones may count from the end. */
  static long[] indices(String operation, Layout layout, int dim, Tensor index, boolean negative) {
    requireInts(operation, index);
    if (index.dim() > 1) {
      throw new GradError(
          ErrorKind.SHAPE,
          operation + "(): the index has one dimension, not shape " + index.layout());
    }
    int[] at = Copies.positions(index.layout());
    long[] places = Room.longs(at.length);
    int size = layout.dim() == 0 ? 1 : layout.size(dim);
    Context context = Context.current();
    for (int i = 0; i < at.length; i++) {
      context.reached(i);
      long given = Elements.whole(index.storage(), at[i]);
      places[i] = negative && given < 0 ? given + size : given;
      if (places[i] < 0 || places[i] >= size) {
        throw outside(operation, layout, dim).apply(given);
      }
    }
    return places;
  }

  public static Tensor indexSelect(Tensor x, int dim, Tensor index) {
    return INDEX_SELECT.tensor(x, (long) dim, index);
  }

  public static Tensor gather(Tensor x, int dim, Tensor index) {
    return GATHER.tensor(x, (long) dim, index, false);
  }

  private static Tensor maskedSelect(Bound a) {
    Tensor mask = a.tensor("mask");
    if (mask.dtype() != DType.BOOL) {
      throw new GradError(
          ErrorKind.TYPE, "masked_select(): the mask must be bool, not " + mask.dtype());
    }
    Tensor given = a.tensor("input");
    int[] sizes = Broadcasting.pair("masked_select", given.layout(), mask.layout()).sizes();
    Layout layout = Strides.expand(given.layout(), sizes);
    View flags = new View(mask.storage(), Strides.expand(mask.layout(), sizes));
    int[] chosen = chosen(flags);
    Storage dense = Copies.dense(new View(given.storage(), layout));
    return Fresh.of(Copies.take(dense, chosen), chosen.length);
  }

  /** The numbers, in row-major order, of the true elements of a mask. */
  static int[] chosen(Strided mask) {
    byte[] flags = Copies.dense(mask).bools();
    int n = mask.layout().numel();
    int[] chosen = Room.ints(Moves.count(flags, 0, n));
    Moves.chosen(flags, 0, n, chosen);
    return chosen;
  }

  private static Tensor takeAlong(Bound a) {
    Tensor x = a.tensor("input");
    Tensor index = a.tensor("indices");
    if (!a.has("dim")) {
      return gather(x.reshape(-1), 0, index.reshape(-1));
    }
    int dim = Dims.existing("take_along_dim", x.layout(), a.integer("dim"));
    if (index.dim() != x.dim()) {
      throw new GradError(
          ErrorKind.SHAPE,
          "take_along_dim(): the indices have shape "
              + index.layout()
              + " and the tensor shape "
              + x.layout()
              + "; both need as many dims");
    }
    int[] own = x.layout().sizes().clone();
    int[] places = index.layout().sizes().clone();
    own[dim] = 1;
    places[dim] = 1;
    Layout common =
        Broadcasting.pair("take_along_dim", Layout.contiguous(own), Layout.contiguous(places));
    int[] from = common.sizes().clone();
    int[] to = common.sizes().clone();
    from[dim] = x.size(dim);
    to[dim] = index.size(dim);
    return gather(x.expand(from), dim, index.expand(to));
  }
}
