package org.gradlang.op.network;

import static org.gradlang.kernel.Formula.constant;
import static org.gradlang.kernel.Formula.input;

import org.gradlang.kernel.Fold;
import org.gradlang.kernel.Formula;
import org.gradlang.kernel.Reduction;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Broadcasting;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Family;
import org.gradlang.op.pointwise.Elementary;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Tensor;

/** Losses that compare each element of an input with its target. */
public final class Losses {
  private static final Formula X = input(0);
  private static final Formula Y = input(1);
  private static final Formula Z = input(2);
  private static final Formula DISTANCE = X.sub(Y).abs();

  private static final PointwiseLoss MSE =
      new PointwiseLoss(
              "mse_loss(input: tensor, target: tensor, reduction: str)",
              "MseLossBackward0",
              X.sub(Y).square())
          .differentiable(0)
          .differentiable(1);

  // Z is beta
  private static final PointwiseLoss SMOOTH_L1 =
      new PointwiseLoss(
              "smooth_l1_loss(input: tensor, target: tensor, beta: float, reduction: str)",
              "SmoothL1LossBackward0",
              DISTANCE.less(Z).select(DISTANCE.square().mul(0.5).div(Z), DISTANCE.sub(Z.mul(0.5))))
          .gradient(0, limited(X.sub(Y), X.sub(Y).div(Z), constant(1)))
          .gradient(1, limited(Y.sub(X), Y.sub(X).div(Z), constant(1)));

  // a beta of 0
  private static final PointwiseLoss SHARP_L1 =
      new PointwiseLoss(
              "smooth_l1_loss(input: tensor, target: tensor, reduction: str)",
              "SmoothL1LossBackward0",
              DISTANCE)
          .differentiable(0)
          .differentiable(1);

  // Z is delta
  private static final PointwiseLoss HUBER =
      new PointwiseLoss(
              "huber_loss(input: tensor, target: tensor, delta: float, reduction: str)",
              "HuberLossBackward0",
              DISTANCE
                  .lessEqual(Z)
                  .select(DISTANCE.square().mul(0.5), DISTANCE.sub(Z.mul(0.5)).mul(Z)))
          .gradient(0, limited(X.sub(Y), X.sub(Y), Z))
          .gradient(1, limited(Y.sub(X), Y.sub(X), Z));

  // Z is the weight. Logarithms are cut off at -100, and the gradient's divisor at 1e-12.
  private static final PointwiseLoss BCE =
      new PointwiseLoss(
              "binary_cross_entropy(input: tensor, target: tensor, weight: operand,"
                  + " reduction: str)",
              "BinaryCrossEntropyBackward0",
              Y.sub(1).mul(constant(1).sub(X).log().max(-100)).sub(Y.mul(X.log().max(-100))).mul(Z))
          .gradient(0, X.sub(Y).div(constant(1).sub(X).mul(X).max(1e-12)).mul(Z).mul(input(3)))
          .differentiable(1);

  private static final PointwiseLoss BCE_LOGITS = bceWithLogits();

  private static final Reduction OUTSIDE =
      Reduction.of(Fold.MAX, X.greaterEqual(0).logicalAnd(X.lessEqual(1)).logicalNot());

  private Losses() {}

  /**
   * The gradient of what is straight from a distance of Z on: within it, and beyond, where it has
   * one size. By branches that are taken as a whole, so that infinite differences have one too.
   */
  private static Formula limited(Formula difference, Formula within, Formula beyond) {
    Formula slope = DISTANCE.greaterEqual(Z).select(difference.sign().mul(beyond), within);
    return slope.mul(input(3));
  }

  // Z is the weight, input 3 the weight of positive targets.
  private static PointwiseLoss bceWithLogits() {
    Formula positive = input(3);
    Formula logWeight = positive.sub(1).mul(Y).add(1);
    Formula softplus = X.abs().neg().exp().log1p().add(X.neg().max(0));
    return new PointwiseLoss(
            "binary_cross_entropy_with_logits(input: tensor, target: tensor, weight: operand,"
                + " pos_weight: operand, reduction: str)",
            "BinaryCrossEntropyWithLogitsBackward0",
            constant(1).sub(Y).mul(X).add(logWeight.mul(softplus)).mul(Z))
        .gradient(0, logWeight.mul(X.sigmoid()).sub(positive.mul(Y)).mul(Z).mul(input(4)))
        .differentiable(1);
  }

