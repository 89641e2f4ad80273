package org.gradlang.op.shape;

import java.util.Arrays;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Broadcasting;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Dims;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Primitive;
import org.gradlang.op.declare.Vjp;
import org.gradlang.op.signature.Results;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Tensor;

/** Views: other shapes of the same elements. */
public final class Shapes {
  static final Primitive VIEW =
      Primitive.view("view(input: tensor, *shape: ints)", Shapes::viewed)
          .gradient("input", v -> v.cotangent().reshape(v.layout("input").sizes()));
  static final Primitive EXPAND =
      Primitive.view(
              "expand(input: tensor, *size: ints)", (x, a) -> expanded("expand", x, a.ints("size")))
          .gradient("input", v -> v.cotangent());
  static final Primitive PERMUTE =
      Primitive.view(
              "permute(input: tensor, *dims: ints)", (x, a) -> Strides.permute(x, order(x, a)))
          .gradient("input", v -> v.cotangent().permute(inverse(v)));
  static final Primitive TRANSPOSE =
      Primitive.view(
              "transpose(input: tensor, dim0: int, dim1: int)",
              (x, a) -> Strides.transpose(x, dim(x, a, "dim0"), dim(x, a, "dim1")))
          .gradient("input", v -> v.cotangent().transpose(v.integer("dim0"), v.integer("dim1")));
  static final Primitive T =
      Primitive.view("t(input: tensor)", (x, a) -> transposed(x))
          .gradient("input", v -> v.cotangent().t());
  static final Primitive UNSQUEEZE =
      Primitive.view(
              "unsqueeze(input: tensor, dim: int)",
              (x, a) -> Strides.unsqueeze(x, Dims.of("unsqueeze", x.dim() + 1, a.integer("dim"))))
          .gradient("input", v -> v.cotangent().reshape(v.layout("input").sizes()));
  static final Primitive SQUEEZE =
      Primitive.view("squeeze(input: tensor, dim: ints? = None)", Shapes::squeezed)
          .gradient("input", v -> v.cotangent().reshape(v.layout("input").sizes()));
  static final Primitive SELECT =
      Primitive.view("select(input: tensor, dim: int, index: int)", Shapes::selected).embeds();
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
          .embeds();
  public static final Primitive DIAGONAL =
      Primitive.view(
              "diagonal(input: tensor, offset: int = 0, dim1: int = 0, dim2: int = 1)",
              Shapes::diagonal)
          .embeds();
  static final Primitive UNFOLD =
      Primitive.view(
              "unfold(input: tensor, dimension: int, size: int, step: int)", Shapes::unfolded)
          .embeds();
  // its strides are those of the storage, not of the shape
  static final Primitive AS_STRIDED =
      Primitive.of(
              "as_strided(input: tensor, size: ints, stride: ints, storage_offset: int? = None)",
              Shapes::strided)
          .gradient(
              "input", v -> v.cotangent().scatterStrided(v.layout("input"), v.layoutOfResult()));

  private Shapes() {}

  public static void declare(Family family) {
    sizes(family);
    orders(family);
    parts(family);
    broadcasts(family);
  }

  private static void sizes(Family family) {
    family
        .op("view", "The same elements in another shape; -1 stands for what is left.")
        .samples("randn(2, 3).view(3, 2)")
        .methodOnly()
        .way(VIEW)
        .way(Composite.of("view(input: tensor, dtype: dtype)", a -> sameDType(a)));
    family
        .op("view_as", "view in the shape of other.")
        .methodOnly()
        .samples("randn(2, 3).view_as(randn(6))")
        .way(
            Composite.of(
                "view_as(input: tensor, other: tensor)",
                a -> a.tensor("input").view(a.tensor("other").layout().sizes())));
    family
        .op("reshape", "Another shape: a view where that is possible, else a copy.")
        .samples("reshape(randn(2, 3), (3, 2))")
        .way(
            Composite.of(
                "reshape(input: tensor, *shape: ints)",
                a -> a.tensor("input").reshape(a.ints("shape"))));
    family
        .op("reshape_as", "reshape to the shape of other.")
        .methodOnly()
        .samples("randn(2, 3).reshape_as(randn(6))")
        .way(
            Composite.of(
                "reshape_as(input: tensor, other: tensor)",
                a -> a.tensor("input").reshape(a.tensor("other").layout().sizes())));
    family
        .op("ravel", "One dimension.")
        .samples("ravel(randn(2, 3))")
        .way(Composite.of("ravel(input: tensor)", a -> a.tensor("input").reshape(-1)));
    family
        .op("flatten", "The dims from start_dim to end_dim as one.")
        .samples("flatten(randn(2, 3, 2), 1)")
        .way(
            Composite.of(
                "flatten(input: tensor, start_dim: int = 0, end_dim: int = -1)", Shapes::flatten));
    family
        .op("unflatten", "One dim as several.")
        .samples("unflatten(randn(2, 6), 1, (2, 3))")
        .way(Composite.of("unflatten(input: tensor, dim: int, sizes: ints)", Shapes::unflatten));
    family
        .op("squeeze", "Without dims of size 1.")
        .samples("squeeze(randn(2, 1, 3))")
        .way(SQUEEZE)
        .inPlace();
    family
        .op("unsqueeze", "With a new dim of size 1.")
        .samples("unsqueeze(randn(2, 3), 1)")
        .way(UNSQUEEZE)
        .inPlace();
    for (int n = 1; n <= 3; n++) {
      int least = n;
      String name = "atleast_" + n + "d";
      family
          .op(name, "With at least " + n + " dims.")
          .samples(name + "(randn(2))")
          .functionOnly()
          .way(Composite.of(name + "(input: tensor)", a -> atLeast(a.tensor("input"), least)));
    }
  }

