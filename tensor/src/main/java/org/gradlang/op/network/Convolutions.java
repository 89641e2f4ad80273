package org.gradlang.op.network;

import static org.gradlang.op.declare.Primitive.reads;

import java.util.Arrays;
import org.gradlang.kernel.Convolution;
import org.gradlang.kernel.Window;
import org.gradlang.op.Operations;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Dims;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.declare.Primitive;
import org.gradlang.op.declare.Vjp;
import org.gradlang.op.reduction.Extremal;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Convolutions and transposed convolutions of one to three dimensions.
 *
 * <p>Results, images and gradients of weights are three functions that are linear in two operands
 * each; every gradient of one of them is another of them.
 */
public final class Convolutions {
  // The window is of type Window; images (N, C, ...), weights (O, C / groups, ...).
  private static final String SIGNATURE =
      "convolution(input: tensor, weight: tensor, bias: tensor?, window: any, groups: int)";

  private static final Primitive RESULTS =
      Primitive.of(
              SIGNATURE,
              a ->
                  shaped(
                      a,
                      Convolution.results(
                          a.tensor("input"),
                          a.tensor("weight"),
                          a.tensorOrNull("bias"),
                          window(a),
                          a.integer("groups")),
                      a.tensor("weight").size(0),
                      window(a).positions()))
          .gradient("input", reads("weight"), v -> images(v.cotangent(), v.tensor("weight"), v))
          .gradient("weight", reads("input"), v -> weights(v.tensor("input"), v.cotangent(), v))
          .gradient("bias", Convolutions::biasGradient)
          .gradientNode("ConvolutionBackwardBackward0");

  private static final Primitive IMAGES =
      Primitive.of(
              SIGNATURE,
              a ->
                  shaped(
                      a,
                      Convolution.images(
                          a.tensor("input"),
                          a.tensor("weight"),
                          a.tensorOrNull("bias"),
                          window(a),
                          a.integer("groups")),
                      a.tensor("weight").size(1) * a.integer("groups"),
                      window(a).image()))
          .gradient("input", reads("weight"), v -> results(v.cotangent(), v.tensor("weight"), v))
          .gradient("weight", reads("input"), v -> weights(v.cotangent(), v.tensor("input"), v))
          .gradient("bias", Convolutions::biasGradient)
          .gradientNode("ConvolutionBackwardBackward0");

  private static final Primitive WEIGHTS =
      Primitive.of(
              "convolution_backward(images: tensor, results: tensor, window: any, groups: int)",
              a ->
                  Fresh.of(
                      Convolution.weights(
                          a.tensor("images"), a.tensor("results"), window(a), a.integer("groups")),
                      sizes(
                          a.tensor("results").size(1),
                          a.tensor("images").size(1) / a.integer("groups"),
                          window(a).kernel())))
          .gradient("images", reads("results"), v -> images(v.tensor("results"), v.cotangent(), v))
          .gradient("results", reads("images"), v -> results(v.tensor("images"), v.cotangent(), v));

  private Convolutions() {}

  public static void declare(Family family) {
    family
        .op("conv_tbc", "conv1d of (length, batch, channels) with weights (width, in, out).")
        .functionOnly()
        .samples("conv_tbc(randn(5, 2, 3), randn(2, 3, 4), randn(4), pad=1)")
        .way(
            Composite.of(
                "conv_tbc(input: tensor, weight: tensor, bias: tensor, pad: int = 0)",
                a -> {
                  Tensor x = a.tensor("input");
                  Tensor weight = a.tensor("weight");
                  if (x.dim() != 3 || weight.dim() != 3) {
                    throw new GradError(
                        ErrorKind.SHAPE,
                        "conv_tbc() needs three dims in input and weight, not the shapes "
                            + x.layout()
                            + " and "
                            + weight.layout());
                  }
                  return Operations.tensor(
                          "conv1d",
                          x.permute(1, 2, 0),
                          weight.permute(2, 1, 0),
                          a.tensor("bias"),
                          1L,
                          a.whole("pad"))
                      .permute(2, 0, 1);
                }));
    for (int dims = 1; dims <= 3; dims++) {
      plain(family, dims);
      transposed(family, dims);
    }
  }

  private static void plain(Family family, int dims) {
    String name = "conv" + dims + "d";
    String tail = ", dilation: ints = 1, groups: int = 1)";
    String head = name + "(input: tensor, weight: tensor, bias: tensor? = None, stride: ints = 1,";
    family
        .op(name, "Each filter of weight slid over input: sums of products.")
        .samples(
            sample(name, shape("1, 2", "3", dims), shape("3, 2", "2", dims), "padding=1, stride=2"),
            sample(
                name,
                shape("2", "3", dims),
                shape("2, 1", "2", dims),
                "randn(2), padding=\"same\", groups=2"),
            sample(
                name, shape("1, 2", "3", dims), shape("1, 2", "2", dims), "randn(1), dilation=2"))
        .functionOnly()
        .way(Composite.of(head + " padding: ints = 0" + tail, a -> convolve(a, dims)))
        .way(Composite.of(head + " padding: str" + tail, a -> convolve(a, dims)));
  }

