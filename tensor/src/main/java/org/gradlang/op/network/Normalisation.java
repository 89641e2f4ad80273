package org.gradlang.op.network;

import static org.gradlang.kernel.Formula.input;
import static org.gradlang.op.declare.Primitive.reads;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gradlang.kernel.Formula;
import org.gradlang.kernel.LinearMap;
import org.gradlang.kernel.PointwiseLoop;
import org.gradlang.op.algebra.LinearMaps;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Dims;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.declare.Primitive;
import org.gradlang.op.signature.Results;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Means and variances taken out: batch_norm, layer_norm and their kind. */
public final class Normalisation {
  private static final Primitive BATCH =
      NormalisedAxes.primitive("NativeBatchNormBackward0").gradientNode();
  private static final Primitive LAYER =
      NormalisedAxes.primitive("NativeLayerNormBackward0").gradientNode();

  // in PyTorch too its gradient is several operations
  private static final Primitive GROUP = NormalisedAxes.primitive("NativeGroupNormBackward0");

  private static final Primitive BATCH_WITH_STATISTICS =
      Primitive.of(
              "batch_norm(input: tensor, weight: tensor?, bias: tensor?, mean: tensor,"
                  + " variance: tensor, eps: float)",
              a -> {
                int dims = a.tensor("input").dim();
                return Standard.of(
                    a.tensor("input"),
                    channels(a.tensor("mean"), dims),
                    factor(a.tensor("variance"), a.real("eps"), dims),
                    channelsOrNull(a.tensorOrNull("weight"), dims),
                    channelsOrNull(a.tensorOrNull("bias"), dims));
              })
          .node("NativeBatchNormBackward0")
          .gradient(
              "input",
              reads("weight", "variance"),
              v -> {
                Tensor factor = factor(v.tensor("variance"), v.real("eps"), v.cotangent().dim());
                Tensor weight = v.tensorOrNull("weight");
                Tensor scaled = v.cotangent().mul(factor);
                return weight == null ? scaled : scaled.mul(channels(weight, v.cotangent().dim()));
              })
          .gradient(
              "weight",
              reads("input", "mean", "variance"),
              v ->
                  channelSums(
                      v.cotangent()
                          .mul(
                              standard(
                                  v.tensor("input"),
                                  v.tensor("mean"),
                                  v.tensor("variance"),
                                  v.real("eps")))))
          .gradient("bias", v -> channelSums(v.cotangent()))
          .gradientNode();

  private Normalisation() {}

  public static void declare(Family family) {
    String affine = ", weight: tensor? = None, bias: tensor? = None, ";
    family
        .op("batch_norm", "Each channel with mean 0 and variance 1, of the batch or running ones.")
        .samples(
            "batch_norm(randn(4, 2), None, None, randn(2), randn(2), training=True)",
            "batch_norm(randn(4, 2), zeros(2), ones(2), randn(2), randn(2))")
        .constant("running_mean", "running_var")
        .functionOnly()
        .way(
            Composite.of(
                "batch_norm(input: tensor, running_mean: tensor?, running_var: tensor?"
                    + affine
                    + "training: bool = False, momentum: float? = 0.1, eps: float = 1e-05,"
                    + " cudnn_enabled: bool = True)",
                Normalisation::batchNorm));
    family
        .op("layer_norm", "Mean 0 and variance 1 along the last dimensions.")
        .samples(
            "layer_norm(randn(2, 3), (3,))", "layer_norm(randn(2, 3), (3,), rand(3), randn(3))")
        .functionOnly()
        .way(
            Composite.of(
                "layer_norm(input: tensor, normalized_shape: ints"
                    + affine
                    + "eps: float = 1e-05, cudnn_enable: bool = True)",
                Normalisation::layerNorm));
    family
        .op("group_norm", "Mean 0 and variance 1 within groups of channels.")
        .samples(
            "group_norm(randn(2, 4, 3), 2)", "group_norm(randn(2, 4, 3), 2, rand(4), randn(4))")
        .functionOnly()
        .way(
            Composite.of(
                "group_norm(input: tensor, num_groups: int"
                    + affine
                    + "eps: float = 1e-05, cudnn_enabled: bool = True)",
                Normalisation::groupNorm));
    family
        .op("instance_norm", "Mean 0 and variance 1 in each channel of each element of a batch.")
        .samples(
            "instance_norm(randn(2, 3, 4))",
            "instance_norm(randn(2, 3, 4), weight=rand(3), bias=randn(3))")
        .constant("running_mean", "running_var")
        .functionOnly()
        .way(
            Composite.of(
                "instance_norm(input: tensor, running_mean: tensor? = None,"
                    + " running_var: tensor? = None"
                    + affine
                    + "use_input_stats: bool = True, momentum: float = 0.1, eps: float = 1e-05,"
                    + " cudnn_enabled: bool = True)",
                Normalisation::instanceNorm));
    others(family);
  }

