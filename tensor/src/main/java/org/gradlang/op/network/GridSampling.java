package org.gradlang.op.network;

import java.util.Arrays;
import org.gradlang.kernel.Copies;
import org.gradlang.kernel.GridSampler;
import org.gradlang.op.Operations;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.declare.Primitive;
import org.gradlang.op.declare.Vjp;
import org.gradlang.op.index.Gathering;
import org.gradlang.op.pointwise.Selection;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Room;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;

/** Images read at places that a tensor holds: grid_sample, and affine_grid for its places. */
public final class GridSampling {
  private static final double CUBIC = -0.75;
  private static final String SAMPLED =
      "(input: tensor, grid: tensor, mode: str = \"bilinear\", padding_mode: str = \"zeros\","
          + " align_corners: bool? = None)";
  private static final Primitive IMAGES = sampling("grid_sampler_2d");
  private static final Primitive VOLUMES = sampling("grid_sampler_3d");

  private GridSampling() {}

  public static void declare(Family family) {
    family
        .op("grid_sample", "input read at the places in grid, which go from -1 to 1.")
        .samples(
            "grid_sample(randn(1, 2, 3, 3), rand(1, 2, 2, 2) - 0.5, align_corners=False)",
            "grid_sample(randn(1, 1, 3, 3), rand(1, 2, 2, 2) * 2.4 - 1.2, padding_mode=\"border\","
                + " align_corners=True)",
            "grid_sample(randn(1, 1, 3, 3), rand(1, 2, 2, 2) * 2.4 - 1.2,"
                + " padding_mode=\"reflection\", align_corners=False)",
            "grid_sample(randn(1, 1, 4, 4), rand(1, 1, 2, 2) - 0.5, mode=\"bicubic\","
                + " align_corners=False)")
        .functionOnly()
        .way(
            Composite.of(
                "grid_sample" + SAMPLED,
                a -> (a.tensor("input").dim() == 5 ? VOLUMES : IMAGES).tensor(a.values())));
    family
        .op("affine_grid", "The places where affine maps theta take those of an image.")
        .samples("affine_grid(randn(1, 2, 3), (1, 1, 2, 2), align_corners=False)")
        .functionOnly()
        .way(
            Primitive.replayed(
                    "affine_grid(theta: tensor, size: ints, align_corners: bool? = None)",
                    GridSampling::affineGrid,
                    "theta")
                .node("AffineGridGeneratorBackward0"));
  }

  private static Primitive sampling(String name) {
    return Primitive.replayed(
        name + SAMPLED,
        GridSampling::sample,
        a -> new Call(a.floats("input"), a.tensor("grid"), a).values(),
        new Primitive.Direct("input", v -> call(v).ofInput(v.cotangent())),
        new Primitive.Direct("grid", v -> call(v).ofGrid(v.cotangent())));
  }

  private static Call call(Vjp v) {
    return new Call(v.tensor("input"), v.tensor("grid"), v.plain());
  }

  /** A call by the kernel, in the wider dtype of both tensors. */
  private static final class Call {
    private final Tensor x;
    private final Tensor grid;
    private final DType dtype;
    private final GridSampler sampler;

    Call(Tensor x, Tensor grid, Bound a) {
      check(x, grid);
      this.x = x;
      this.grid = grid;
      this.dtype = grid.dtype() == DType.FLOAT64 ? DType.FLOAT64 : x.dtype();
      int[] sizes = x.layout().sizes();
      int[] places = Arrays.copyOfRange(grid.layout().sizes(), 1, grid.dim() - 1);
      this.sampler =
          new GridSampler(
              x.size(0),
              x.size(1),
              Arrays.copyOfRange(sizes, 2, sizes.length),
              Layout.numelOf(places),
              mode(a, x.dim() - 2),
              edge(a),
              a.has("align_corners") && a.flag("align_corners"));
    }

    private Storage dense(Tensor tensor) {
      return tensor.dtype() == dtype ? Copies.dense(tensor) : Copies.converted(tensor, dtype);
    }

    Tensor values() {
      int[] sizes = sampledSizes(x, grid);
      return Fresh.of(sampler.values(dense(x), dense(grid)), sizes);
    }

    Tensor ofInput(Tensor cotangent) {
      Storage gradient = sampler.gradientOfImages(dense(cotangent), dense(grid));
      return Fresh.of(gradient, x.layout().sizes()).to(x.dtype());
    }

    Tensor ofGrid(Tensor cotangent) {
      Storage gradient = sampler.gradientOfPlaces(dense(cotangent), dense(x), dense(grid));
      return Fresh.of(gradient, grid.layout().sizes()).to(grid.dtype());
    }
  }

  private static GridSampler.Edge edge(Bound a) {
    return switch (chosen(a, "padding_mode", "zeros", "border", "reflection")) {
      case "border" -> GridSampler.Edge.BORDER;
      case "reflection" -> GridSampler.Edge.REFLECTION;
      default -> GridSampler.Edge.ZEROS;
    };
  }

