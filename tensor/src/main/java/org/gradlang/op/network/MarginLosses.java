package org.gradlang.op.network;

import static org.gradlang.kernel.Formula.input;

import org.gradlang.kernel.Copies;
import org.gradlang.op.Operations;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.declare.Primitive;
import org.gradlang.op.index.Gathering;
import org.gradlang.op.pointwise.Selection;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Room;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;

/** Losses that ask for a distance between scores, each one node of the graph. */
public final class MarginLosses {
  private static final PointwiseLoss SOFT_MARGIN =
      new PointwiseLoss(
              "soft_margin_loss(input: tensor, target: tensor, reduction: str)",
              "SoftMarginLossBackward0",
              input(0).mul(input(1)).neg().exp().add(1).log())
          .differentiable(0);

  private static final Primitive MULTI_MARGIN =
      Primitive.replayed(
          "multi_margin_loss(input: tensor, target: tensor, p: int = 1, margin: float = 1.0,"
              + " weight: tensor? = None, "
              + LossReduction.PARAMETERS
              + ")",
          MarginLosses::multiMargin,
          "input");

  private MarginLosses() {}

  public static void declare(Family family) {
    family
        .op("soft_margin_loss", "log(1 + exp(-target * input)), for targets 1 and -1.")
        .samples("soft_margin_loss(randn(2, 3), tensor([[1., -1., 1.], [-1., 1., 1.]]))")
        .constant("target")
        .functionOnly()
        .way(
            Composite.of(
                "soft_margin_loss(input: tensor, target: tensor, " + LossReduction.PARAMETERS + ")",
                a ->
                    SOFT_MARGIN.apply(
                        LossReduction.of(a), a.tensor("input"), a.constant("target"))));
    family
        .op(
            "multi_margin_loss",
            "max(0, margin - (score of the right class) + (score of another))^p, averaged over the"
                + " classes.")
        .samples(
            "multi_margin_loss(randn(2, 3), tensor([2, 0]))",
            "multi_margin_loss(randn(2, 3), tensor([2, 0]), p=2, margin=0.5, weight=tensor([1., 2.,"
                + " 0.5]), reduction=\"sum\")",
            "multi_margin_loss(randn(3), tensor(1))")
        .constant("target", "weight")
        .functionOnly()
        .way(
            Composite.of(
                MULTI_MARGIN.text(),
                a -> {
                  a.constant("weight");
                  return MULTI_MARGIN.tensor(a.values());
                }));
    family
        .op(
            "multilabel_margin_loss",
            "A margin of 1 between scores of classes that target lists up to -1 and others.")
        .samples(
            "multilabel_margin_loss(randn(2, 3), tensor([[2, 0, -1], [1, -1, 0]]))",
            "multilabel_margin_loss(randn(3), tensor([1, -1, 0]), reduction=\"none\")")
        .constant("target")
        .functionOnly()
        .way(
            Primitive.replayed(
                "multilabel_margin_loss(input: tensor, target: tensor, "
                    + LossReduction.PARAMETERS
                    + ")",
                MarginLosses::multilabelMargin,
                "input"));
  }

  private static Tensor multiMargin(Bound a) {
    Tensor scores = scores(a);
    int classes = scores.size(1);
    Tensor target = a.tensor("target");
    if (target.numel() != scores.size(0) || target.dim() > 1) {
      throw new GradError(
          ErrorKind.SHAPE,
          a.operation()
              + "() needs one class for each row of the input, "
              + a.tensor("input").layout()
              + ", not the shape "
              + target.layout());
    }
    requireClasses(a, target, 0, classes);
    long power = a.whole("p");
    if (power != 1 && power != 2) {
      throw new GradError(ErrorKind.VALUE, a.operation() + "(): p is 1 or 2, not " + power);
    }
    Tensor right = target.reshape(-1, 1);
    Tensor gaps = scores.sub(Gathering.gather(scores, 1, right)).add(a.real("margin"));
    Tensor losses = positive(gaps).pow(power);
    Tensor weight = a.tensorOrNull("weight");
    if (weight != null) {
      requireWeights(a, weight, classes);
      Tensor chosen = Gathering.indexSelect(weight, 0, target.reshape(-1));
      losses = losses.mul(chosen.unsqueeze(1));
    }
    Tensor others = right.ne(numbers(classes));
    return reduced(a, losses.mul(others).sum(new int[] {1}, false).div((double) classes));
  }