  public static void declare(Family family) {
    distances(family);
    binary(family);
    family
        .op("kl_div", "The Kullback-Leibler divergence of log-probabilities from a target.")
        .samples(
            "kl_div(randn(2, 3).log_softmax(1), randn(2, 3).softmax(1))",
            "kl_div(randn(2, 3).log_softmax(1), randn(2, 3).log_softmax(1),"
                + " reduction=\"batchmean\", log_target=True)")
        .way(
            Composite.of(
                "kl_div(input: tensor, target: tensor, "
                    + LossReduction.PARAMETERS
                    + ", log_target: bool = False)",
                Losses::klDiv));
  }

  private static void distances(Family family) {
    String operands = "(input: tensor, target: tensor, " + LossReduction.PARAMETERS;
    family
        .op("mse_loss", "The squares of the differences, averaged.")
        .samples("mse_loss(randn(2, 3), randn(2, 3))")
        .way(Composite.of("mse_loss" + operands + ")", a -> plain(MSE, a)));
    family
        .op("l1_loss", "The absolute differences, averaged.")
        .samples("l1_loss(randn(2, 3), randn(2, 3))")
        .way(Composite.of("l1_loss" + operands + ")", Losses::l1));
    family
        .op("smooth_l1_loss", "Squares of differences below beta, absolute ones above.")
        .samples(
            "smooth_l1_loss(randn(2, 3), randn(2, 3), beta=0.5)",
            "smooth_l1_loss(randn(2, 3), randn(2, 3), reduction=\"none\")")
        .way(
            Composite.of(
                "smooth_l1_loss" + operands + ", beta: float = 1.0)",
                a -> a.real("beta") == 0 ? plain(SHARP_L1, a) : bounded(SMOOTH_L1, a, "beta")));
    family
        .op("huber_loss", "Squares of differences below delta, delta times absolute ones above.")
        .samples("huber_loss(randn(2, 3), randn(2, 3), delta=0.5)")
        .way(
            Composite.of(
                "huber_loss(input: tensor, target: tensor, reduction: str = \"mean\","
                    + " delta: float = 1.0)",
                a -> {
                  LossReduction reduction = LossReduction.named(a.operation(), a.text("reduction"));
                  double delta = positive(a, "delta");
                  warnOfSizes(a);
                  return HUBER.apply(reduction, a.tensor("input"), a.tensor("target"), delta);
                }));
  }

  private static Tensor l1(Bound a) {
    warnOfSizes(a);
    return LossReduction.of(a).apply(a.tensor("input").sub(a.tensor("target")).abs());
  }

  private static Tensor plain(PointwiseLoss loss, Bound a) {
    warnOfSizes(a);
    return loss.apply(LossReduction.of(a), a.tensor("input"), a.tensor("target"));
  }

  private static Tensor bounded(PointwiseLoss loss, Bound a, String bound) {
    double value = positive(a, bound);
    warnOfSizes(a);
    return loss.apply(LossReduction.of(a), a.tensor("input"), a.tensor("target"), value);
  }

  /** A loss of [8, 1] and [8] compares each with each: allowed, and hardly ever meant. */
  private static void warnOfSizes(Bound a) {
    Tensor input = a.tensor("input");
    Tensor target = a.tensor("target");
    int[] sizes = Broadcasting.sizes(input.layout().sizes(), target.layout().sizes());
    if (sizes == null || input.layout().sameSizes(target.layout())) {
      return;
    }
    Context.current()
        .warn(
            new GradError(
                    ErrorKind.SHAPE,
                    a.operation()
                        + "(): the target has shape "
                        + target.layout()
                        + ", and the input "
                        + input.layout()
                        + ": they broadcast to "
                        + Layout.contiguous(sizes)
                        + ", which is hardly meant")
                .note(input.origin(), "the input was made here")
                .note(target.origin(), "the target was made here")
                .help(
                    input.numel() == target.numel()
                        ? "give both one shape, such as with target.reshape(input.shape)"
                        : "give both one shape before the loss"));
  }