  private static GridSampler.Mode mode(Bound a, int dims) {
    return switch (chosen(a, "mode", "bilinear", "nearest", "bicubic")) {
      case "nearest" -> GridSampler.Mode.NEAREST;
      case "bicubic" -> {
        if (dims != 2) {
          throw new GradError(
              ErrorKind.VALUE, "grid_sample(): mode \"bicubic\" is for inputs of four dimensions");
        }
        yield GridSampler.Mode.CUBIC;
      }
      default -> GridSampler.Mode.LINEAR;
    };
  }

  private static void check(Tensor x, Tensor grid) {
    int dims = x.dim() - 2;
    if (dims < 2
        || dims > 3
        || grid.dim() != dims + 2
        || grid.size(dims + 1) != dims
        || grid.size(0) != x.size(0)) {
      throw new GradError(
          ErrorKind.SHAPE,
          "grid_sample() needs an input (N, C, H, W) and a grid (N, H, W, 2), or both with a"
              + " further dimension and places of 3 numbers, not the shapes "
              + x.layout()
              + " and "
              + grid.layout());
    }
  }

  private static int[] sampledSizes(Tensor x, Tensor grid) {
    int[] sizes = grid.layout().sizes().clone();
    System.arraycopy(sizes, 1, sizes, 2, x.dim() - 2);
    sizes[1] = x.size(1);
    return sizes;
  }

  /** The same in operations, whose gradients have gradients. */
  private static Tensor sample(Bound a) {
    Tensor x = a.floats("input");
    Tensor grid = a.tensor("grid");
    check(x, grid);
    int dims = x.dim() - 2;
    Sampler sampler =
        new Sampler(
            x,
            chosen(a, "padding_mode", "zeros", "border", "reflection"),
            a.has("align_corners") && a.flag("align_corners"));
    Tensor flat = grid.reshape(x.size(0), -1, dims);
    Tensor found =
        switch (mode(a, dims)) {
          case NEAREST -> sampler.nearest(flat);
          case CUBIC -> sampler.cubic(flat);
          case LINEAR -> sampler.linear(flat);
        };
    return found.reshape(sampledSizes(x, grid));
  }

  private static String chosen(Bound a, String name, String... choices) {
    String given = a.text(name);
    if (!Arrays.asList(choices).contains(given)) {
      throw new GradError(
          ErrorKind.VALUE,
          a.operation()
              + "(): "
              + name
              + " is one of "
              + Arrays.toString(choices)
              + ", not \""
              + given
              + "\"");
    }
    return given;
  }

  /** Reads images; places are (N, P, dims), with the last dimension of the image first. */
  private record Sampler(Tensor image, String padding, boolean corners) {
    private int dims() {
      return image.dim() - 2;
    }

    /** The size of the dimension that coordinate {@code k} of a place counts. */
    private int size(int k) {
      return image.size(image.dim() - 1 - k);
    }

    /** Coordinate {@code k}, counted in pixels. */
    private Tensor pixels(Tensor grid, int k) {
      Tensor g = grid.select(2, k).add(1.0);
      return corners ? g.mul((size(k) - 1) / 2.0) : g.mul((double) size(k)).sub(1.0).mul(0.5);
    }

    /** Moved into the image, unless what is outside counts as zero. */
    private Tensor inside(Tensor pixels, int k) {
      int last = size(k) - 1;
      return switch (padding) {
        case "border" -> within(pixels, last);
        case "reflection" -> {
          double low = corners ? 0 : -0.5;
          double span = corners ? last : size(k);
          yield span == 0 ? pixels.mul(0.0) : within(reflected(pixels, low, span), last);
        }
        default -> pixels;
      };
    }

    /** Moved to the nearest pixel of the image; at the outermost ones no gradient passes. */
    private static Tensor within(Tensor pixels, double last) {
      Tensor inside = pixels.gt(0.0).mul(pixels.lt(last));
      return Selection.where(inside, pixels, Selection.clamp(pixels.detach(), 0.0, last));
    }

    private static Tensor reflected(Tensor pixels, double low, double span) {
      Tensor distance = pixels.sub(low).abs();
      Tensor turns = distance.detach().floorDivide(span);
      Tensor rest = distance.sub(turns.mul(span));
      Tensor even = turns.remainder(2.0).eq(0.0);
      return Selection.where(even, rest.add(low), rest.neg().add(span + low));
    }

    /** The pixels at whole coordinates (N, P): (N, C, P), zero outside of the image. */
    private Tensor read(Tensor[] coordinates) {
      Tensor index = null;
      Tensor valid = null;
      for (int k = dims() - 1; k >= 0; k--) {
        Tensor place = coordinates[k];
        Tensor own = place.ge(0.0).mul(place.le(size(k) - 1.0));
        Tensor whole = Selection.clamp(place, 0.0, size(k) - 1.0).to(DType.INT64);
        index = index == null ? whole : index.mul((long) size(k)).add(whole);
        valid = valid == null ? own : valid.mul(own);
      }
      if (index == null || valid == null) {
        throw new IllegalStateException("an image without dimensions");
      }
      Tensor flat = image.reshape(image.size(0), image.size(1), -1);
      int[] sizes = {index.size(0), image.size(1), index.size(1)};
      Tensor pixels = Gathering.gather(flat, 2, index.unsqueeze(1).expand(sizes));
      return pixels.mul(valid.unsqueeze(1));
    }

