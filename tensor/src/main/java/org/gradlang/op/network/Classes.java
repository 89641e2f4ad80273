package org.gradlang.op.network;

import static org.gradlang.op.declare.Primitive.reads;

import java.util.Arrays;
import org.gradlang.kernel.Copies;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.declare.Primitive;
import org.gradlang.op.declare.Vjp;
import org.gradlang.op.index.Gathering;
import org.gradlang.op.index.Scattering;
import org.gradlang.op.pointwise.Arithmetic;
import org.gradlang.op.reduction.Softmaxes;
import org.gradlang.op.shape.Strides;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Room;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Losses of class scores: cross_entropy and nll_loss. */
public final class Classes {
  private static final String NLL =
      "nll_loss(input: tensor, target: tensor, weight: tensor?, ignore_index: int, reduction: str)";

  private static final Primitive NLL_LOSS = nll("NllLossBackward0");
  private static final Primitive NLL_LOSS_2D = nll("NllLoss2DBackward0");

  private Classes() {}

  private static Primitive nll(String node) {
    return Primitive.of(NLL, Classes::nllForward)
        .node(node)
        .gradient("input", reads("target", "weight"), Classes::nllGradient);
  }

  public static void declare(Family family) {
    String operands =
        "(input: tensor, target: tensor, weight: tensor? = None, size_average: bool? = None,"
            + " ignore_index: int = -100, reduce: bool? = None, reduction: str = \"mean\"";
    family
        .op("nll_loss", "Minus the log-probability that input gives to the target's class.")
        .samples("nll_loss(randn(2, 3).log_softmax(1), tensor([2, 0]))")
        .constant("target", "weight")
        .way(
            Composite.of(
                "nll_loss" + operands + ")",
                a -> nllLoss(a, a.tensor("input"), LossReduction.of(a))));
    family
        .op("cross_entropy", "nll_loss of log_softmax(input); or with probabilities as targets.")
        .samples(
            "cross_entropy(randn(2, 3), tensor([2, 0]), label_smoothing=0.1)",
            "cross_entropy(randn(2, 3), randn(2, 3).softmax(1), weight=rand(3))",
            "cross_entropy(randn(1, 3, 2), tensor([[2, 0]]), reduction=\"sum\")")
        .way(
            Composite.of(
                "cross_entropy" + operands + ", label_smoothing: float = 0.0)",
                Classes::crossEntropy));
  }

  private static Tensor crossEntropy(Bound a) {
    Tensor x = a.tensor("input");
    Tensor target = a.tensor("target");
    double smoothing = a.real("label_smoothing");
    if (!(smoothing >= 0 && smoothing <= 1)) {
      throw new GradError(
          ErrorKind.VALUE,
          "cross_entropy(): label_smoothing must lie between 0 and 1, not " + smoothing);
    }
    LossReduction reduction = LossReduction.of(a);
    checkInput(a, x);
    Tensor logs = Softmaxes.logSoftmax(x, classDim(x.layout()));
    if (target.dtype().isFloating()) {
      return ofProbabilities(a, logs, smoothing, reduction);
    }
    Tensor plain = nllLoss(a, logs, reduction);
    if (smoothing == 0) {
      return plain;
    }
    Tensor even = evenly(a, logs, reduction);
    double share = smoothing / x.size(classDim(x.layout()));
    return Arithmetic.scaled(plain, 1 - smoothing).add(Arithmetic.scaled(even, share));
  }

  private static void checkInput(Bound a, Tensor x) {
    if (x.dim() == 0) {
      throw new GradError(
          ErrorKind.SHAPE, a.operation() + "(): input needs a dimension of classes");
    }
    if (!x.dtype().isFloating()) {
      throw new GradError(
              ErrorKind.TYPE, a.operation() + "(): input must hold floats, not " + x.dtype())
          .help("convert it first, with .float()");
    }
  }

  private static int classDim(Layout input) {
    return input.dim() == 1 ? 0 : 1;
  }

