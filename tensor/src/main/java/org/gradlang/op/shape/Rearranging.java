package org.gradlang.op.shape;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.gradlang.kernel.Copies;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Dims;
import org.gradlang.op.declare.Elements;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.declare.Primitive;
import org.gradlang.op.declare.Vjp;
import org.gradlang.op.index.Gathering;
import org.gradlang.op.reduction.Reductions;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.gradlang.tensor.View;

/** Copies of elements in another order, repeated, or cut to a triangle. */
public final class Rearranging {
  private static final Primitive FLIP =
      Primitive.of("flip(input: tensor, *dims: ints)", a -> flip(a.tensor("input"), a.ints("dims")))
          .gradient("input", v -> flipped(v.cotangent(), v.ints("dims")));
  private static final Primitive ROLL =
      Primitive.of("roll(input: tensor, shifts: ints, dims: ints? = None)", Rearranging::roll)
          .gradient("input", Rearranging::rollGradient);
  private static final Primitive ROT90 =
      Primitive.of("rot90(input: tensor, k: int = 1, dims: ints = (0, 1))", Rearranging::rot90)
          .gradient("input", v -> turned(v.cotangent(), -v.integer("k"), v.ints("dims")));
  private static final Primitive REPEAT =
      Primitive.of("repeat(input: tensor, *repeats: ints)", Rearranging::repeat)
          .gradient("input", Rearranging::repeatGradient);

  private Rearranging() {}

  public static void declare(Family family) {
    family.op("flip", "Dims in reverse order.").samples("flip(randn(2, 3), (0, 1))").way(FLIP);
    family
        .op("fliplr", "Columns in reverse order.")
        .samples("fliplr(randn(2, 3))")
        .way(Composite.of("fliplr(input: tensor)", a -> flippedOf(a, 1)));
    family
        .op("flipud", "Rows in reverse order.")
        .samples("flipud(randn(2, 3))")
        .way(Composite.of("flipud(input: tensor)", a -> flippedOf(a, 0)));
    family
        .op("roll", "Elements moved along dims; what leaves at the end comes back at the front.")
        .samples("roll(randn(2, 3), 1, 1)")
        .way(ROLL);
    family
        .op("rot90", "Turned by 90 degrees, k times, in the plane of two dims.")
        .samples("rot90(randn(2, 3))")
        .way(ROT90);
    family
        .op("repeat", "The tensor repeated along its dims.")
        .methodOnly()
        .samples("randn(2, 3).repeat(2, 1)")
        .way(REPEAT);
    family
        .op("tile", "The tensor repeated along its last dims.")
        .samples("tile(randn(2), (2, 2))")
        .way(Composite.of("tile(input: tensor, *dims: ints)", Rearranging::tile));
    family
        .op("repeat_interleave", "Each element repeated, one after the other.")
        .samples(
            "repeat_interleave(randn(3), 2)",
            "repeat_interleave(randn(2, 3), tensor([1, 2, 0]), dim=1)",
            "repeat_interleave(tensor([2, 0, 1]))")
        .constant("repeats")
        .way(
            Composite.of(
                "repeat_interleave(input: tensor, repeats: tensor, dim: int? = None, *,"
                    + " output_size: int? = None)",
                Rearranging::interleave))
        .way(
            Composite.of(
                    "repeat_interleave(repeats: tensor, *, output_size: int? = None)",
                    a -> {
                      Tensor counts = a.tensor("repeats");
                      return places(counts, counts.numel());
                    })
                .notDifferentiable());
  }

  private static Tensor flip(Tensor x, int[] dims) {
    Layout layout = x.layout();
    if (layout.dim() == 0 && dims.length > 1) {
      throw new GradError(ErrorKind.VALUE, "flip(): the dimension 0 is given twice");
    }
    boolean[] set = Dims.set("flip", layout, dims);
    if (dims.length == 0) {
      Arrays.fill(set, false);
    }
    int[] strides = layout.strides().clone();
    int offset = layout.offset();
    for (int d = 0; d < strides.length; d++) {
      if (set[d] && layout.size(d) > 0) {
        offset += (layout.size(d) - 1) * strides[d];
        strides[d] = -strides[d];
      }
    }
    View backwards = new View(x.storage(), Layout.strided(layout.sizes(), strides, offset));
    return Fresh.of(Copies.contiguous(backwards), layout.sizes());
  }

