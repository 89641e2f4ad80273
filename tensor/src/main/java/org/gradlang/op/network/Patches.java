package org.gradlang.op.network;

import java.util.Arrays;
import org.gradlang.kernel.LinearMap;
import org.gradlang.kernel.LinearMap.Row;
import org.gradlang.kernel.Window;
import org.gradlang.kernel.WindowColumns;
import org.gradlang.op.Overload;
import org.gradlang.op.algebra.LinearMaps;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.declare.Primitive;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Windows of images as columns and back, and channels as blocks of pixels. */
public final class Patches {
  // images (N, C, H, W) and columns (N, C * kernel, positions)
  static final Primitive COLUMNS =
      Primitive.of("unfold(input: tensor, window: any)", Patches::columns)
          .node("Im2ColBackward0")
          .gradient("input", v -> images(v.cotangent(), (Window) v.plain().required("window")));

  private static final Primitive IMAGES =
      Primitive.of("fold(input: tensor, window: any)", Patches::images)
          .node("Col2ImBackward0")
          .gradient("input", v -> columns(v.cotangent(), (Window) v.plain().required("window")));

  private static final Primitive SHUFFLE =
      Primitive.of("pixel_shuffle(input: tensor, upscale_factor: int)", Patches::shuffled)
          .gradient("input", v -> unshuffle(v.cotangent(), v.integer("upscale_factor")));

  private static final Primitive UNSHUFFLE =
      Primitive.of("pixel_unshuffle(input: tensor, downscale_factor: int)", Patches::unshuffled)
          .gradient("input", v -> shuffle(v.cotangent(), v.integer("downscale_factor")));

  private Patches() {}

  public static void declare(Family family) {
    family
        .op("unfold", "The windows of images as columns.")
        .samples("unfold(randn(1, 2, 3, 3), 2)")
        .functionOnly()
        .way(unfold());
    family
        .op("fold", "The sum of windows, given as columns, in images of output_size.")
        .samples("fold(randn(1, 4, 4), (3, 3), 2)")
        .functionOnly()
        .way(
            Composite.of(
                "fold(input: tensor, output_size: ints, kernel_size: ints, dilation: ints = 1,"
                    + " padding: ints = 0, stride: ints = 1)",
                Patches::fold));
    family
        .op("pixel_shuffle", "r * r channels as blocks of r by r pixels.")
        .samples("pixel_shuffle(randn(1, 4, 2, 2), 2)")
        .way(SHUFFLE);
    family
        .op("pixel_unshuffle", "Blocks of r by r pixels as r * r channels.")
        .samples("pixel_unshuffle(randn(1, 1, 4, 4), 2)")
        .way(UNSHUFFLE);
    family
        .op("channel_shuffle", "The channels of groups in turn.")
        .samples("channel_shuffle(randn(1, 4, 2), 2)")
        .way(Composite.of("channel_shuffle(input: tensor, groups: int)", Patches::channelShuffle));
  }

  /** The function unfold; the method of the same name makes views of one dimension. */
  private static Overload unfold() {
    return Composite.of(
        "unfold(input: tensor, kernel_size: ints, dilation: ints = 1, padding: ints = 0,"
            + " stride: ints = 1)",
        a -> {
          Tensor x = a.floats("input");
          checkDims(a, x, 4);
          int[] image = {x.size(x.dim() - 2), x.size(x.dim() - 1)};
          Tensor columns = columns(x.dim() == 3 ? x.unsqueeze(0) : x, window(a, image));
          return x.dim() == 3 ? columns.squeeze(0) : columns;
        });
  }

  private static void checkDims(Bound a, Tensor x, int dims) {
    if (x.dim() != dims && x.dim() != dims - 1) {
      throw new GradError(
          ErrorKind.SHAPE,
          a.operation()
              + "(): input needs "
              + dims
              + " dimensions, or "
              + (dims - 1)
              + " without a batch, not the shape "
              + x.layout());
    }
  }

  private static Window window(Bound a, int[] image) {
    int[] kernel = WindowArguments.atLeast(a, "kernel_size", 2, 1);
    int[] dilation = WindowArguments.atLeast(a, "dilation", 2, 1);
    int[] padding = WindowArguments.atLeast(a, "padding", 2, 0);
    int[] stride = WindowArguments.atLeast(a, "stride", 2, 1);
    int[] positions = new int[2];
    for (int d = 0; d < 2; d++) {
      int room = image[d] + 2 * padding[d] - dilation[d] * (kernel[d] - 1) - 1;
      positions[d] = Math.floorDiv(room, stride[d]) + 1;
      if (positions[d] < 1) {
        throw new GradError(
            ErrorKind.SHAPE,
            a.operation()
                + "(): a kernel of "
                + Arrays.toString(kernel)
                + " does not fit into an image of "
                + Arrays.toString(image));
      }
    }
    return new Window(image, kernel, stride, padding, dilation, positions);
  }

  private static Tensor fold(Bound a) {
    Tensor x = a.floats("input");
    checkDims(a, x, 3);
    int[] image = WindowArguments.atLeast(a, "output_size", 2, 1);
    Window window = window(a, image);
    int kernel = window.kernel()[0] * window.kernel()[1];
    int count = window.positions()[0] * window.positions()[1];
    if (x.size(x.dim() - 2) % kernel != 0 || x.size(x.dim() - 1) != count) {
      throw new GradError(
          ErrorKind.SHAPE,
          "fold(): for an image of "
              + Arrays.toString(image)
              + " the input needs "
              + count
              + " columns of a multiple of "
              + kernel
              + " elements, not the shape "
              + x.layout());
    }
    Tensor images = images(x.dim() == 2 ? x.unsqueeze(0) : x, window);
    return x.dim() == 2 ? images.squeeze(0) : images;
  }

