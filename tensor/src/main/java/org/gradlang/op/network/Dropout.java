package org.gradlang.op.network;

import org.gradlang.kernel.Draws;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Fresh;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Tensor;

/** Elements or channels left out by chance. */
public final class Dropout {
  /** The negative saturation value of selu, which alpha_dropout puts for what it leaves out. */
  private static final double ALPHA = 1.7580993408473766;

  private static final String PARAMETERS =
      "(input: tensor, p: float = 0.5, training: bool = True, inplace: bool = False)";

  private Dropout() {}

  public static void declare(Family family) {
    family
        .op("dropout", "Each element zero with chance p, and the others divided by 1 - p.")
        .samples("dropout(randn(2, 3), 0.5)")
        .functionOnly()
        .way(Composite.of("dropout" + PARAMETERS, a -> scaled(a, a.tensor("input").layout())));
    for (int dims = 1; dims <= 3; dims++) {
      int spatial = dims;
      String name = "dropout" + dims + "d";
      family
          .op(name, "Each channel zero with chance p, and the others divided by 1 - p.")
          .samples(name + "(randn(2, 3" + ", 2".repeat(dims) + "), 0.5)")
          .functionOnly()
          .way(Composite.of(name + PARAMETERS, a -> scaled(a, channels(a, spatial))));
    }
    family
        .op("feature_dropout", "Each channel zero with chance p, and the others divided by 1 - p.")
        .samples("feature_dropout(randn(2, 3, 4), 0.5, True)")
        .functionOnly()
        .way(
            Composite.of(
                "feature_dropout(input: tensor, p: float, train: bool)",
                a -> {
                  Tensor x = a.tensor("input");
                  double p = chance(a);
                  return p == 0 || !a.flag("train") ? x : x.mul(noise(x, channels(a, 0), p));
                }));
    alpha(family, "alpha_dropout", "element", 0);
    alpha(family, "feature_alpha_dropout", "channel", 1);
  }

  private static void alpha(Family family, String name, String what, int batch) {
    family
        .op(name, "Each " + what + " with chance p selu's lowest value; mean and variance stay.")
        .samples(name + "(randn(2, 3, 2), 0.5, True)")
        .functionOnly()
        .way(
            Composite.of(
                name
                    + "(input: tensor, p: float = 0.5, training: bool = False,"
                    + " inplace: bool = False)",
                a -> {
                  Layout own = a.tensor("input").layout();
                  return saturated(a, batch == 0 ? own : channels(a, 0));
                }));
  }

  private static double chance(Bound a) {
    double p = a.real("p");
    if (!(p >= 0 && p <= 1)) {
      throw new GradError(
          ErrorKind.VALUE, a.operation() + "(): p must lie between 0 and 1, and is " + p);
    }
    return p;
  }

  /** One element for each channel; without a batch where there is one dimension less. */
  private static Layout channels(Bound a, int spatial) {
    int[] sizes = a.tensor("input").layout().sizes().clone();
    if (sizes.length < 2) {
      throw new GradError(
          ErrorKind.SHAPE,
          a.operation() + "(): input needs channels, not the shape " + a.tensor("input").layout());
    }
    // a 3-dimensional input of dropout2d has a batch, as in PyTorch
    boolean unbatched = spatial > 0 && spatial != 2 && sizes.length == spatial + 1;
    for (int d = unbatched ? 1 : 2; d < sizes.length; d++) {
      sizes[d] = 1;
    }
    return Layout.contiguous(sizes);
  }

  private static Tensor scaled(Bound a, Layout each) {
    Tensor x = a.tensor("input");
    double p = chance(a);
    if (!a.flag("training") || p == 0 || x.numel() == 0) {
      return x;
    }
    Tensor noise = noise(x, each, p);
    return a.flag("inplace") ? x.mulInPlace(noise) : x.mul(noise);
  }

  /** 1 / (1 - p) for what stays, 0 for what is left out. */
  private static Tensor noise(Tensor x, Layout each, double p) {
    return p == 1 ? zeros(x, each) : kept(x, each, p).div(1 - p);
  }

  private static Tensor zeros(Tensor x, Layout each) {
    return Fresh.zeros(Context.current(), each, x.dtype());
  }

  /** 1 for what stays, 0 for what is left out. */
  private static Tensor kept(Tensor x, Layout each, double p) {
    Tensor kept = Fresh.unwritten(Context.current(), each, x.dtype());
    Draws.bernoulli(Context.current().generator(), kept, 1 - p);
    return kept;
  }

  // What is left out becomes -ALPHA; scaled by f and moved so that mean and variance stay
  private static Tensor saturated(Bound a, Layout each) {
    Tensor x = a.tensor("input");
    double p = chance(a);
    if (!a.flag("training") || p == 0 || x.numel() == 0) {
      return x;
    }
    if (p == 1) {
      return x.mul(zeros(x, each));
    }
    double f = 1 / Math.sqrt((ALPHA * ALPHA * p + 1) * (1 - p));
    Tensor kept = kept(x, each, p);
    Tensor moved = kept.sub(1.0).mul(ALPHA * f).add(ALPHA * f * p);
    Tensor noise = kept.mul(f);
    return a.flag("inplace") ? x.mulInPlace(noise).addInPlace(moved) : x.mul(noise).add(moved);
  }
}