  private static Tensor ofProbabilities(
      Bound a, Tensor logs, double smoothing, LossReduction reduction) {
    Tensor target = a.tensor("target");
    if (!target.layout().sameSizes(logs.layout())) {
      throw new GradError(
              ErrorKind.SHAPE,
              "cross_entropy(): targets of floats are probabilities, of the input's shape "
                  + logs.layout()
                  + ", not "
                  + target.layout())
          .help("class numbers are int64");
    }
    int dim = classDim(logs.layout());
    int classes = logs.size(dim);
    Tensor smooth = smoothing > 0 ? target.mul(1 - smoothing).add(smoothing / classes) : target;
    Tensor weight = classWeight(a, logs.layout());
    Tensor each = logs.mul(smooth);
    Tensor weighed = weight == null ? each : each.mul(weight);
    return switch (reduction) {
      case NONE -> weighed.sum(new int[] {dim}, false).neg();
      case SUM -> weighed.sum().neg();
      case MEAN -> Arithmetic.divided(weighed.sum().neg(), (double) logs.numel() / classes);
    };
  }

  /** The weights of classes, seen with the input's dimensions. */
  private static @Nullable Tensor classWeight(Bound a, Layout input) {
    Tensor weight = a.tensorOrNull("weight");
    if (weight == null) {
      return null;
    }
    int dim = classDim(input);
    if (weight.dim() != 1 || weight.size(0) != input.size(dim)) {
      throw new GradError(
          ErrorKind.SHAPE,
          a.operation()
              + "(): weight needs one element for each of "
              + input.size(dim)
              + " classes, not the shape "
              + weight.layout());
    }
    int[] sizes = new int[input.dim()];
    Arrays.fill(sizes, 1);
    sizes[dim] = weight.size(0);
    return weight.reshape(sizes);
  }

  /** The loss of a target that is spread over all classes. */
  private static Tensor evenly(Bound a, Tensor logs, LossReduction reduction) {
    int dim = classDim(logs.layout());
    Tensor target = a.tensor("target");
    Tensor weight = classWeight(a, logs.layout());
    Tensor ignored = target.eq(a.whole("ignore_index"));
    Tensor losses =
        (weight == null ? logs : logs.mul(weight))
            .sum(new int[] {dim}, false)
            .neg()
            .maskedFill(ignored, 0.0);
    if (reduction != LossReduction.MEAN) {
      return reduction.apply(losses);
    }
    Tensor counted = ignored.logicalNot();
    if (weight == null) {
      return losses.sum().div(counted.sum());
    }
    Tensor classes = target.maskedFill(ignored, 0L).reshape(-1);
    Tensor weights = Gathering.indexSelect(a.tensor("weight"), 0, classes);
    return losses.sum().div(weights.mul(counted.reshape(-1)).sum());
  }

  private static Tensor nllLoss(Bound a, Tensor logs, LossReduction reduction) {
    checkInput(a, logs);
    Layout input = logs.layout();
    classWeight(a, input);
    Tensor target = a.tensor("target");
    int[] expected = input.dim() == 1 ? new int[0] : Strides.without(input.sizes(), 1);
    if (!Arrays.equals(expected, target.layout().sizes())) {
      throw new GradError(
          ErrorKind.SHAPE,
          a.operation()
              + "(): an input of shape "
              + input
              + " needs class numbers of shape "
              + Arrays.toString(expected)
              + ", not "
              + target.layout());
    }
    check(a, target, input.size(classDim(input)));
    Primitive primitive = input.dim() > 2 ? NLL_LOSS_2D : NLL_LOSS;
    return primitive.tensor(
        logs, target, a.constant("weight"), a.whole("ignore_index"), reduction.text());
  }

  private static void check(Bound a, Tensor target, int classes) {
    long ignored = a.whole("ignore_index");
    for (long number : numbers(a.operation(), target)) {
      if ((number < 0 || number >= classes) && number != ignored) {
        throw new GradError(
            ErrorKind.INDEX,
            a.operation()
                + "(): the target "
                + number
                + " is not one of the "
                + classes
                + " classes, which are 0 to "
                + (classes - 1));
      }
    }
  }

  /** The target's class numbers in row-major order. */
  private static long[] numbers(String operation, Tensor target) {
    if (target.dtype() != DType.INT64) {
      throw Gathering.notInts(operation, "target", target);
    }
    return Copies.converted(target, DType.INT64).longs();
  }

  /** The weight of each target's class, negative; zero for those that are ignored. */
  private static double[] factors(Tensor target, @Nullable Tensor weight, long ignored) {
    long[] numbers = numbers("nll_loss", target);
    double[] weights = weight == null ? null : Copies.converted(weight, DType.FLOAT64).doubles();
    double[] factors = Room.doublesToStore(numbers.length);
    Context context = Context.current();
    for (int i = 0; i < factors.length; i++) {
      context.reached(i);
      double own = weights == null || numbers[i] == ignored ? 1 : weights[(int) numbers[i]];
      factors[i] = numbers[i] == ignored ? 0 : -own;
    }
    return factors;
  }

