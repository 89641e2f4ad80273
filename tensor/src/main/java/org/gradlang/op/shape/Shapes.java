package org.gradlang.op.shape;

import java.util.Arrays;
import java.util.function.Function;
import org.gradlang.autograd.Graph;
import org.gradlang.kernel.Copies;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Dims;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.declare.Primitive;
import org.gradlang.op.signature.Results;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.gradlang.tensor.View;
import org.jspecify.annotations.Nullable;

/** Views in another shape. */
public final class Shapes {
  static final Primitive VIEW =
      Primitive.view("view(input: tensor, *size: ints)", Shapes::viewed)
          .gradient("input", v -> v.cotangent().reshape(v.layout("input").sizes()));
  static final Primitive UNSQUEEZE =
      Primitive.view(
              "unsqueeze(input: tensor, dim: int)",
              (x, a) -> Strides.unsqueeze(x, Dims.of("unsqueeze", x.dim() + 1, a.integer("dim"))))
          .gradient("input", v -> v.cotangent().reshape(v.layout("input").sizes()))
          .gradientNode("SqueezeBackward1")
          .nodeInPlace("UnsqueezeBackward1");
  // a copy in another shape: what reshape gives where it cannot view
  private static final Primitive UNSAFE_VIEW =
      Primitive.of(
              "_unsafe_view(input: tensor, size: ints)",
              a ->
                  Fresh.of(
                      Context.current(),
                      a.tensor("input").storage(),
                      Layout.contiguous(a.ints("size"))))
          .gradient("input", v -> v.cotangent().reshape(v.layout("input").sizes()));
  private static final Primitive SQUEEZE = squeezing("squeeze(input: tensor)", 0, a -> null);
  private static final Primitive SQUEEZE_DIM =
      squeezing("squeeze(input: tensor, dim: int)", 1, a -> new int[] {a.integer("dim")});
  private static final Primitive SQUEEZE_DIMS =
      squeezing("squeeze(input: tensor, dim: ints)", 2, a -> a.ints("dim"));

  private Shapes() {}

  public static void declare(Family family) {
    family
        .op("view", "The same elements in another shape; -1 stands for what is left.")
        .samples("randn(2, 3).view(3, 2)", "randn(2, dtype=float64).view(float64)")
        .methodOnly()
        .way(VIEW)
        .way(Composite.of("view(input: tensor, dtype: dtype)", a -> sameDType(a)));
    family
        .op("view_as", "view in the shape of other.")
        .methodOnly()
        .samples("randn(2, 3).view_as(zeros(6))")
        .unread("other")
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
        .samples("randn(2, 3).reshape_as(zeros(6))")
        .unread("other")
        .way(
            Composite.of(
                "reshape_as(input: tensor, other: tensor)",
                a -> a.tensor("input").reshape(a.tensor("other").layout().sizes())));
    family
        .op("ravel", "One dimension.")
        .samples("ravel(randn(2, 3))")
        .way(Composite.of("ravel(input: tensor)", a -> a.tensor("input").contiguous().view(-1)));
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
    sizesOfOne(family);
  }

  private static void sizesOfOne(Family family) {
    family
        .op("squeeze", "Without dims of size 1.")
        .samples(
            "squeeze(randn(2, 1, 3))",
            "squeeze(randn(2, 1, 3), 1)",
            "squeeze(randn(1, 2, 1), (0, 2))")
        .way(SQUEEZE)
        .way(SQUEEZE_DIM)
        .way(SQUEEZE_DIMS)
        .inPlace(
            "randn(2, 1, 3).squeeze_()",
            "randn(2, 1, 3).squeeze_(1)",
            "randn(1, 2, 1).squeeze_((0, 2))");
    family
        .op("unsqueeze", "With a new dim of size 1.")
        .samples("unsqueeze(randn(2, 3), 1)")
        .way(UNSQUEEZE)
        .inPlace("randn(2, 3).unsqueeze_(1)");
    family
        .op("resize_", "Another shape; elements that are new are 0.")
        .methodOnly()
        .samples("zeros(2, 3).resize_(3, 2)")
        .way(
            Composite.of(
                    "resize_(input: tensor, *size: ints)",
                    a -> resized(a.tensor("input"), a.ints("size")))
                .notDifferentiable());
    family
        .op("resize_as_", "resize_ to the shape of other.")
        .methodOnly()
        .samples("zeros(2, 3).resize_as_(zeros(3, 2))")
        .way(
            Composite.of(
                    "resize_as_(input: tensor, other: tensor)",
                    a -> resized(a.tensor("input"), a.tensor("other").layout().sizes()))
                .notDifferentiable());
    for (int n = 1; n <= 3; n++) {
      int least = n;
      String name = "atleast_" + n + "d";
      family
          .op(name, "With at least " + n + " dims.")
          .samples(name + "(randn(2))", name + "(randn(2), randn(()))")
          .functionOnly()
          .way(
              Composite.of(
                  name + "(*tensors: tensors)", a -> atLeast(a.tensors("tensors"), least)));
    }
  }