  private static Tensor sameDType(Bound a) {
    Tensor x = a.tensor("input");
    if (a.dtype("dtype") != x.dtype()) {
      throw new GradError(
              ErrorKind.TYPE, "view() cannot read elements of " + x.dtype() + " as another dtype")
          .help("convert them with to(dtype)");
    }
    return x.view(x.layout().sizes());
  }

  private static Tensor flatten(Bound a) {
    Tensor x = a.tensor("input");
    int start = Dims.of("flatten", x.layout(), a.integer("start_dim"));
    int end = Dims.of("flatten", x.layout(), a.integer("end_dim"));
    if (x.dim() == 0) {
      return x.reshape(1);
    }
    if (start > end) {
      throw new GradError(
          ErrorKind.VALUE, "flatten(): start_dim " + start + " stands behind end_dim " + end);
    }
    if (start == end) {
      return x;
    }
    int[] sizes = x.layout().sizes();
    int[] flat = new int[sizes.length - (end - start)];
    System.arraycopy(sizes, 0, flat, 0, start);
    flat[start] = Layout.numelOf(Arrays.copyOfRange(sizes, start, end + 1));
    System.arraycopy(sizes, end + 1, flat, start + 1, sizes.length - end - 1);
    return x.reshape(flat);
  }

  private static Tensor unflatten(Bound a) {
    Tensor x = a.tensor("input");
    int dim = Dims.of("unflatten", x.layout(), a.integer("dim"));
    int[] parts = inferred("unflatten", a.ints("sizes"), x.size(dim), x.layout());
    int[] sizes = x.layout().sizes();
    int[] all = new int[sizes.length - 1 + parts.length];
    System.arraycopy(sizes, 0, all, 0, dim);
    System.arraycopy(parts, 0, all, dim, parts.length);
    System.arraycopy(sizes, dim + 1, all, dim + parts.length, sizes.length - dim - 1);
    return x.view(all);
  }

  static Tensor atLeast(Tensor x, int least) {
    int[] sizes = x.layout().sizes();
    if (sizes.length >= least) {
      return x;
    }
    if (least == 3 && sizes.length > 0) {
      return sizes.length == 1 ? x.view(1, sizes[0], 1) : x.view(sizes[0], sizes[1], 1);
    }
    int[] all = new int[least];
    Arrays.fill(all, 1);
    System.arraycopy(sizes, 0, all, least - sizes.length, sizes.length);
    return x.view(all);
  }

  private static void orders(Family family) {
    family
        .op("transpose", "With two dims exchanged.")
        .samples("transpose(randn(2, 3), 0, 1)")
        .way(TRANSPOSE)
        .inPlace();
    for (String name : new String[] {"swapaxes", "swapdims"}) {
      family
          .op(name + "_", "The same as transpose_.")
          .samples("randn(2, 3)." + name + "_(0, 1)")
          .way(
              Composite.of(
                  name + "_(input: tensor, dim0: int, dim1: int)",
                  a -> TRANSPOSE.applyInPlace(Context.current(), a.values())));
      family
          .op(name, "The same as transpose.")
          .samples(name + "(randn(2, 3), 0, 1)")
          .way(
              Composite.of(
                  name + "(input: tensor, dim0: int, dim1: int)",
                  a -> a.tensor("input").transpose(a.integer("dim0"), a.integer("dim1"))));
    }
    family.op("t", "A matrix transposed.").samples("t(randn(2, 3))").way(T).inPlace();
    family
        .op("adjoint", "The last two dims exchanged.")
        .samples("adjoint(randn(2, 3))")
        .way(Composite.of("adjoint(input: tensor)", a -> a.tensor("input").transpose(-2, -1)));
    family
        .op("permute", "The dims in another order.")
        .samples("permute(randn(2, 3, 2), (2, 0, 1))")
        .way(PERMUTE);
    for (String name : new String[] {"movedim", "moveaxis"}) {
      family
          .op(name, "Some dims moved to other places.")
          .samples(name + "(randn(2, 3, 2), 0, 2)")
          .way(
              Composite.of(
                  name + "(input: tensor, source: ints, destination: ints)", Shapes::move));
    }
  }