    Tensor nearest(Tensor grid) {
      Tensor[] coordinates = new Tensor[dims()];
      Arrays.setAll(
          coordinates, k -> Operations.tensor("round", inside(pixels(grid, k), k).detach()));
      return read(coordinates);
    }

    /** The weighted sum of the 2^dims pixels around. */
    Tensor linear(Tensor grid) {
      Tensor[] places = new Tensor[dims()];
      Tensor[] lower = new Tensor[dims()];
      for (int k = 0; k < dims(); k++) {
        places[k] = inside(pixels(grid, k), k);
        lower[k] = floor(places[k]);
      }
      Tensor sum = null;
      for (int corner = 0; corner < 1 << dims(); corner++) {
        Tensor[] at = new Tensor[dims()];
        Tensor weight = null;
        for (int k = 0; k < dims(); k++) {
          boolean upper = (corner >> k & 1) != 0;
          Tensor share = places[k].sub(lower[k]);
          Tensor own = upper ? share : share.neg().add(1.0);
          at[k] = upper ? lower[k].add(1.0) : lower[k];
          weight = weight == null ? own : weight.mul(own);
        }
        if (weight != null) {
          Tensor part = read(at).mul(weight.unsqueeze(1));
          sum = sum == null ? part : sum.add(part);
        }
      }
      return sum == null ? image : sum;
    }

    private static Tensor floor(Tensor x) {
      return Operations.tensor("floor", x.detach());
    }

    /** The weighted sum of the 16 pixels around. */
    Tensor cubic(Tensor grid) {
      Tensor[] places = {pixels(grid, 0), pixels(grid, 1)};
      Tensor[] lower = {floor(places[0]), floor(places[1])};
      Tensor sum = null;
      for (int i = -1; i <= 2; i++) {
        Tensor line = null;
        for (int j = -1; j <= 2; j++) {
          Tensor[] at = {inside(lower[0].add((double) j), 0), inside(lower[1].add((double) i), 1)};
          Tensor weight = weight(places[0].sub(lower[0]).sub((double) j), j);
          Tensor part = read(at).mul(weight.unsqueeze(1));
          line = line == null ? part : line.add(part);
        }
        Tensor weight = weight(places[1].sub(lower[1]).sub((double) i), i);
        if (line != null) {
          Tensor part = line.mul(weight.unsqueeze(1));
          sum = sum == null ? part : sum.add(part);
        }
      }
      return sum == null ? image : sum;
    }

    /** Keys' weight of the pixel at a signed distance. */
    private static Tensor weight(Tensor distance, int tap) {
      Tensor x = tap <= 0 ? distance : distance.neg();
      if (tap == 0 || tap == 1) {
        return x.mul(CUBIC + 2).sub(CUBIC + 3).mul(x).mul(x).add(1.0);
      }
      return x.mul(CUBIC).sub(5 * CUBIC).mul(x).add(8 * CUBIC).mul(x).sub(4 * CUBIC);
    }
  }

  private static Tensor affineGrid(Bound a) {
    Tensor theta = a.floats("theta");
    int[] size = a.ints("size");
    int dims = size.length - 2;
    if (dims < 2
        || dims > 3
        || theta.dim() != 3
        || Arrays.stream(size).anyMatch(s -> s < 0)
        || theta.size(0) != size[0]
        || theta.size(1) != dims
        || theta.size(2) != dims + 1) {
      throw new GradError(
          ErrorKind.SHAPE,
          "affine_grid() needs maps (N, 2, 3) for a size (N, C, H, W), or (N, 3, 4) for one more"
              + " dimension, not the shape "
              + theta.layout()
              + " for "
              + Arrays.toString(size));
    }
    boolean corners = a.has("align_corners") && a.flag("align_corners");
    int count = 1;
    for (int d = 2; d < size.length; d++) {
      count *= size[d];
    }
    double[] places = Room.doublesToStore(count * (dims + 1));
    Context context = Context.current();
    for (int p = 0; p < count; p++) {
      context.reached(p);
      int rest = p;
      for (int k = 0; k < dims; k++) {
        int n = size[size.length - 1 - k];
        places[p * (dims + 1) + k] = place(rest % n, n, corners);
        rest /= n;
      }
      places[p * (dims + 1) + dims] = 1;
    }
    Tensor base = Fresh.of(Storage.of(places), count, dims + 1).to(theta.dtype());
    int[] sizes = new int[dims + 2];
    sizes[0] = size[0];
    System.arraycopy(size, 2, sizes, 1, dims);
    sizes[dims + 1] = dims;
    return base.matmul(theta.transpose(1, 2)).view(sizes);
  }

  /** Pixel {@code i} of {@code n}, from -1 to 1. */
  private static double place(int i, int n, boolean corners) {
    if (corners) {
      return n == 1 ? 0 : -1 + 2.0 * i / (n - 1);
    }
    return (2.0 * i + 1) / n - 1;
  }
}
