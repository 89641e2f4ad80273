package org.gradlang.op.network;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gradlang.kernel.LinearMap;
import org.gradlang.op.algebra.LinearMaps;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Numbers;
import org.gradlang.op.declare.Primitive;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Images in other sizes: interpolate, along one dimension after the other. */
public final class Interpolation {
  /** How an element between elements is found. */
  private enum Mode {
    NEAREST("nearest", "Nearest", 0),
    NEAREST_EXACT("nearest-exact", "NearestExact", 0),
    LINEAR("linear", "Linear", 1),
    BILINEAR("bilinear", "Bilinear", 2),
    BICUBIC("bicubic", "Bicubic", 2),
    TRILINEAR("trilinear", "Trilinear", 3);

    private final String text;
    private final String node;
    private final int dims;

    /** For so many dimensions, 0 for any. */
    Mode(String text, String node, int dims) {
      this.text = text;
      this.dims = dims;
      this.node = node;
    }

    private Primitive[] primitives() {
      return IntStream.rangeClosed(1, 3)
          .mapToObj(d -> LinearMaps.primitive("interpolate", "Upsample" + node + d + "DBackward1"))
          .toArray(Primitive[]::new);
    }

    boolean isSmooth() {
      return dims > 0;
    }

    static @Nullable Mode of(String text) {
      for (Mode mode : values()) {
        if (mode.text.equals(text)) {
          return mode;
        }
      }
      return null;
    }
  }

  private static final Map<Mode, Primitive[]> PRIMITIVES =
      Arrays.stream(Mode.values()).collect(Collectors.toMap(mode -> mode, Mode::primitives));

  private Interpolation() {}

  public static void declare(Family family) {
    String parameters =
        "(input: tensor, size: any = None, scale_factor: any = None, mode: str = \"nearest\","
            + " align_corners: bool? = None";
    family
        .op("interpolate", "Images of another size, or scaled by a factor.")
        .samples(
            "interpolate(randn(1, 2, 3, 3), scale_factor=2)",
            "interpolate(randn(1, 2, 3, 3), size=(4, 5), mode=\"bilinear\")",
            "interpolate(randn(1, 2, 3), size=5, mode=\"linear\", align_corners=True)",
            "interpolate(randn(1, 1, 3, 3), size=(5, 4), mode=\"bicubic\")",
            "interpolate(randn(1, 1, 2, 2, 2), scale_factor=1.5, mode=\"trilinear\")",
            "interpolate(randn(1, 1, 4, 4), size=(3, 2), mode=\"area\")")
        .functionOnly()
        .way(
            Composite.of(
                "interpolate"
                    + parameters
                    + ", recompute_scale_factor: bool? = None, antialias: bool = False)",
                Interpolation::interpolate));
    family
        .op("upsample", "The same as interpolate.")
        .samples("upsample(randn(1, 2, 3, 3), scale_factor=2)")
        .functionOnly()
        .way(Composite.of("upsample" + parameters + ")", Interpolation::interpolate));
  }

  private static Tensor interpolate(Bound a) {
    Tensor x = a.floats("input");
    int dims = x.dim() - 2;
    if (dims < 1 || dims > 3) {
      throw new GradError(
          ErrorKind.SHAPE,
          a.operation()
              + "(): input needs a batch, channels and one to three further dimensions,"
              + " not the shape "
              + x.layout());
    }
    double @Nullable [] scales = scales(a, dims);
    int[] sizes = sizes(a, x, dims, scales);
    String name = a.text("mode");
    if (name.equals("area")) {
      refuseCorners(a, name);
      return AveragePooling.adapt(x, sizes);
    }
    Mode mode = mode(a, name, dims);
    boolean corners = a.has("align_corners") && a.flag("align_corners");
    boolean recomputed =
        a.knows("recompute_scale_factor")
            && a.has("recompute_scale_factor")
            && a.flag("recompute_scale_factor");
    boolean antialias = a.knows("antialias") && a.flag("antialias");
    LinearMap[] maps = new LinearMap[dims];
    for (int d = 0; d < dims; d++) {
      int from = x.size(d + 2);
      double scale = scales == null || recomputed ? (double) from / sizes[d] : 1 / scales[d];
      Resizing resizing = new Resizing(from, sizes[d], scale, corners);
      maps[d] =
          switch (mode) {
            case NEAREST -> resizing.nearest(x.dtype());
            case NEAREST_EXACT -> resizing.nearestExact(x.dtype());
            case LINEAR, BILINEAR, TRILINEAR ->
                antialias ? resizing.smoothed(false) : resizing.linear();
            case BICUBIC -> antialias ? resizing.smoothed(true) : resizing.cubic();
          };
    }
    return Objects.requireNonNull(PRIMITIVES.get(mode))[dims - 1].tensor(x, maps);
  }

