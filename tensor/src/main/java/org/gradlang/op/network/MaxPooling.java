package org.gradlang.op.network;

import static org.gradlang.op.declare.Primitive.reads;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.gradlang.kernel.Pooling;
import org.gradlang.kernel.Pooling.Windows;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.declare.Primitive;
import org.gradlang.op.declare.Vjp;
import org.gradlang.op.index.Gathering;
import org.gradlang.op.index.Scattering;
import org.gradlang.op.signature.Results;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Greatest elements of windows, and the way back: max_pool, adaptive_max_pool, max_unpool. */
public final class MaxPooling {
  private static final Primitive[] SLIDING = primitives("MaxPool", "DWithIndicesBackward0");
  private static final Primitive[] ADAPTIVE = primitives("AdaptiveMaxPool", "DBackward0");
  private static final Primitive[] UNPOOL =
      IntStream.rangeClosed(1, 3)
          .mapToObj(dims -> unpool("MaxUnpool" + dims + "DBackward0"))
          .toArray(Primitive[]::new);

  private static final Primitive SPREAD =
      Primitive.of(
              "max_pool_backward(input: tensor, indices: tensor, sizes: ints, dims: int)",
              MaxPooling::spreadGradient)
          .gradient("input", reads("indices"), v -> taken(v, v.integer("dims")));

  private MaxPooling() {}

  private static Primitive[] primitives(String node, String kind) {
    return IntStream.rangeClosed(1, 3)
        .mapToObj(dims -> max(node + dims + kind))
        .toArray(Primitive[]::new);
  }

  /** Of windows of type Windows in images of the last dimensions. */
  private static Primitive max(String node) {
    return Primitive.of("max_pool(input: tensor, windows: any, size: ints)", MaxPooling::found)
        .node(node)
        .results("max_pool", "values", "indices")
        .gradient(
            "input",
            reads("indices"),
            v ->
                SPREAD.tensor(
                    v.cotangent(),
                    v.result("indices"),
                    v.layout("input").sizes(),
                    (long) v.ints("size").length))
        .gradientNode();
  }

  /** The gradient of greatest elements: zeros but where they were found. */
  private static Tensor spreadGradient(Bound a) {
    int[] sizes = a.ints("sizes");
    Layout images = flat(Layout.contiguous(sizes), a.integer("dims"));
    return Fresh.of(
        Pooling.spread(a.tensor("input"), a.tensor("indices"), images.size(1), images.size(0)),
        sizes);
  }

  private static Primitive unpool(String node) {
    return Primitive.of(
            "max_unpool(input: tensor, indices: tensor, size: ints)", MaxPooling::spread)
        .node(node)
        .gradient("input", reads("indices"), MaxPooling::unpoolGradient);
  }

  public static void declare(Family family) {
    for (int dims = 1; dims <= 3; dims++) {
      sliding(family, dims);
      adaptive(family, dims);
      unpooling(family, dims);
    }
  }

  private static void sliding(Family family, int dims) {
    String name = "max_pool" + dims + "d";
    String parameters =
        "(input: tensor, kernel_size: ints, stride: ints? = None, padding: ints = 0,"
            + " dilation: ints = 1, ceil_mode: bool = False";
    String image = "(randn(1, 1" + ", 4".repeat(dims) + "), 2";
    family
        .op(name, "The greatest element of each window; return_indices says where it was.")
        .samples(
            name + image + ")",
            name + "(randn(1, 1" + ", 3".repeat(dims) + "), 2, stride=1, padding=1, dilation=2)")
        .functionOnly()
        .way(
            Composite.of(
                name + parameters + ", return_indices: bool = False)",
                a -> slide(a, dims, a.flag("return_indices"))));
    family
        .op(name + "_with_indices", "The greatest element of each window, and where it was.")
        .samples(name + "_with_indices" + image + ")")
        .functionOnly()
        .way(Composite.of(name + "_with_indices" + parameters + ")", a -> slide(a, dims, true)));
  }

  private static void adaptive(Family family, int dims) {
    String name = "adaptive_max_pool" + dims + "d";
    family
        .op(name, "The greatest elements of as many parts of each dimension as output_size says.")
        .samples(name + "(randn(1, 1" + ", 4".repeat(dims) + "), 3)")
        .functionOnly()
        .way(
            Composite.of(
                name + "(input: tensor, output_size: any, return_indices: bool = False)",
                a -> adapt(a, dims)));
    family
        .op(name + "_with_indices", "The same as " + name + " with return_indices.")
        .samples(name + "_with_indices(randn(1, 2" + ", 4".repeat(dims) + "), 3)")
        .functionOnly()
        .way(
            Composite.of(
                name
                    + "_with_indices(input: tensor, output_size: any, return_indices: bool = True)",
                a -> adapt(a, dims)));
  }

  private static void unpooling(Family family, int dims) {
    String name = "max_unpool" + dims + "d";
    String pooled = "max_pool" + dims + "d(randn(1, 2" + ", 4".repeat(dims) + "), 2, ";
    family
        .op(name, "Elements put back where max_pool found them, among zeros.")
        .constant("indices")
        .samples(
            name
                + "(randn(1, 1"
                + ", 2".repeat(dims)
                + "), "
                + pooled
                + "return_indices=True)[1][:, :1], 2)")
        .functionOnly()
        .way(
            Composite.of(
                name
                    + "(input: tensor, indices: tensor, kernel_size: ints, stride: ints? = None,"
                    + " padding: ints = 0, output_size: ints? = None)",
                a -> unpooled(a, dims)));
  }

