package org.gradlang.op.shape;

import java.util.Arrays;
import org.gradlang.kernel.Copies;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Dims;
import org.gradlang.op.declare.Elements;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.declare.Primitive;
import org.gradlang.op.declare.Vjp;
import org.gradlang.op.index.Embedding;
import org.gradlang.op.index.Gathering;
import org.gradlang.op.reduction.Reductions;
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
      Primitive.of("roll(input: tensor, shift: int, dim: int)", Rearranging::roll)
          .gradient("input", v -> rolled(v.cotangent(), -v.integer("shift"), v.integer("dim")));
  private static final Primitive REPEAT =
      Primitive.of("repeat(input: tensor, *repeats: ints)", Rearranging::repeat)
          .gradient("input", Rearranging::repeatGradient);
  private static final Primitive TRIL = triangle("tril", true);
  private static final Primitive TRIU = triangle("triu", false);

  private Rearranging() {}

  public static void declare(Family family) {
    family.op("flip", "Dims in reverse order.").samples("flip(randn(2, 3), (0, 1))").way(FLIP);
    family
        .op("fliplr", "Columns in reverse order.")
        .samples("fliplr(randn(2, 3))")
        .way(Composite.of("fliplr(input: tensor)", a -> flipped(a.tensor("input"), 1)));
    family
        .op("flipud", "Rows in reverse order.")
        .samples("flipud(randn(2, 3))")
        .way(Composite.of("flipud(input: tensor)", a -> flipped(a.tensor("input"), 0)));
    family
        .op("roll", "Elements moved along dims; what leaves at the end comes back at the front.")
        .samples("roll(randn(2, 3), 1, 1)")
        .way(
            Composite.of(
                "roll(input: tensor, shifts: ints, dims: ints? = None)", Rearranging::rollCall));
    family
        .op("rot90", "Turned by 90 degrees, k times, in the plane of two dims.")
        .samples("rot90(randn(2, 3))")
        .way(
            Composite.of(
                "rot90(input: tensor, k: int = 1, dims: ints = (0, 1))", Rearranging::rot90));
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
            "repeat_interleave(randn(2, 3), tensor([1, 2, 0]), dim=1)")
        .constant("repeats")
        .way(
            Composite.of(
                "repeat_interleave(input: tensor, repeats: tensor, dim: int? = None, *, output_size:"
                    + " int? = None)",
                Rearranging::interleave));
    family
        .op("tril", "The lower triangle, zeros elsewhere.")
        .samples("tril(randn(3, 3))")
        .way(TRIL)
        .inPlace();
    family
        .op("triu", "The upper triangle, zeros elsewhere.")
        .samples("triu(randn(3, 3))")
        .way(TRIU)
        .inPlace();
    diagonals(family);
  }

  private static Tensor flip(Tensor x, int[] dims) {
    Layout layout = x.layout();
    boolean[] set = Dims.set("flip", layout, dims);
    if (dims.length == 0) {
      Arrays.fill(set, false);
    }
    int[] positions = Copies.positions(layout.toContiguous());
    Layout dense = layout.toContiguous();
    int[] source = new int[positions.length];
    int[] index = new int[layout.dim()];
    for (int i = 0; i < source.length; i++) {
      int at = layout.offset();
      for (int d = 0; d < index.length; d++) {
        at += (set[d] ? layout.size(d) - 1 - index[d] : index[d]) * layout.stride(d);
      }
      source[i] = at;
      advance(index, dense);
    }
    return Fresh.of(Copies.take(x.storage(), source), layout.sizes());
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

  private static Tensor roll(Bound a) {
    Tensor x = a.tensor("input");
    int dim = Dims.of("roll", x.layout(), a.integer("dim"));
    int size = x.dim() == 0 ? 0 : x.size(dim);
    if (size == 0) {
      return x.copy();
    }
    int shift = Math.floorMod(a.integer("shift"), size);
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

  public static Tensor rolled(Tensor x, int shift, int dim) {
    return ROLL.tensor(x, (long) shift, (long) dim);
  }

  private static Tensor rollCall(Bound a) {
    Tensor x = a.tensor("input");
    int[] shifts = a.ints("shifts");
    int[] dims = a.intsOrNull("dims");
    if (dims == null || dims.length == 0) {
      return rolled(x.reshape(-1), shifts[0], 0).view(x.layout().sizes());
    }
    if (shifts.length != dims.length) {
      throw new GradError(
          ErrorKind.VALUE,
          "roll(): there are " + shifts.length + " shifts for " + dims.length + " dims");
    }
    Tensor result = x;
    for (int i = 0; i < dims.length; i++) {
      result = rolled(result, shifts[i], dims[i]);
    }
    return result;
  }

  private static Tensor rot90(Bound a) {
    Tensor x = a.tensor("input");
    int[] dims = a.ints("dims");
    int first = Dims.of("rot90", x.layout(), dims[0]);
    int second = Dims.of("rot90", x.layout(), dims[1]);
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
    int[] copies = new int[repeats.length];
    Arrays.setAll(copies, d -> 2 * d);
    Tensor paired = v.cotangent().reshape(pairs(input, repeats));
    return copies.length == 0 ? paired : Reductions.sum(paired, copies, false).view(input.sizes());
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
    int dim = flat ? 0 : Dims.of("repeat_interleave", x.layout(), a.integer("dim"));
    Tensor repeats = a.tensor("repeats");
    int size = x.size(dim);
    if (repeats.numel() != 1 && repeats.numel() != size) {
      throw new GradError(
          ErrorKind.SHAPE,
          "repeat_interleave(): there are " + repeats.numel() + " repeats for " + size + " places");
    }
    Tensor counts = repeats.reshape(-1).expand(size);
    long[] places = new long[Math.toIntExact((Long) counts.sum().item())];
    int at = 0;
    for (int i = 0; i < size; i++) {
      long count =
          Elements.whole(
              counts.storage(), counts.layout().offset() + i * counts.layout().stride(0));
      for (long k = 0; k < count; k++) {
        places[at++] = i;
      }
    }
    return Gathering.indexSelect(x, dim, Fresh.of(Storage.of(places), places.length));
  }

  private static Primitive triangle(String name, boolean lower) {
    return Primitive.of(
            name + "(input: tensor, diagonal: int = 0)",
            a -> triangle(a.tensor("input"), a.integer("diagonal"), lower))
        .gradient(
            "input",
            v ->
                lower
                    ? tril(v.cotangent(), v.integer("diagonal"))
                    : TRIU.tensor(v.cotangent(), (long) v.integer("diagonal")));
  }

  public static Tensor tril(Tensor x, int diagonal) {
    return TRIL.tensor(x, (long) diagonal);
  }

  public static Tensor triu(Tensor x, int diagonal) {
    return TRIU.tensor(x, (long) diagonal);
  }

  private static Tensor triangle(Tensor x, int diagonal, boolean lower) {
    int count = x.dim();
    if (count < 2) {
      throw new GradError(
          ErrorKind.SHAPE, "a triangle needs two dims or more, not shape " + x.layout());
    }
    int rows = x.size(count - 2);
    int columns = x.size(count - 1);
    Tensor result = Fresh.of(Copies.contiguous(x), x.layout().sizes());
    for (int i = 0; i < result.numel(); i++) {
      int row = i / Math.max(1, columns) % Math.max(1, rows);
      int column = i % columns;
      if (lower ? column > row + diagonal : column < row + diagonal) {
        Elements.put(result.storage(), i, 0);
      }
    }
    return result;
  }

  private static void diagonals(Family family) {
    family
        .op("diag", "The diagonal of a matrix, or a matrix with the vector as its diagonal.")
        .samples("diag(randn(3))", "diag(randn(3, 3), 1)")
        .way(
            Composite.of(
                "diag(input: tensor, diagonal: int = 0)",
                a -> {
                  Tensor x = a.tensor("input");
                  int offset = a.integer("diagonal");
                  return switch (x.dim()) {
                    case 1 -> diagEmbed(x, offset, 0, 1);
                    case 2 -> Parts.DIAGONAL.tensor(x, (long) offset, 0L, 1L).copy();
                    default ->
                        throw new GradError(
                            ErrorKind.SHAPE,
                            "diag() needs a vector or a matrix, not shape " + x.layout());
                  };
                }));
    family
        .op("diag_embed", "Matrices with the last dim as their diagonals.")
        .samples("diag_embed(randn(2, 3))")
        .way(
            Composite.of(
                "diag_embed(input: tensor, offset: int = 0, dim1: int = -2, dim2: int = -1)",
                a ->
                    diagEmbed(
                        a.tensor("input"),
                        a.integer("offset"),
                        a.integer("dim1"),
                        a.integer("dim2"))));
    family
        .op("diagflat", "A matrix with all elements as its diagonal.")
        .samples("diagflat(randn(2, 2))")
        .way(
            Composite.of(
                "diagflat(input: tensor, offset: int = 0)",
                a -> diagEmbed(a.tensor("input").reshape(-1), a.integer("offset"), 0, 1)));
  }

  static Tensor diagEmbed(Tensor x, int offset, int dim1, int dim2) {
    int count = x.dim() + 1;
    int first = Dims.of("diag_embed", count, dim1);
    int second = Dims.of("diag_embed", count, dim2);
    int size = x.size(x.dim() - 1) + Math.abs(offset);
    int[] sizes = new int[count];
    int next = 0;
    for (int d = 0; d < count; d++) {
      sizes[d] = d == first || d == second ? size : x.size(next++);
    }
    Layout whole = Layout.contiguous(sizes);
    return Embedding.scatter(x, whole, Strides.diagonal(whole, offset, first, second));
  }
}