  private static Tensor move(Bound a) {
    Tensor x = a.tensor("input");
    int count = x.dim();
    int[] source = a.ints("source");
    int[] destination = a.ints("destination");
    if (source.length != destination.length) {
      throw new GradError(
          ErrorKind.VALUE, a.operation() + "(): source and destination have different lengths");
    }
    int[] order = new int[count];
    Arrays.fill(order, -1);
    boolean[] moved = new boolean[count];
    for (int i = 0; i < source.length; i++) {
      int from = Dims.of(a.operation(), count, source[i]);
      order[Dims.of(a.operation(), count, destination[i])] = from;
      moved[from] = true;
    }
    int next = 0;
    for (int d = 0; d < count; d++) {
      if (order[d] < 0) {
        while (moved[next]) {
          next++;
        }
        order[d] = next++;
      }
    }
    return x.permute(order);
  }

  private static void parts(Family family) {
    family
        .op("select", "The part at one place of a dim.")
        .samples("select(randn(2, 3), 1, 0)")
        .way(SELECT);
    family
        .op("narrow", "A range of places of a dim.")
        .samples("narrow(randn(2, 3), 1, 0, 2)")
        .way(
            Composite.of(
                "narrow(input: tensor, dim: int, start: int, length: int)", Shapes::narrow));
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
        .samples("as_strided(randn(6), (2, 2), (3, 1))")
        .way(AS_STRIDED);
  }