  private static void others(Family family) {
    family
        .op("rms_norm", "The last dimensions divided by the root of their mean square.")
        .samples("rms_norm(randn(2, 3), (3,))", "rms_norm(randn(2, 3), (3,), rand(3))")
        .functionOnly()
        .way(
            Composite.of(
                "rms_norm(input: tensor, normalized_shape: ints, weight: tensor? = None,"
                    + " eps: float? = None)",
                Normalisation::rmsNorm));
    family
        .op("local_response_norm", "Divided by a power of the mean square of near channels.")
        .samples("local_response_norm(randn(1, 4, 3), 2)")
        .functionOnly()
        .way(
            Composite.of(
                "local_response_norm(input: tensor, size: int, alpha: float = 0.0001,"
                    + " beta: float = 0.75, k: float = 1.0)",
                Normalisation::localResponseNorm));
  }

  private static void requireFloats(Bound a, Tensor x) {
    if (!x.dtype().isFloating()) {
      throw new GradError(ErrorKind.TYPE, a.operation() + "() needs floats, not " + x.dtype())
          .help("convert the tensor first, with .float()");
    }
  }

  // Batches.

  private static Tensor batchNorm(Bound a) {
    Tensor x = a.tensor("input");
    requireFloats(a, x);
    if (x.dim() < 2) {
      throw new GradError(
          ErrorKind.SHAPE,
          "batch_norm(): input needs a batch and channels, not the shape " + x.layout());
    }
    checkChannels(a, x.size(1), "running_mean", "running_var", "weight", "bias");
    Tensor mean = a.tensorOrNull("running_mean");
    Tensor variance = a.tensorOrNull("running_var");
    if (!a.flag("training")) {
      return withStatistics(a, x, mean, variance, a.tensorOrNull("weight"), a.tensorOrNull("bias"));
    }
    if (x.numel() / Math.max(1, x.size(1)) == 1) {
      throw new GradError(
              ErrorKind.VALUE,
              "batch_norm(): training needs more than one value for each channel, and the input"
                  + " has the shape "
                  + x.layout())
          .help("use larger batches, or eval()");
    }
    Results results = batch(x, a.tensorOrNull("weight"), a.tensorOrNull("bias"), a.real("eps"));
    if (mean != null || variance != null) {
      double momentum = a.has("momentum") ? a.real("momentum") : 0;
      Statistic.update(mean, variance, results, x.numel() / Math.max(1, x.size(1)), momentum);
    }
    return (Tensor) results.get(0);
  }

  private static Tensor withStatistics(
      Bound a,
      Tensor x,
      @Nullable Tensor mean,
      @Nullable Tensor variance,
      @Nullable Tensor weight,
      @Nullable Tensor bias) {
    if (mean == null || variance == null) {
      throw new GradError(
          ErrorKind.VALUE,
          a.operation()
              + "(): without statistics of the input, running_mean and running_var are"
              + " needed");
    }
    return BATCH_WITH_STATISTICS.tensor(x, weight, bias, mean, variance, a.real("eps"));
  }

  private static void checkChannels(Bound a, int channels, String... names) {
    for (String name : names) {
      Tensor tensor = a.tensorOrNull(name);
      if (tensor != null && (tensor.dim() != 1 || tensor.numel() != channels)) {
        throw new GradError(
            ErrorKind.SHAPE,
            a.operation()
                + "(): "
                + name
                + " needs one element for each of "
                + channels
                + " channels, not the shape "
                + tensor.layout());
      }
    }
  }

  private static Results batch(
      Tensor x, @Nullable Tensor weight, @Nullable Tensor bias, double eps) {
    @Nullable Object[] bound = {
      x,
      weight,
      bias,
      x.layout().sizes(),
      Dims.others(x.dim(), 1),
      channelShape(x.size(1), x.dim()),
      eps
    };
    return (Results) BATCH.apply(Context.current(), bound);
  }

  /** The sizes of one element for each channel, seen with the input's dimensions. */
  private static int[] channelShape(int channels, int dims) {
    int[] sizes = new int[dims];
    Arrays.fill(sizes, 1);
    sizes[1] = channels;
    return sizes;
  }

  private static Tensor channels(Tensor each, int dims) {
    return each.reshape(channelShape(each.numel(), dims));
  }

  private static Tensor channelSums(Tensor x) {
    return x.sum(Dims.others(x.dim(), 1), false);
  }

  private static Tensor factor(Tensor variance, double eps, int dims) {
    return channels(variance.add(eps).pow(-0.5), dims);
  }

  private static Tensor standard(Tensor x, Tensor mean, Tensor variance, double eps) {
    return x.sub(channels(mean, x.dim())).mul(factor(variance, eps, x.dim()));
  }

