package org.gradlang.op.reduction;

import static org.gradlang.op.declare.Primitive.reads;

import org.gradlang.kernel.Copies;
import org.gradlang.kernel.Fold;
import org.gradlang.kernel.Formula;
import org.gradlang.kernel.Reduction;
import org.gradlang.kernel.Softmax;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Dims;
import org.gradlang.op.declare.Expression;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.declare.PointwiseFunction.DTypeRule;
import org.gradlang.op.declare.Primitive;
import org.gradlang.op.declare.Vjp;
import org.gradlang.op.pointwise.Elementary;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Operand;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;

/** Exponentials relative to the greatest element of a line. */
public final class Softmaxes {
  /** The sum of the powers of differences. */
  private static final Reduction POWERS =
      Reduction.of(Fold.SUM, Formula.input(0).sub(Formula.input(1)).exp());

  // d/dx softmax = y * (g - sum(g * y))
  static final Primitive SOFTMAX =
      Primitive.of("softmax(input: tensor, dim: int)", a -> forward(a, false))
          .gradient(
              "input",
              reads("result"),
              v -> {
                if (!Context.current().isRecording()) {
                  return gradient(v, false);
                }
                Tensor product = v.cotangent().mul(v.result());
                return product.sub(v.result().mul(total(product, dim(v))));
              })
          .gradientNode("SoftmaxBackwardDataBackward0");

  // d/dx log_softmax = g - softmax * sum(g)
  static final Primitive LOG_SOFTMAX =
      Primitive.of("log_softmax(input: tensor, dim: int)", a -> forward(a, true))
          .gradient(
              "input",
              reads("result"),
              v -> {
                if (!Context.current().isRecording()) {
                  return gradient(v, true);
                }
                Tensor sum = total(v.cotangent(), dim(v));
                return v.cotangent().sub(Elementary.exp(v.result()).mul(sum));
              })
          .gradientNode("LogSoftmaxBackwardDataBackward0");

  private static final Primitive LOGSUMEXP =
      Primitive.of(
              "logsumexp(input: tensor, dim: ints, keepdim: bool = False)", Softmaxes::logSumExp)
          .gradient(
              "input",
              reads("input", "result"),
              v -> {
                Tensor x = v.tensor("input");
                int[] dims = v.ints("dim");
                Tensor y = Reductions.kept(v.result(), x.layout(), dims, v.flag("keepdim"));
                Tensor g = Reductions.kept(v.cotangent(), x.layout(), dims, v.flag("keepdim"));
                return Expression.of(() -> Elementary.exp(x.sub(y)).mul(g));
              });

  private Softmaxes() {}

  public static void declare(Family family) {
    String parameters =
        "(input: tensor, dim: int? = None, _stacklevel: int = 3, dtype: dtype? = None)";
    family
        .op("softmax", "exp(input) along dim, divided by its sum.")
        .samples("softmax(randn(2, 3), dim=1)")
        .way(Composite.of("softmax" + parameters, a -> softmax(input(a), dim(a))));
    family
        .op("log_softmax", "The logarithm of softmax, exact for small values.")
        .samples("log_softmax(randn(2, 3), dim=1)")
        .way(Composite.of("log_softmax" + parameters, a -> logSoftmax(input(a), dim(a))));
    family
        .op("softmin", "softmax of -input.")
        .samples("softmin(randn(2, 3), dim=1)")
        .functionOnly()
        .way(Composite.of("softmin" + parameters, a -> softmax(input(a).neg(), dim(a))));
    family
        .op("logsumexp", "log(sum(exp(input))) along dims, without overflow.")
        .samples(
            "logsumexp(randn(2, 3), dim=1)", "logsumexp(randn(2, 3), dim=(0, 1), keepdim=True)")
        .way(LOGSUMEXP);
  }

  private static Tensor input(Bound a) {
    DType dtype = a.dtype("dtype");
    Tensor x = a.tensor("input");
    return dtype == null ? DTypeRule.FLOATING.checked(a.operation(), x) : x.to(dtype);
  }

  /** Without dim, as PyTorch's: 0 for tensors of 0, 1 and 3 dimensions, else 1. */
  private static int dim(Bound a) {
    int count = a.tensor("input").dim();
    boolean first = count == 0 || count == 1 || count == 3;
    return a.has("dim") ? a.integer("dim") : first ? 0 : 1;
  }

  private static Tensor total(Tensor x, int dim) {
    return Reductions.sum(x, new int[] {dim}, true);
  }

  private static int dim(Vjp v) {
    return v.integer("dim");
  }

  private static Tensor forward(Bound a, boolean log) {
    Tensor x = a.tensor("input");
    int dim = Dims.of(log ? "log_softmax" : "softmax", x.layout(), a.integer("dim"));
    if (x.numel() == 0) {
      return x.copy();
    }
    int[] sizes = x.layout().sizes();
    return Fresh.of(Softmax.of(sizes, dim, log).values(Copies.dense(x)), sizes);
  }

  private static Tensor gradient(Vjp v, boolean log) {
    Tensor y = v.result();
    int[] sizes = y.layout().sizes();
    if (y.numel() == 0) {
      return y.copy();
    }
    Softmax softmax = Softmax.of(sizes, Dims.of("softmax", y.layout(), dim(v)), log);
    return Fresh.of(softmax.gradient(Copies.dense(y), Copies.dense(v.cotangent())), sizes);
  }

  /** The greatest element is taken out first, unless it is infinite. */
  private static Tensor logSumExp(Bound a) {
    Tensor given = a.tensor("input");
    Tensor x = given.dtype().isFloating() ? given : given.to(Context.current().defaultDType());
    int[] dims = a.ints("dim");
    boolean keepdim = Reductions.keeps(a);
    if (x.numel() == 0) {
      return Elementary.log(Reductions.sum(Elementary.exp(x), dims, keepdim));
    }
    Tensor greatest = Extremal.amax(x, dims, true);
    Tensor shift = greatest.maskedFill(greatest.abs().eq(Double.POSITIVE_INFINITY), 0.0);
    boolean[] reduced = Dims.set("logsumexp", x.layout(), dims);
    int[] sizes = x.layout().sizes();
    Operand[] operands = {x, shift.expand(sizes)};
    Storage sums = POWERS.run(operands, sizes, reduced, x.dtype(), x.dtype(), Math::log);
    Tensor logarithm = Fresh.of(sums, Dims.reduced(x.layout(), reduced, keepdim));
    return logarithm.addInPlace(keepdim ? shift : shift.view(logarithm.layout().sizes()));
  }

  public static Tensor softmax(Tensor x, int dim) {
    return SOFTMAX.tensor(x, (long) dim);
  }

  public static Tensor logSoftmax(Tensor x, int dim) {
    return LOG_SOFTMAX.tensor(x, (long) dim);
  }
}