  private static Tensor narrow(Bound a) {
    Tensor x = a.tensor("input");
    int dim = Dims.of("narrow", x.layout(), a.integer("dim"));
    int size = x.size(dim);
    int start = a.integer("start");
    int length = a.integer("length");
    int from = start < 0 ? start + size : start;
    if (from < 0 || length < 0 || from + length > size) {
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

  private static void broadcasts(Family family) {
    family
        .op("expand", "Dims of size 1 repeated without a copy; -1 keeps a size.")
        .samples("randn(3, 1).expand(3, 4)")
        .methodOnly()
        .way(EXPAND);
    family
        .op("expand_as", "expand to the shape of other.")
        .methodOnly()
        .samples("randn(3, 1).expand_as(randn(3, 2))")
        .way(
            Composite.of(
                "expand_as(input: tensor, other: tensor)",
                a -> a.tensor("input").expand(a.tensor("other").layout().sizes())));
    family
        .op("broadcast_to", "The same as expand.")
        .samples("broadcast_to(randn(3), (2, 3))")
        .way(
            Composite.of(
                "broadcast_to(input: tensor, size: ints)",
                a -> a.tensor("input").expand(a.ints("size"))));
    family
        .op("broadcast_tensors", "Tensors expanded to their common shape.")
        .functionOnly()
        .samples("broadcast_tensors(randn(3), randn(2, 1))")
        .way(
            Composite.of(
                "broadcast_tensors(*tensors: tensors)",
                a -> {
                  Tensor[] tensors = a.tensors("tensors");
                  int[] sizes = Broadcasting.of("broadcast_tensors", tensors).sizes();
                  return Results.of(Arrays.stream(tensors).map(t -> t.expand(sizes)).toArray());
                }));
  }

  // Layouts.

  private static int dim(Layout layout, Bound a, String name) {
    return Dims.of(a.operation(), layout, a.integer(name));
  }

  private static Layout viewed(Layout layout, Bound a) {
    int[] sizes = inferred("view", a.ints("shape"), layout.numel(), layout);
    Layout view = Strides.view(layout, sizes);
    if (view == null) {
      throw new GradError(
              ErrorKind.SHAPE,
              "view(): the elements of this tensor of shape "
                  + layout
                  + " do not stand in the order that the shape "
                  + Arrays.toString(sizes)
                  + " needs")
          .help("use reshape(), which copies them if it must");
    }
    return view;
  }

  /** The sizes, with what -1 stands for. */
  static int[] inferred(String operation, int[] given, int numel, Layout from) {
    int[] sizes = given.clone();
    long product = 1;
    int open = -1;
    for (int d = 0; d < sizes.length; d++) {
      if (sizes[d] == -1 && open < 0) {
        open = d;
      } else if (sizes[d] < 0) {
        throw new GradError(
            ErrorKind.SHAPE,
            operation
                + "(): the shape "
                + Arrays.toString(given)
                + " has a size below 0; one -1 may stand for what is left");
      } else {
        product *= sizes[d];
      }
    }
    if (open >= 0 && product != 0 && numel % product == 0) {
      sizes[open] = (int) (numel / product);
      product *= sizes[open];
    }
    if (product != numel || open >= 0 && sizes[open] < 0) {
      throw new GradError(
          ErrorKind.SHAPE,
          operation
              + "(): the shape "
              + Arrays.toString(given)
              + " does not fit the "
              + numel
              + " elements of a tensor of shape "
              + from);
    }
    return sizes;
  }

  public static Layout expanded(String operation, Layout layout, int[] given) {
    int lead = given.length - layout.dim();
    int[] sizes = given.clone();
    boolean fits = lead >= 0;
    for (int d = 0; fits && d < sizes.length; d++) {
      int own = d < lead ? 1 : layout.size(d - lead);
      if (sizes[d] == -1 && d >= lead) {
        sizes[d] = own;
      }
      fits = sizes[d] >= 0 && (own == 1 || own == sizes[d]);
    }
    if (!fits) {
      throw new GradError(
          ErrorKind.SHAPE,
          operation
              + "(): a tensor of shape "
              + layout
              + " does not expand to "
              + Arrays.toString(given));
    }
    return Strides.expand(layout, sizes);
  }

  private static int[] order(Layout layout, Bound a) {
    int[] dims = a.ints("dims");
    int count = layout.dim();
    int[] order = Arrays.stream(dims).map(d -> Dims.of("permute", count, d)).toArray();
    if (dims.length != count || Arrays.stream(order).distinct().count() != count) {
      throw new GradError(
          ErrorKind.VALUE,
          "permute(): "
              + Arrays.toString(dims)
              + " does not name each of the "
              + count
              + " dims once");
    }
    return order;
  }

  private static int[] inverse(Vjp v) {
    int[] dims = v.ints("dims");
    int[] inverse = new int[dims.length];
    for (int i = 0; i < dims.length; i++) {
      inverse[Dims.of("permute", dims.length, dims[i])] = i;
    }
    return inverse;
  }

  private static Layout transposed(Layout layout) {
    if (layout.dim() > 2) {
      throw new GradError(
              ErrorKind.SHAPE, "t() transposes matrices, and this tensor has shape " + layout)
          .help("use transpose(dim0, dim1), or .mT for the last two dims");
    }
    return layout.dim() < 2 ? layout : Strides.transpose(layout, 0, 1);
  }

  private static Layout squeezed(Layout layout, Bound a) {
    int[] dims = a.intsOrNull("dim");
    if (dims != null && dims.length == 0) {
      return layout;
    }
    return Strides.squeeze(layout, Dims.set("squeeze", layout, dims));
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
      throw new GradError(
          ErrorKind.INDEX,
          operation + ": there is no place " + index + " in dimension " + dim + " of size " + size);
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

  private static Layout strided(Bound a) {
    int offset =
        a.has("storage_offset") ? a.integer("storage_offset") : a.tensor("input").layout().offset();
    int[] sizes = a.ints("size");
    int[] strides = a.ints("stride");
    Layout layout = sizes.length == strides.length ? Layout.strided(sizes, strides, offset) : null;
    if (layout == null
        || Arrays.stream(strides).anyMatch(s -> s < 0)
        || offset < 0
        || layout.numel() > 0 && Strides.end(layout) > a.tensor("input").storage().length()) {
      throw new GradError(
          ErrorKind.SHAPE,
          "as_strided(): the sizes "
              + Arrays.toString(sizes)
              + " and strides "
              + Arrays.toString(strides)
              + " reach beyond the tensor's elements");
    }
    return layout;
  }

  /** A copy is only made where a view is not possible. */
  public static Tensor reshape(Tensor x, int[] shape) {
    int[] sizes = inferred("reshape", shape, x.numel(), x.layout());
    boolean copies = Strides.view(x.layout(), sizes) == null;
    return VIEW.tensor(copies ? x.contiguous() : x, sizes);
  }

  public static Tensor view(Tensor x, int[] shape) {
    return VIEW.tensor(x, shape);
  }

  public static Tensor expand(Tensor x, int[] sizes) {
    return EXPAND.tensor(x, sizes);
  }

  public static Tensor permute(Tensor x, int[] dims) {
    return PERMUTE.tensor(x, dims);
  }

  public static Tensor transpose(Tensor x, int a, int b) {
    return TRANSPOSE.tensor(x, (long) a, (long) b);
  }

  public static Tensor t(Tensor x) {
    return T.tensor(x);
  }

  public static Tensor unsqueeze(Tensor x, int dim) {
    return UNSQUEEZE.tensor(x, (long) dim);
  }

  public static Tensor squeeze(Tensor x, int dim) {
    return SQUEEZE.tensor(x, new int[] {dim});
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
}