  private static @Nullable Tensor channelsOrNull(@Nullable Tensor x, int dims) {
    return x == null ? null : channels(x, dims);
  }

  /** {@code (input - mean) * factor * weight + bias} in one pass, with or without the last two. */
  private static final class Standard {
    private static final Formula VALUES = input(0).sub(input(1)).mul(input(2));
    private static final PointwiseLoop PLAIN = PointwiseLoop.of(VALUES);
    private static final PointwiseLoop WEIGHTED = PointwiseLoop.of(VALUES.mul(input(3)));
    private static final PointwiseLoop BIASED = PointwiseLoop.of(VALUES.add(input(3)));
    private static final PointwiseLoop BOTH = PointwiseLoop.of(VALUES.mul(input(3)).add(input(4)));

    /** Operand by operand where dtypes differ. */
    private static Tensor promoted(
        Tensor x, Tensor mean, Tensor factor, @Nullable Tensor weight, @Nullable Tensor bias) {
      Tensor values = x.sub(mean).mul(factor);
      Tensor scaled = weight == null ? values : values.mul(weight);
      return bias == null ? scaled : scaled.add(bias);
    }

    static Tensor of(
        Tensor x, Tensor mean, Tensor factor, @Nullable Tensor weight, @Nullable Tensor bias) {
      Tensor[] operands =
          Stream.of(x, mean, factor, weight, bias).filter(Objects::nonNull).toArray(Tensor[]::new);
      if (Arrays.stream(operands).anyMatch(operand -> operand.dtype() != x.dtype())) {
        return promoted(x, mean, factor, weight, bias);
      }
      PointwiseLoop loop =
          weight == null ? bias == null ? PLAIN : BIASED : bias == null ? WEIGHTED : BOTH;
      Layout sizes = x.layout().toContiguous();
      return Fresh.of(loop.evaluate(operands, sizes, x.dtype(), x.dtype()), sizes.sizes());
    }
  }

  /** Running means and variances. */
  private static final class Statistic {
    /** Moves them towards those of a batch of {@code count} elements for each channel. */
    static void update(
        @Nullable Tensor mean, @Nullable Tensor variance, Results batch, int count, double by) {
      if (mean != null) {
        move(mean, ((Tensor) batch.get(1)).detach().reshape(mean.numel()), by);
      }
      if (variance != null) {
        Tensor unbiased = ((Tensor) batch.get(2)).detach().mul((double) count / (count - 1));
        move(variance, unbiased.reshape(variance.numel()), by);
      }
    }

    private static void move(Tensor running, Tensor now, double by) {
      running.copyInPlace(running.detach().mul(1 - by).add(now.mul(by)));
    }
  }

  private static Tensor instanceNorm(Bound a) {
    Tensor x = a.tensor("input");
    requireFloats(a, x);
    if (x.dim() < 2) {
      throw new GradError(
          ErrorKind.SHAPE,
          "instance_norm(): input needs a batch and channels, not the shape " + x.layout());
    }
    int batch = x.size(0);
    int channels = x.size(1);
    checkChannels(a, channels, "running_mean", "running_var", "weight", "bias");
    if (a.flag("use_input_stats") && x.numel() == batch * channels) {
      throw new GradError(
          ErrorKind.VALUE,
          "instance_norm(): more than one element for each channel is needed, and the input has"
              + " the shape "
              + x.layout());
    }
    int[] flat = Arrays.copyOfRange(x.layout().sizes(), 0, x.dim());
    flat[0] = 1;
    flat[1] = batch * channels;
    Tensor weight = repeated(a.tensorOrNull("weight"), batch);
    Tensor bias = repeated(a.tensorOrNull("bias"), batch);
    Tensor mean = a.tensorOrNull("running_mean");
    Tensor variance = a.tensorOrNull("running_var");
    Tensor images = x.reshape(flat);
    if (!a.flag("use_input_stats")) {
      Tensor means = repeated(mean, batch);
      Tensor variances = repeated(variance, batch);
      return withStatistics(a, images, means, variances, weight, bias).view(x.layout().sizes());
    }
    Results results = batch(images, weight, bias, a.real("eps"));
    if (mean != null || variance != null) {
      Statistic.update(
          mean,
          variance,
          averaged(results, batch),
          x.numel() / (batch * channels),
          a.real("momentum"));
    }
    return ((Tensor) results.get(0)).view(x.layout().sizes());
  }

  /** The statistics of channels, averaged over a batch. */
  private static Results averaged(Results results, int batch) {
    Tensor mean = ((Tensor) results.get(1)).reshape(batch, -1).mean(new int[] {0}, false);
    Tensor variance = ((Tensor) results.get(2)).reshape(batch, -1).mean(new int[] {0}, false);
    return Results.of(results.get(0), mean, variance);
  }