  /** The next index in row-major order. */
  public static void advance(int[] index, Layout layout) {
    for (int d = index.length - 1; d >= 0; d--) {
      if (++index[d] < layout.size(d)) {
        return;
      }
      index[d] = 0;
    }
  }

  public static Tensor flipped(Tensor x, int... dims) {
    return FLIP.tensor(x, dims);
  }

  private static Tensor flippedOf(Bound a, int dim) {
    Dims.existing(a.operation(), a.tensor("input").layout(), dim);
    return flipped(a.tensor("input"), dim);
  }

  private static Tensor along(Tensor x, int by, int dim) {
    int size = x.size(dim);
    if (size == 0) {
      return x.copy();
    }
    int shift = Math.floorMod(by, size);
    Layout layout = x.layout().toContiguous();
    Storage storage = Storage.zeros(x.dtype(), layout.numel());
    part(x, dim, 0, size - shift, storage, layout, shift);
    part(x, dim, size - shift, shift, storage, layout, 0);
    return Fresh.of(storage, layout.sizes());
  }

  private static void part(
      Tensor x, int dim, int from, int count, Storage storage, Layout layout, int to) {
    Copies.copy(
        new View(x.storage(), Strides.slice(x.layout(), dim, from, count, 1)),
        new View(storage, Strides.slice(layout, dim, to, count, 1)));
  }

  private static Tensor rollGradient(Vjp v) {
    int[] back = Arrays.stream(v.ints("shifts")).map(s -> -s).toArray();
    return ROLL.tensor(v.cotangent(), back, v.plain().intsOrNull("dims"));
  }

  private static Tensor roll(Bound a) {
    Tensor x = a.tensor("input");
    int[] shifts = a.ints("shifts");
    int[] dims = a.intsOrNull("dims");
    if (dims == null || dims.length == 0) {
      requireOne(shifts);
      return along(x.reshape(-1), shifts[0], 0).view(x.layout().sizes());
    }
    if (shifts.length != dims.length) {
      throw new GradError(
          ErrorKind.VALUE,
          "roll(): there are " + shifts.length + " shifts for " + dims.length + " dims");
    }
    Tensor result = x;
    for (int i = 0; i < dims.length; i++) {
      result = along(result, shifts[i], Dims.existing("roll", x.layout(), dims[i]));
    }
    return result;
  }

  private static void requireOne(int[] shifts) {
    if (shifts.length != 1) {
      throw new GradError(
          ErrorKind.VALUE, "roll(): without dims there must be one shift, not " + shifts.length);
    }
  }

  private static Tensor turned(Tensor x, int k, int[] dims) {
    return ROT90.tensor(x, (long) k, dims);
  }

  private static Tensor rot90(Bound a) {
    Tensor x = a.tensor("input");
    int[] dims = a.ints("dims");
    if (dims.length != 2 || x.dim() < 2) {
      throw new GradError(
          ErrorKind.SHAPE,
          "rot90() turns a plane of two dims, and got "
              + Arrays.toString(dims)
              + " for a tensor of shape "
              + x.layout());
    }
    int first = Dims.of("rot90", x.layout(), dims[0]);
    int second = Dims.of("rot90", x.layout(), dims[1]);
    if (first == second) {
      throw new GradError(ErrorKind.VALUE, "rot90() needs two different dims");
    }
    return switch (Math.floorMod(a.integer("k"), 4)) {
      case 1 -> flipped(x, second).transpose(first, second);
      case 2 -> flipped(x, first, second);
      case 3 -> flipped(x, first).transpose(first, second);
      default -> x.copy();
    };
  }

  private static int[] repeatSizes(Layout layout, int[] repeats) {
    int lead = repeats.length - layout.dim();
    if (lead < 0 || Arrays.stream(repeats).anyMatch(r -> r < 0)) {
      throw new GradError(
          ErrorKind.SHAPE,
          "repeat(): "
              + Arrays.toString(repeats)
              + " does not say how often to repeat each dim of a tensor of shape "
              + layout);
    }
    int[] sizes = new int[repeats.length];
    for (int d = 0; d < sizes.length; d++) {
      sizes[d] = repeats[d] * (d < lead ? 1 : layout.size(d - lead));
    }
    return sizes;
  }