  private static Object slide(Bound a, int dims, boolean indices) {
    Tensor x = PoolingArguments.checked(a, dims);
    PoolingArguments arguments = new PoolingArguments(a, x, dims);
    Windows windows = Windows.of(arguments.window());
    return result(SLIDING, x, windows, arguments.positions(), indices);
  }

  private static Object adapt(Bound a, int dims) {
    Tensor x = PoolingArguments.checked(a, dims);
    int[] parts = PoolingArguments.outputSize(a, dims);
    int[] image = Arrays.copyOfRange(x.layout().sizes(), x.dim() - dims, x.dim());
    Arrays.setAll(parts, d -> parts[d] < 0 ? image[d] : parts[d]);
    PoolingArguments.requireMemory(x, parts);
    Windows windows = Windows.adaptive(image, parts);
    return result(ADAPTIVE, x, windows, parts, a.flag("return_indices"));
  }

  /** One dimension is pooled as two, of which the first is 1. */
  private static Object result(
      Primitive[] primitives, Tensor x, Windows windows, int[] size, boolean indices) {
    boolean flat = size.length == 1;
    Primitive primitive = primitives[flat ? 1 : size.length - 1];
    @Nullable Object[] bound = {
      flat ? x.unsqueeze(-2) : x, windows, flat ? new int[] {1, size[0]} : size
    };
    Results results = (Results) primitive.apply(Context.current(), bound);
    Tensor values = (Tensor) results.get(0);
    Tensor places = (Tensor) results.get(1);
    Tensor found = flat ? values.squeeze(-2) : values;
    return indices ? Results.of(found, flat ? places.squeeze(-2) : places) : found;
  }

  private static Tensor[] found(Bound a) {
    Tensor x = a.tensor("input");
    int[] size = a.ints("size");
    int first = x.dim() - size.length;
    int[] image = Arrays.copyOfRange(x.layout().sizes(), first, x.dim());
    Pooling pooled = Pooling.max(x, Layout.numelOf(image), (Windows) a.required("windows"));
    int[] sizes = x.layout().sizes().clone();
    System.arraycopy(size, 0, sizes, first, size.length);
    return new Tensor[] {Fresh.of(pooled.values(), sizes), Fresh.of(pooled.indices(), sizes)};
  }

  /** Elements added up at places of an image of zeros. */
  private static Tensor placed(Tensor x, Tensor indices, Layout images, int dims) {
    int[] own = flat(x.layout(), dims).sizes();
    return Scattering.placed(flat(images, dims), 1, indices.reshape(own), x.reshape(own))
        .reshape(images.sizes());
  }

  /** Images as rows. */
  private static Layout flat(Layout layout, int dims) {
    int planes = 1;
    int size = 1;
    for (int d = 0; d < layout.dim(); d++) {
      planes *= d < layout.dim() - dims ? layout.size(d) : 1;
      size *= d < layout.dim() - dims ? 1 : layout.size(d);
    }
    return Layout.contiguous(planes, size);
  }

  private static Tensor unpooled(Bound a, int dims) {
    Tensor x = PoolingArguments.checked(a, dims);
    Tensor indices = a.tensor("indices");
    if (!indices.layout().sameSizes(x.layout())) {
      throw new GradError(
          ErrorKind.SHAPE,
          a.operation()
              + "(): indices have the shape "
              + indices.layout()
              + ", and the input "
              + x.layout());
    }
    int[] size = unpooledSize(a, x, dims);
    if (dims == 1) {
      return UNPOOL[1]
          .tensor(x.unsqueeze(-1), indices.unsqueeze(-1), new int[] {size[0], 1})
          .squeeze(-1);
    }
    return UNPOOL[dims - 1].tensor(x, indices, size);
  }

  private static int[] unpooledSize(Bound a, Tensor x, int dims) {
    int[] kernel = WindowArguments.atLeast(a, "kernel_size", dims, 1);
    int[] stride = WindowArguments.atLeast(a, "stride", dims, 1, kernel);
    int[] padding = WindowArguments.atLeast(a, "padding", dims, 0);
    int[] given = a.intsOrNull("output_size");
    if (given != null && given.length >= dims) {
      return Arrays.copyOfRange(given, given.length - dims, given.length);
    }
    int[] size = new int[dims];
    for (int d = 0; d < dims; d++) {
      long full = (x.size(x.dim() - dims + d) - 1L) * stride[d] - 2L * padding[d] + kernel[d];
      size[d] = (int) Math.clamp(full, -1L, (long) Integer.MAX_VALUE);
    }
    return size;
  }

  private static Tensor spread(Bound a) {
    Tensor x = a.tensor("input");
    int[] size = a.ints("size");
    int[] sizes = x.layout().sizes().clone();
    System.arraycopy(size, 0, sizes, x.dim() - size.length, size.length);
    return placed(x, a.tensor("indices"), Layout.contiguous(sizes), size.length);
  }

  private static Tensor unpoolGradient(Vjp v) {
    return taken(v, v.ints("size").length);
  }

  /** The elements of images at the places that indices name. */
  private static Tensor taken(Vjp v, int dims) {
    Tensor flat = v.cotangent().reshape(flat(v.cotangent().layout(), dims).sizes());
    Layout input = v.layout("input");
    Tensor indices = v.tensor("indices").reshape(flat(input, dims).sizes());
    return Gathering.gather(flat, 1, indices).reshape(input.sizes());
  }
}