  private static Mode mode(Bound a, String name, int dims) {
    Mode mode = Mode.of(name);
    if (mode == null) {
      throw new GradError(
          ErrorKind.VALUE,
          a.operation()
              + "(): mode is \"nearest\", \"nearest-exact\", \"linear\", \"bilinear\","
              + " \"bicubic\", \"trilinear\" or \"area\", not \""
              + name
              + "\"");
    }
    if (mode.isSmooth() && mode.dims != dims) {
      throw new GradError(
          ErrorKind.VALUE,
          a.operation()
              + "(): mode \""
              + name
              + "\" is for inputs of "
              + (mode.dims + 2)
              + " dimensions, not "
              + (dims + 2));
    }
    if (!mode.isSmooth()) {
      refuseCorners(a, name);
    }
    return mode;
  }

  private static void refuseCorners(Bound a, String mode) {
    if (a.has("align_corners")) {
      throw new GradError(
          ErrorKind.VALUE,
          a.operation() + "(): align_corners has no meaning for mode \"" + mode + "\"");
    }
  }

  private static double @Nullable [] scales(Bound a, int dims) {
    Object given = a.required("scale_factor");
    if (!isGiven(given)) {
      return null;
    }
    List<?> all = given instanceof List<?> list ? list : List.of(given);
    if (all.size() != 1 && all.size() != dims) {
      throw count(a, "scale_factor", dims);
    }
    double[] scales = new double[dims];
    for (int d = 0; d < dims; d++) {
      Object scale = all.get(all.size() == 1 ? 0 : d);
      if (!Numbers.isNumber(scale) || !(Numbers.real(scale) > 0)) {
        throw new GradError(
            ErrorKind.VALUE, a.operation() + "(): scale_factor must be positive numbers");
      }
      scales[d] = Numbers.real(scale);
    }
    return scales;
  }

  private static boolean isGiven(Object value) {
    return value != org.gradlang.tensor.None.NONE;
  }

  private static GradError count(Bound a, String name, int dims) {
    return new GradError(
        ErrorKind.VALUE,
        a.operation()
            + "(): "
            + name
            + " is one number, or one for each of "
            + dims
            + " dimensions");
  }

  private static int[] sizes(Bound a, Tensor x, int dims, double @Nullable [] scales) {
    Object given = a.required("size");
    if (isGiven(given) == (scales != null)) {
      throw new GradError(ErrorKind.VALUE, a.operation() + "(): give one of size and scale_factor");
    }
    int[] sizes = new int[dims];
    if (scales != null) {
      Arrays.setAll(sizes, d -> (int) Math.floor(x.size(d + 2) * scales[d]));
    } else {
      List<?> all = given instanceof List<?> list ? list : List.of(given);
      if (all.size() != 1 && all.size() != dims) {
        throw count(a, "size", dims);
      }
      Arrays.setAll(sizes, d -> size(a, all.get(all.size() == 1 ? 0 : d)));
    }
    for (int d = 0; d < dims; d++) {
      if (sizes[d] < 1 || x.size(d + 2) < 1) {
        throw new GradError(
            ErrorKind.SHAPE,
            a.operation()
                + "(): the result would have the sizes "
                + Arrays.toString(sizes)
                + ", from an input of shape "
                + x.layout());
      }
    }
    int[] all = x.layout().sizes().clone();
    System.arraycopy(sizes, 0, all, 2, dims);
    Storage.require(x.dtype(), Layout.numelOf(all));
    return sizes;
  }

  private static int size(Bound a, Object value) {
    if (value instanceof Long number && number > 0 && number <= Integer.MAX_VALUE) {
      return number.intValue();
    }
    throw new GradError(ErrorKind.VALUE, a.operation() + "(): size must be positive ints");
  }
}