  private static @Nullable Tensor repeated(@Nullable Tensor each, int times) {
    return each == null ? null : each.expand(times, each.numel()).reshape(-1);
  }

  // Layers and groups.

  private static Tensor layerNorm(Bound a) {
    Tensor x = a.tensor("input");
    requireFloats(a, x);
    int[] shape = checkedShape(a, x, "weight", "bias");
    int[] dims = IntStream.range(x.dim() - shape.length, x.dim()).toArray();
    @Nullable Object[] bound = {
      x,
      a.tensorOrNull("weight"),
      a.tensorOrNull("bias"),
      x.layout().sizes(),
      dims,
      shape,
      a.real("eps")
    };
    return (Tensor) ((Results) LAYER.apply(Context.current(), bound)).get(0);
  }

  /** The argument normalized_shape, which the input must end with and the others must have. */
  private static int[] checkedShape(Bound a, Tensor x, String... names) {
    int[] shape = a.ints("normalized_shape");
    Layout layout = x.layout();
    int first = layout.dim() - shape.length;
    if (shape.length == 0
        || first < 0
        || !Arrays.equals(Arrays.copyOfRange(layout.sizes(), first, layout.dim()), shape)) {
      throw new GradError(
          ErrorKind.SHAPE,
          a.operation()
              + "(): an input of shape "
              + layout
              + " does not end with the"
              + " normalized_shape "
              + Arrays.toString(shape));
    }
    for (String name : names) {
      Tensor tensor = a.tensorOrNull(name);
      if (tensor != null && !Arrays.equals(tensor.layout().sizes(), shape)) {
        throw new GradError(
            ErrorKind.SHAPE,
            a.operation()
                + "(): "
                + name
                + " needs the normalized_shape "
                + Arrays.toString(shape)
                + ", not "
                + tensor.layout());
      }
    }
    return shape;
  }

  private static Tensor groupNorm(Bound a) {
    Tensor x = a.tensor("input");
    requireFloats(a, x);
    int groups = a.integer("num_groups");
    if (x.dim() < 2 || groups < 1 || x.size(1) % groups != 0) {
      throw new GradError(
          ErrorKind.SHAPE,
          "group_norm(): num_groups must divide the channels of the input; it is "
              + groups
              + ", and the shape "
              + x.layout());
    }
    int channels = x.size(1);
    checkChannels(a, channels, "weight", "bias");
    int rest = x.size(0) * channels == 0 ? 0 : x.numel() / (x.size(0) * channels);
    int[] view = {x.size(0), groups, channels / groups, rest};
    int[] affine = {1, groups, channels / groups, 1};
    @Nullable Object[] bound = {
      x,
      a.tensorOrNull("weight"),
      a.tensorOrNull("bias"),
      view,
      new int[] {2, 3},
      affine,
      a.real("eps")
    };
    return (Tensor) ((Results) GROUP.apply(Context.current(), bound)).get(0);
  }

  private static Tensor rmsNorm(Bound a) {
    Tensor x = a.tensor("input");
    requireFloats(a, x);
    int[] shape = checkedShape(a, x, "weight");
    int[] dims = IntStream.range(x.dim() - shape.length, x.dim()).toArray();
    double smallest = x.dtype() == DType.FLOAT64 ? Math.ulp(1.0) : Math.ulp(1f);
    double eps = a.has("eps") ? a.real("eps") : smallest;
    Tensor values = x.mul(x.square().mean(dims, true).add(eps).pow(-0.5));
    Tensor weight = a.tensorOrNull("weight");
    return weight == null ? values : values.mul(weight);
  }

  private static final Primitive CHANNEL_SUMS =
      LinearMaps.primitive("local_response_norm", "AvgPool3DBackward0");

  private static Tensor localResponseNorm(Bound a) {
    Tensor x = a.tensor("input");
    int size = a.integer("size");
    if (x.dim() < 3 || size < 1) {
      throw new GradError(
          ErrorKind.VALUE,
          "local_response_norm() needs an input of at least three dimensions and a positive size,"
              + " not the shape "
              + x.layout()
              + " and "
              + size);
    }
    int channels = x.size(1);
    @Nullable LinearMap[] maps = new @Nullable LinearMap[x.dim() - 1];
    maps[0] =
        LinearMap.of(
            channels,
            channels,
            i ->
                new LinearMap.Row(
                    IntStream.range(
                            Math.max(0, i - size / 2), Math.min(channels, i - size / 2 + size))
                        .toArray(),
                    null));
    Tensor mean = CHANNEL_SUMS.tensor(x.mul(x), maps).div((double) size);
    return x.div(mean.mul(a.real("alpha")).add(a.real("k")).pow(a.real("beta")));
  }
}