  private static double positive(Bound a, String name) {
    double value = a.real(name);
    if (!(value > 0)) {
      throw new GradError(
          ErrorKind.VALUE, a.operation() + "(): " + name + " must be positive, not " + value);
    }
    return value;
  }

  private static void binary(Family family) {
    String operands = "(input: tensor, target: tensor, weight: tensor? = None, ";
    family
        .op("binary_cross_entropy", "How little the probabilities in input expect the target.")
        .samples(
            "binary_cross_entropy(rand(2, 3), rand(2, 3))",
            "binary_cross_entropy(rand(2, 3), rand(2, 3), weight=tensor([1., 2., 0.5]))")
        .constant("weight")
        .way(
            Composite.of(
                "binary_cross_entropy" + operands + LossReduction.PARAMETERS + ")", Losses::bce));
    family
        .op("binary_cross_entropy_with_logits", "binary_cross_entropy of sigmoid(input).")
        .samples(
            "binary_cross_entropy_with_logits(randn(2, 3), rand(2, 3))",
            "binary_cross_entropy_with_logits(randn(2, 3), rand(2, 3), pos_weight=tensor([1., 2.,"
                + " 0.5]))")
        .constant("weight", "pos_weight")
        .way(
            Composite.of(
                "binary_cross_entropy_with_logits"
                    + operands
                    + LossReduction.PARAMETERS
                    + ", pos_weight: tensor? = None)",
                Losses::bceLogits));
  }

  private static Tensor bce(Bound a) {
    Tensor x = a.tensor("input");
    Tensor y = a.tensor("target");
    checkTarget(a, x, y);
    boolean[] all = new boolean[x.dim()];
    java.util.Arrays.fill(all, true);
    if (OUTSIDE.run(x, all, x.dtype(), DType.BOOL).bools()[0] != 0 && x.numel() > 0) {
      throw new GradError(ErrorKind.VALUE, "binary_cross_entropy(): input must lie between 0 and 1")
          .help("binary_cross_entropy_with_logits takes any numbers");
    }
    return BCE.apply(LossReduction.of(a), x, y, weight(a, "weight"));
  }

  private static Object weight(Bound a, String name) {
    Tensor weight = a.tensorOrNull(name);
    return weight == null ? (Object) 1.0 : weight;
  }

  private static void checkTarget(Bound a, Tensor x, Tensor y) {
    if (!x.dtype().isFloating()) {
      throw new GradError(ErrorKind.TYPE, a.operation() + "() needs floats, not " + x.dtype())
          .help("convert the tensor first, with .float()");
    }
    if (!x.layout().sameSizes(y.layout())) {
      throw new GradError(
          ErrorKind.SHAPE,
          a.operation()
              + "(): the target has shape "
              + y.layout()
              + ", and the input "
              + x.layout());
    }
  }

  private static Tensor bceLogits(Bound a) {
    Tensor x = a.tensor("input");
    Tensor y = a.tensor("target");
    checkTarget(a, x, y);
    Object weight = weight(a, "weight");
    return BCE_LOGITS.apply(LossReduction.of(a), x, y, weight, weight(a, "pos_weight"));
  }

  private static Tensor klDiv(Bound a) {
    Tensor x = a.floats("input");
    Tensor y = a.tensor("target");
    Tensor losses =
        a.flag("log_target") ? y.exp().mul(y.sub(x)) : Elementary.xlogy(y, y).sub(y.mul(x));
    if (a.text("reduction").equals("batchmean")) {
      return losses.sum().div((double) (x.dim() == 0 ? 1 : x.size(0)));
    }
    return LossReduction.of(a).apply(losses);
  }
}