  private static void transposed(Family family, int dims) {
    String name = "conv_transpose" + dims + "d";
    family
        .op(name, "The transposed of a convolution: each element of input spreads a filter.")
        .samples(
            sample(name, shape("1, 2", "2", dims), shape("2, 2", "2", dims), "stride=2"),
            sample(name, shape("2", "2", dims), shape("2, 1", "2", dims), "randn(1)"))
        .functionOnly()
        .way(
            Composite.of(
                name
                    + "(input: tensor, weight: tensor, bias: tensor? = None, stride: ints = 1,"
                    + " padding: ints = 0, output_padding: ints = 0, groups: int = 1,"
                    + " dilation: ints = 1)",
                a -> transpose(a, dims)));
  }

  private static String sample(String name, String input, String weight, String more) {
    return name + "(randn(" + input + "), randn(" + weight + "), " + more + ")";
  }

  private static String shape(String first, String each, int dims) {
    return first + (", " + each).repeat(dims);
  }

  private static Tensor convolve(Bound a, int dims) {
    ConvolutionArguments arguments = new ConvolutionArguments(a, dims);
    Tensor x = arguments.batched();
    Window window = arguments.window(x);
    Tensor bias = arguments.bias(a.tensor("weight").size(0));
    return arguments.unbatched(computed(RESULTS, a, x, bias, window));
  }

  private static Tensor transpose(Bound a, int dims) {
    ConvolutionArguments arguments = new ConvolutionArguments(a, dims);
    Tensor x = arguments.batched();
    Window window = arguments.transposedWindow(x);
    Tensor bias = arguments.bias(a.tensor("weight").size(1) * arguments.groups());
    return arguments.unbatched(computed(IMAGES, a, x, bias, window));
  }

  /** Ints are convolved as float64, which holds every sum of theirs, or else it is an error. */
  private static Tensor computed(
      Primitive primitive, Bound a, Tensor x, @Nullable Tensor bias, Window window) {
    Tensor weight = a.tensor("weight");
    Object groups = a.required("groups");
    if (x.dtype() != DType.INT64) {
      return primitive.tensor(x, weight, bias, window, groups);
    }
    Tensor images = x.to(DType.FLOAT64);
    Tensor filters = weight.to(DType.FLOAT64);
    double most = greatest(images) * greatest(filters) * weight.numel();
    if (most + (bias == null ? 0 : greatest(bias.to(DType.FLOAT64))) > 0x1p53) {
      throw new GradError(ErrorKind.OVERFLOW, a.operation() + "(): the ints are too large")
          .help("convolve floats, if the last digits do not matter: x.double()");
    }
    Tensor offset = bias == null ? null : bias.to(DType.FLOAT64);
    return primitive.tensor(images, filters, offset, window, groups).to(DType.INT64);
  }

  private static double greatest(Tensor x) {
    return x.numel() == 0 ? 0 : (Double) Extremal.amax(x.abs(), new int[0], false).item();
  }

  private static Window window(Bound a) {
    return (Window) a.required("window");
  }

  private static Tensor shaped(Bound a, Storage elements, int channels, int[] spatial) {
    return Fresh.of(elements, sizes(a.tensor("input").size(0), channels, spatial));
  }

  private static Tensor biasGradient(Vjp v) {
    return v.cotangent().sum(Dims.others(v.cotangent().dim(), 1), false);
  }

  private static int[] sizes(int first, int second, int[] rest) {
    int[] sizes = new int[rest.length + 2];
    sizes[0] = first;
    sizes[1] = second;
    System.arraycopy(rest, 0, sizes, 2, rest.length);
    return sizes;
  }

  private static Tensor results(Tensor images, Tensor weights, Vjp v) {
    return RESULTS.tensor(images, weights, null, window(v.plain()), (long) v.integer("groups"));
  }

  private static Tensor images(Tensor results, Tensor weights, Vjp v) {
    return IMAGES.tensor(results, weights, null, window(v.plain()), (long) v.integer("groups"));
  }

  private static Tensor weights(Tensor images, Tensor results, Vjp v) {
    return WEIGHTS.tensor(images, results, window(v.plain()), (long) v.integer("groups"));
  }

  /** The sizes behind the first two. */
  static int[] spatial(Layout layout) {
    return Arrays.copyOfRange(layout.sizes(), 2, layout.dim());
  }
}
