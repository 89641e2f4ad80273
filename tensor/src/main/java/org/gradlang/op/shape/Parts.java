package org.gradlang.op.shape;

import java.util.Arrays;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Dims;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.declare.Primitive;
import org.gradlang.op.declare.Vjp;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Tensor;

/** Views of a part of the elements. */
public final class Parts {
  private static final Primitive ALIAS =
      Primitive.view("alias(input: tensor)", (x, a) -> x).gradient("input", v -> v.cotangent());
  static final Primitive SELECT =
      Primitive.view("select(input: tensor, dim: int, index: int)", Parts::selected)
          .embeds()
          .gradientNode();
  static final Primitive SLICE =
      Primitive.view(
              "slice(input: tensor, dim: int, start: int, count: int, step: int)",
              (x, a) ->
                  Strides.slice(
                      x,
                      a.integer("dim"),
                      a.integer("start"),
                      a.integer("count"),
                      a.integer("step")))
          .embeds()
          .gradientNode();
  public static final Primitive DIAGONAL =
      Primitive.view(
              "diagonal(input: tensor, offset: int = 0, dim1: int = 0, dim2: int = 1)",
              Parts::diagonal)
          .embeds()
          .gradientNode();
  static final Primitive UNFOLD =
      Primitive.view("unfold(input: tensor, dimension: int, size: int, step: int)", Parts::unfolded)
          .embeds()
          .gradientNode();
  // its strides are those of the storage, not of the shape
  static final Primitive AS_STRIDED =
      Primitive.of(
              "as_strided(input: tensor, size: ints, stride: ints, storage_offset: int? = None)",
              Parts::strided)
          .restrides()
          .gradient("input", Parts::stridedGradient)
          .nodeInPlace("AsStridedBackward1");

  private Parts() {}

  public static void declare(Family family) {
    family
        .op("select", "The part at one place of a dim.")
        .samples("select(randn(2, 3), 1, 0)")
        .way(SELECT);
    family
        .op("narrow", "A range of places of a dim.")
        .samples("narrow(randn(2, 3), 1, 0, 2)")
        .way(
            Composite.of(
                "narrow(input: tensor, dim: int, start: int, length: int)", Parts::narrow));
    family
        .op("diagonal", "The diagonals of two dims, as the last dim.")
        .samples("diagonal(randn(3, 3), 1)")
        .way(DIAGONAL);
    family
        .op("unfold", "Windows of size elements every step, as a new last dim.")
        .samples("randn(5).unfold(0, 3, 1)")
        .methodOnly()
        .way(UNFOLD);
    family
        .op("as_strided", "Any sizes and strides over the same elements.")
        .samples("as_strided(randn(6), (2, 2), (3, 1))", "as_strided(randn(4), (2, 3), (1, 1))")
        .way(AS_STRIDED)
        .inPlace("randn(6).as_strided_((2, 2), (3, 1))");
    family
        .op("narrow_copy", "A copy of a range of places of a dim.")
        .samples("narrow_copy(randn(2, 3), 1, 0, 2)")
        .way(
            Composite.of(
                "narrow_copy(input: tensor, dim: int, start: int, length: int)",
                a -> narrow(a).copy()));
  }

  private static Tensor narrow(Bound a) {
    Tensor x = a.tensor("input");
    int dim = Dims.existing("narrow", x.layout(), a.integer("dim"));
    int size = x.size(dim);
    int start = a.integer("start");
    int length = a.integer("length");
    int from = start < 0 ? Math.max(start, -size - 1) + size : start;
    if (from < 0 || length < 0 || (long) from + length > size) {
      throw new GradError(
          ErrorKind.INDEX,
          "narrow(): the range from "
              + start
              + " of length "
              + length
              + " does not fit into a dimension of size "
              + size);
    }
    return x.narrow(dim, from, length);
  }