  /** For each dimension: place k of the window at position l becomes output k * positions + l. */
  private static LinearMap[] maps(Window window) {
    LinearMap[] maps = new LinearMap[window.dim()];
    for (int d = 0; d < maps.length; d++) {
      int dim = d;
      int count = window.positions()[d];
      maps[d] =
          LinearMap.of(
              window.image()[d],
              window.kernel()[d] * count,
              i -> {
                int place =
                    i % count * window.stride()[dim]
                        + i / count * window.dilation()[dim]
                        - window.padding()[dim];
                return place < 0 || place >= window.image()[dim] ? Row.ZERO : Row.of(place);
              });
    }
    return maps;
  }

  private static Tensor columns(Bound a) {
    Window window = (Window) a.required("window");
    Tensor x = a.tensor("input");
    int[] kernel = window.kernel();
    int[] count = window.positions();
    if (x.dtype() == DType.FLOAT32) {
      int rows = x.size(1) * kernel[0] * kernel[1];
      return Fresh.of(WindowColumns.of(x, window), x.size(0), rows, count[0] * count[1]);
    }
    return LinearMaps.apply(x, maps(window))
        .reshape(x.size(0), x.size(1), kernel[0], count[0], kernel[1], count[1])
        .permute(0, 1, 2, 4, 3, 5)
        .reshape(x.size(0), x.size(1) * kernel[0] * kernel[1], count[0] * count[1]);
  }

  private static Tensor images(Bound a) {
    Window window = (Window) a.required("window");
    Tensor x = a.tensor("input");
    int[] kernel = window.kernel();
    int[] count = window.positions();
    int channels = x.size(1) / (kernel[0] * kernel[1]);
    if (x.dtype() == DType.FLOAT32) {
      int[] image = window.image();
      return Fresh.of(WindowColumns.images(x, window), x.size(0), channels, image[0], image[1]);
    }
    Tensor ordered =
        x.reshape(x.size(0), channels, kernel[0], kernel[1], count[0], count[1])
            .permute(0, 1, 2, 4, 3, 5)
            .reshape(x.size(0), channels, kernel[0] * count[0], kernel[1] * count[1]);
    @Nullable LinearMap[] back = LinearMap.transposed(maps(window));
    return LinearMaps.apply(ordered, back);
  }

  private static Tensor columns(Tensor images, Window window) {
    return COLUMNS.tensor(images, window);
  }

  private static Tensor images(Tensor columns, Window window) {
    return IMAGES.tensor(columns, window);
  }

  private static Tensor shuffled(Bound a) {
    Tensor x = a.tensor("input");
    int r = a.integer("upscale_factor");
    int first = x.dim() - 3;
    if (first < 0 || r < 1 || x.size(first) % ((long) r * r) != 0) {
      throw factor(a, "upscale_factor", r, "its square must divide the channels");
    }
    int channels = (int) (x.size(first) / ((long) r * r));
    int h = x.size(first + 1);
    int w = x.size(first + 2);
    return x.reshape(leading(x), channels, r, r, h, w)
        .permute(0, 1, 4, 2, 5, 3)
        .reshape(sizes(x, channels, h * r, w * r));
  }

  private static Tensor unshuffled(Bound a) {
    Tensor x = a.tensor("input");
    int r = a.integer("downscale_factor");
    int first = x.dim() - 3;
    if (first < 0 || r < 1 || x.size(first + 1) % r != 0 || x.size(first + 2) % r != 0) {
      throw factor(a, "downscale_factor", r, "it must divide height and width");
    }
    int channels = x.size(first);
    int h = x.size(first + 1) / r;
    int w = x.size(first + 2) / r;
    return x.reshape(leading(x), channels, h, r, w, r)
        .permute(0, 1, 3, 5, 2, 4)
        .reshape(sizes(x, channels * r * r, h, w));
  }

  private static GradError factor(Bound a, String name, int r, String rule) {
    return new GradError(
        ErrorKind.SHAPE,
        a.operation()
            + "(): "
            + name
            + " "
            + r
            + " does not fit a tensor of shape "
            + a.tensor("input").layout()
            + ", which needs channels, height and width: "
            + rule);
  }

  /** How many images there are. */
  private static int leading(Tensor x) {
    return Layout.numelOf(Arrays.copyOf(x.layout().sizes(), x.dim() - 3));
  }

  /** The sizes with others for the last three. */
  private static int[] sizes(Tensor x, int... last) {
    int[] sizes = x.layout().sizes().clone();
    System.arraycopy(last, 0, sizes, sizes.length - 3, 3);
    return sizes;
  }

  private static Tensor shuffle(Tensor x, int r) {
    return SHUFFLE.tensor(x, (long) r);
  }

  private static Tensor unshuffle(Tensor x, int r) {
    return UNSHUFFLE.tensor(x, (long) r);
  }

  private static Tensor channelShuffle(Bound a) {
    Tensor x = a.tensor("input");
    int groups = a.integer("groups");
    if (x.dim() < 3 || groups < 1 || x.size(1) % groups != 0) {
      throw new GradError(
          ErrorKind.SHAPE,
          "channel_shuffle(): groups must divide the channels of an input of at least three"
              + " dimensions; it is "
              + groups
              + ", and the shape "
              + x.layout());
    }
    int[] sizes = x.layout().sizes();
    int inside = Layout.numelOf(Arrays.copyOfRange(sizes, 2, sizes.length));
    return x.reshape(sizes[0], groups, sizes[1] / groups, inside)
        .transpose(1, 2)
        .copy()
        .view(sizes);
  }
}