  private static Tensor nllForward(Bound a) {
    Tensor x = a.tensor("input");
    Tensor target = a.tensor("target");
    long[] numbers = numbers(a.operation(), target);
    long ignored = a.whole("ignore_index");
    double[] factors = factors(target, a.tensorOrNull("weight"), ignored);
    Storage logs = Copies.dense(x);
    int inner = x.dim() <= 1 ? 1 : target.numel() / Math.max(1, x.size(0));
    int classes = x.size(classDim(x.layout()));
    double total = 0;
    double weights = 0;
    double[] losses = Room.doublesToStore(numbers.length);
    Context context = Context.current();
    for (int i = 0; i < losses.length; i++) {
      context.reached(i);
      if (numbers[i] != ignored) {
        int row = i / inner * classes + (int) numbers[i];
        losses[i] = factors[i] * real(logs, row * inner + i % inner);
      }
      total += losses[i];
      weights -= factors[i];
    }
    LossReduction reduction = LossReduction.named(a.operation(), a.text("reduction"));
    double[] result =
        switch (reduction) {
          case NONE -> losses;
          case SUM -> new double[] {total};
          case MEAN -> new double[] {total / weights};
        };
    int[] sizes = reduction == LossReduction.NONE ? target.layout().sizes() : new int[0];
    return Fresh.of(Storage.of(result), sizes).to(x.dtype());
  }

  private static double real(Storage numbers, int i) {
    return numbers.dtype() == DType.FLOAT64 ? numbers.doubles()[i] : numbers.floats()[i];
  }

  // d loss / d input is minus the weight at the target's class, and zero elsewhere
  private static Tensor nllGradient(Vjp v) {
    Layout input = v.layout("input");
    Tensor target = v.tensor("target");
    long ignored = v.plain().whole("ignore_index");
    @Nullable Tensor weight = v.tensorOrNull("weight");
    double[] factors = factors(target, weight, ignored);
    if (v.text("reduction").equals(LossReduction.MEAN.text())) {
      divide(factors, numbers("nll_loss", target), ignored, weight != null);
    }
    DType dtype = v.dtype("input");
    if (!Context.current().isRecording() && input.numel() != 0) {
      return Fresh.of(placed(v, factors), input.sizes());
    }
    Tensor shares = Fresh.of(Storage.of(factors), target.layout().sizes()).to(dtype);
    Tensor gradient = v.cotangent().mul(shares);
    Tensor chosen = target.maskedFill(target.eq(ignored), 0L);
    int dim = classDim(input);
    return Scattering.placed(input, dim, chosen.unsqueeze(dim), gradient.unsqueeze(dim));
  }

  /** By the sum of the weights. */
  private static void divide(double[] factors, long[] numbers, long ignored, boolean areWeighed) {
    double sum = 0;
    for (int i = 0; !areWeighed && i < factors.length; i++) {
      sum += factors[i]; // ones
    }
    double weights = 0 - (areWeighed ? Arrays.stream(factors).sum() : sum); // no negative zero
    Arrays.setAll(factors, i -> numbers[i] == ignored ? 0 : factors[i] / weights);
  }

  /** The gradient without a graph: the operations take 14 us for 64 targets, and this takes 2. */
  private static Storage placed(Vjp v, double[] factors) {
    Layout input = v.layout("input");
    Tensor target = v.tensor("target");
    long ignored = v.plain().whole("ignore_index");
    long[] numbers = numbers("nll_loss", target);
    DType dtype = v.dtype("input");
    Storage cotangents = Copies.converted(v.cotangent(), dtype);
    int each = v.cotangent().dim() == 0 ? 0 : 1;
    int inner = input.dim() <= 1 ? 1 : target.numel() / input.size(0);
    int classes = input.size(classDim(input));
    Storage placed = Storage.zeros(dtype, input.numel());
    Context context = Context.current();
    for (int i = 0; i < factors.length; i++) {
      context.reached(i);
      int chosen = numbers[i] == ignored ? 0 : (int) numbers[i];
      int at = (i / inner * classes + chosen) * inner + i % inner;
      // added to zero, as there is no negative one then
      if (dtype == DType.FLOAT64) {
        placed.doubles()[at] = 0 + cotangents.doubles()[each * i] * factors[i];
      } else {
        placed.floats()[at] = 0 + cotangents.floats()[each * i] * (float) factors[i];
      }
    }
    return placed;
  }
}