  private static Primitive squeezing(
      String signature, int form, Function<Bound, int @Nullable []> dims) {
    return Primitive.view(signature, (x, a) -> squeezed(x, dims.apply(a)))
        .node("SqueezeBackward" + form)
        .gradient("input", v -> v.cotangent().reshape(v.layout("input").sizes()))
        .nodeInPlace("SqueezeBackward" + (form + 3));
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
    int dim = Dims.existing("unflatten", x.layout(), a.integer("dim"));
    int[] parts = inferred("unflatten", a.ints("sizes"), x.size(dim), x.layout());
    int[] sizes = x.layout().sizes();
    int[] all = new int[sizes.length - 1 + parts.length];
    System.arraycopy(sizes, 0, all, 0, dim);
    System.arraycopy(parts, 0, all, dim, parts.length);
    System.arraycopy(sizes, dim + 1, all, dim + parts.length, sizes.length - dim - 1);
    return x.view(all);
  }

  private static Tensor resized(Tensor x, int[] sizes) {
    if (Graph.requiresGrad(x)) {
      throw new GradError(
              ErrorKind.AUTOGRAD, "a tensor that requires a gradient cannot change its size")
          .help("use reshape(), or resize a detach() of it");
    }
    Layout layout = Layout.strided(sizes, Layout.denseStrides(sizes), x.layout().offset());
    Storage storage = x.storage();
    if (layout.numel() > 0 && Strides.end(layout) > storage.length()) {
      Storage larger = Storage.zeros(x.dtype(), Strides.end(layout));
      Layout all = Layout.contiguous(storage.length());
      Copies.copy(new View(storage, all), new View(larger, all));
      storage = larger;
    }
    x.become(storage, layout);
    Graph.countChange(Context.current(), x);
    return x;
  }

  private static Object atLeast(Tensor[] tensors, int least) {
    if (tensors.length == 1) {
      return atLeast(tensors[0], least);
    }
    return Results.of(Arrays.stream(tensors).map(t -> atLeast(t, least)).toArray());
  }

  /** New dims go in front; the third goes behind. */
  static Tensor atLeast(Tensor x, int least) {
    Tensor result = x.dim() == 0 ? x.reshape(1) : x;
    if (least > 1 && result.dim() == 1) {
      result = result.unsqueeze(0);
    }
    return least > 2 && result.dim() == 2 ? result.unsqueeze(-1) : result;
  }

  private static Layout viewed(Layout layout, Bound a) {
    int[] sizes = inferred("view", a.ints("size"), layout.numel(), layout);
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
      GradError error =
          new GradError(
              ErrorKind.SHAPE,
              operation
                  + "(): the shape "
                  + Arrays.toString(given)
                  + " does not fit the "
                  + numel
                  + " elements of a tensor of shape "
                  + from);
      throw open >= 0
          ? error.help("the other sizes make " + product + ", which does not divide " + numel)
          : error.help("it has " + product + " elements; one size may be -1 for what is left");
    }
    return sizes;
  }

  private static Layout squeezed(Layout layout, int @Nullable [] dims) {
    if (dims != null && dims.length == 0) {
      return layout;
    }
    return Strides.squeeze(layout, Dims.set("squeeze", layout, dims));
  }

  /** A copy is only made where a view is not possible. */
  public static Tensor reshape(Tensor x, int[] shape) {
    int[] sizes = inferred("reshape", shape, x.numel(), x.layout());
    return Strides.view(x.layout(), sizes) == null
        ? UNSAFE_VIEW.tensor(x.copy(), sizes)
        : VIEW.tensor(x, sizes);
  }

  public static Tensor view(Tensor x, int[] shape) {
    return VIEW.tensor(x, shape);
  }

  /** A result that nobody else holds, in another shape: no view, as far as scripts see. */
  public static Tensor unsafeView(Tensor x, int... sizes) {
    return UNSAFE_VIEW.tensor(x, sizes);
  }

  public static Tensor unsqueeze(Tensor x, int dim) {
    return UNSQUEEZE.tensor(x, (long) dim);
  }

  public static Tensor squeeze(Tensor x, int dim) {
    return SQUEEZE_DIM.tensor(x, (long) dim);
  }
}