  /** Seen as (repeat, size) pairs of dims, the result is the expanded input. */
  private static Tensor repeat(Bound a) {
    Tensor x = a.tensor("input");
    int[] repeats = a.ints("repeats");
    int[] sizes = repeatSizes(x.layout(), repeats);
    Layout pairs = Layout.contiguous(pairs(x.layout(), repeats));
    int[] strides = new int[pairs.dim()];
    int lead = repeats.length - x.dim();
    for (int d = lead; d < repeats.length; d++) {
      strides[2 * d + 1] = x.layout().stride(d - lead);
    }
    Layout source = Layout.strided(pairs.sizes(), strides, x.layout().offset());
    Storage storage = Storage.zeros(x.dtype(), pairs.numel());
    Copies.copy(new View(x.storage(), source), new View(storage, pairs));
    return Fresh.of(storage, sizes);
  }

  private static int[] pairs(Layout layout, int[] repeats) {
    int lead = repeats.length - layout.dim();
    int[] pairs = new int[2 * repeats.length];
    for (int d = 0; d < repeats.length; d++) {
      pairs[2 * d] = repeats[d];
      pairs[2 * d + 1] = d < lead ? 1 : layout.size(d - lead);
    }
    return pairs;
  }

  private static Tensor repeatGradient(Vjp v) {
    Layout input = v.layout("input");
    int[] repeats = v.ints("repeats");
    int lead = repeats.length - input.dim();
    int[] copies =
        IntStream.range(0, 2 * repeats.length).filter(d -> d % 2 == 0 || d < 2 * lead).toArray();
    Tensor paired = v.cotangent().reshape(pairs(input, repeats));
    return copies.length == 0 ? paired : Reductions.sum(paired, copies, false);
  }

  static Tensor repeated(Tensor x, int... repeats) {
    return REPEAT.tensor(x, repeats);
  }

  private static Tensor tile(Bound a) {
    Tensor x = a.tensor("input");
    int[] dims = a.ints("dims");
    int[] repeats = new int[Math.max(dims.length, x.dim())];
    Arrays.fill(repeats, 1);
    System.arraycopy(dims, 0, repeats, repeats.length - dims.length, dims.length);
    return repeated(x, repeats);
  }

  private static Tensor interleave(Bound a) {
    Tensor given = a.tensor("input");
    boolean flat = !a.has("dim");
    Tensor x = flat ? given.reshape(-1) : given;
    int dim = flat ? 0 : Dims.existing("repeat_interleave", x.layout(), a.integer("dim"));
    Tensor repeats = a.tensor("repeats");
    int size = x.size(dim);
    if (repeats.numel() != 1 && repeats.numel() != size) {
      throw new GradError(
          ErrorKind.SHAPE,
          "repeat_interleave(): there are " + repeats.numel() + " repeats for " + size + " places");
    }
    if (repeats.dim() > 1) {
      throw new GradError(
          ErrorKind.SHAPE,
          "repeat_interleave(): the repeats are a number or a vector, not of shape "
              + repeats.layout());
    }
    return Gathering.indexSelect(x, dim, places(repeats, size));
  }

  /** Each place from 0 to size as often as it is to be repeated. */
  private static Tensor places(Tensor repeats, int size) {
    Gathering.requireInts("repeat_interleave", repeats);
    Tensor counts = repeats.reshape(-1).expand(size);
    long total = 0;
    for (int i = 0; i < size; i++) {
      total += Math.clamp(count(counts, i), 0L, Integer.MAX_VALUE);
    }
    int length = (int) Math.min(total, Integer.MAX_VALUE);
    Storage places = Storage.zeros(DType.INT64, Layout.numelOf(new int[] {length}));
    int at = 0;
    Context context = Context.current();
    for (int i = 0; i < size; i++) {
      context.reached(i);
      long count = count(counts, i);
      if (count < 0) {
        throw new GradError(
            ErrorKind.VALUE, "repeat_interleave() cannot repeat " + count + " times");
      }
      Arrays.fill(places.longs(), at, at += (int) count, i);
    }
    return Fresh.of(places, length);
  }

  private static long count(Tensor counts, int i) {
    Layout layout = counts.layout();
    return Elements.whole(counts.storage(), layout.offset() + i * layout.stride(0));
  }
}