  private static Layout selected(Layout layout, Bound a) {
    if (layout.dim() == 0) {
      throw new GradError(ErrorKind.INDEX, "a 0-dim tensor has no places to select");
    }
    int dim = dim(layout, a, "dim");
    return Strides.select(layout, dim, place("select()", layout, dim, a.whole("index")));
  }

  /** A place along a dim, from 0. */
  public static int place(String operation, Layout layout, int dim, long index) {
    int size = layout.size(dim);
    if (index < -size || index >= size) {
      GradError error =
          new GradError(
              ErrorKind.INDEX,
              operation
                  + ": there is no place "
                  + index
                  + " in dimension "
                  + dim
                  + " of size "
                  + size);
      throw size == 0
          ? error
          : error.help("places are 0 to " + (size - 1) + ", and -1 to -" + size + " from the end");
    }
    return (int) (index < 0 ? index + size : index);
  }

  private static Layout diagonal(Layout layout, Bound a) {
    int first = dim(layout, a, "dim1");
    int second = dim(layout, a, "dim2");
    if (first == second || layout.dim() < 2) {
      throw new GradError(ErrorKind.VALUE, "diagonal() needs two different dims");
    }
    return Strides.diagonal(layout, a.integer("offset"), first, second);
  }

  private static Layout unfolded(Layout layout, Bound a) {
    int dim = dim(layout, a, "dimension");
    int available = layout.dim() == 0 ? 1 : layout.size(dim);
    int size = a.integer("size");
    int step = a.integer("step");
    if (size < 0 || size > available || step < 1) {
      throw new GradError(
          ErrorKind.VALUE,
          "unfold(): windows of "
              + size
              + " every "
              + step
              + " do not fit a dimension of size "
              + available);
    }
    return Strides.unfold(layout, dim, size, step);
  }

  /** Elements of the input that share a place share its gradient. */
  private static Tensor stridedGradient(Vjp v) {
    Layout input = v.layout("input");
    Tensor gradient = v.cotangent().scatterStrided(input, v.layoutOfResult());
    if (!Strides.mayOverlap(input)) {
      return gradient;
    }
    Tensor ones = Fresh.filled(Context.current(), input.toContiguous(), v.dtype("input"), 1L);
    Layout whole = Layout.contiguous(Strides.end(input));
    return gradient.div(ones.scatterStrided(whole, input).viewStrided(whole, input));
  }

  private static Layout strided(Bound a) {
    int offset =
        a.has("storage_offset") ? a.integer("storage_offset") : a.tensor("input").layout().offset();
    int[] sizes = a.ints("size");
    int[] strides = a.ints("stride");
    Layout layout = sizes.length == strides.length ? Layout.strided(sizes, strides, offset) : null;
    if (layout == null
        || Arrays.stream(sizes).anyMatch(s -> s < 0)
        || Arrays.stream(strides).anyMatch(s -> s < 0)
        || offset < 0
        || layout.numel() > 0 && Strides.end(layout) > a.tensor("input").storage().length()) {
      throw new GradError(
          ErrorKind.SHAPE,
          "as_strided(): the sizes "
              + Arrays.toString(sizes)
              + " and strides "
              + Arrays.toString(strides)
              + " from "
              + offset
              + " do not stay among the tensor's "
              + a.tensor("input").storage().length()
              + " elements");
    }
    return layout;
  }

  /** Another tensor of the same elements. */
  public static Tensor alias(Tensor x) {
    return ALIAS.tensor(x);
  }

  public static Tensor select(Tensor x, int dim, long index) {
    return SELECT.tensor(x, (long) dim, index);
  }

  /** Unchecked: the range lies inside the dimension. */
  public static Tensor narrow(Tensor x, int dim, int start, int length) {
    return slice(x, dim, start, length, 1);
  }

  public static Tensor slice(Tensor x, int dim, int start, int count, int step) {
    return SLICE.tensor(x, (long) dim, (long) start, (long) count, (long) step);
  }

  private static int dim(Layout layout, Bound a, String name) {
    return Dims.of(a.operation(), layout, a.integer(name));
  }
}