  /** What is above zero: neither NaN nor, unlike what is clamped, the gradient of a zero. */
  private static Tensor positive(Tensor gaps) {
    return gaps.maskedFill(gaps.gt(0.0).logicalNot(), 0.0);
  }

  private static void requireWeights(Bound a, Tensor weight, int classes) {
    if (weight.dim() != 1 || weight.numel() != classes) {
      throw new GradError(
          ErrorKind.SHAPE,
          a.operation()
              + "(): weight needs one number for each of the "
              + classes
              + " classes, not the shape "
              + weight.layout());
    }
  }

  private static Tensor multilabelMargin(Bound a) {
    Tensor scores = scores(a);
    Tensor target = a.tensor("target");
    if (!target.layout().sameSizes(a.tensor("input").layout())) {
      throw new GradError(
          ErrorKind.SHAPE,
          a.operation()
              + "() needs a target of the input's shape, "
              + a.tensor("input").layout()
              + ", not "
              + target.layout());
    }
    int classes = scores.size(1);
    requireClasses(a, target, -1, classes);
    Tensor rows = target.reshape(scores.layout().sizes());
    Tensor listed = Operations.tensor("cumsum", rows.lt(0L).to(DType.INT64), 1L).eq(0L);
    Tensor labels = Selection.clampMin(rows, 0L);
    // [row, label, class]: which class a label that counts names
    Tensor named = labels.unsqueeze(2).eq(numbers(classes)).mul(listed.unsqueeze(2));
    Tensor right = named.to(DType.INT64).sum(new int[] {1}, false).gt(0L);
    Tensor counted = listed.unsqueeze(2).mul(right.logicalNot().unsqueeze(1));
    Tensor gaps =
        scores.unsqueeze(1).sub(Gathering.gather(scores, 1, labels).unsqueeze(2)).add(1.0);
    Tensor losses = positive(gaps).mul(counted);
    return reduced(a, losses.sum(new int[] {1, 2}, false).div((double) classes));
  }

  private static void requireClasses(Bound a, Tensor target, long least, int classes) {
    if (target.dtype() != DType.INT64) {
      throw Gathering.notInts(a.operation(), "target", target);
    }
    for (long label : Copies.converted(target, DType.INT64).longs()) {
      Context.current().worked(1);
      if (label < least || label >= classes) {
        throw new GradError(
            ErrorKind.INDEX,
            a.operation()
                + "(): the class "
                + label
                + " is out of range for "
                + classes
                + " scores");
      }
    }
  }

  /** The scores as rows, one for each example. */
  private static Tensor scores(Bound a) {
    Tensor x = a.floats("input");
    if (x.dim() < 1 || x.dim() > 2) {
      throw new GradError(
          ErrorKind.SHAPE,
          a.operation() + "() needs scores of one or two dimensions, not the shape " + x.layout());
    }
    return x.dim() == 1 ? x.unsqueeze(0) : x;
  }

  /** The numbers of the classes. */
  private static Tensor numbers(int classes) {
    long[] numbers = Room.longsToStore(classes);
    java.util.Arrays.setAll(numbers, i -> i);
    return Fresh.of(Storage.of(numbers), classes);
  }

  private static Tensor reduced(Bound a, Tensor losses) {
    return LossReduction.of(a).apply(a.tensor("input").dim() == 1 ? losses.squeeze(0) : losses);
  }
}
