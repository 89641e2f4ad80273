package org.gradlang.op.network;

import static org.gradlang.op.declare.Primitive.reads;

import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Primitive;
import org.gradlang.op.declare.Vjp;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Mean 0 and variance 1 along some dimensions, then a weight and a bias: what batch_norm,
 * layer_norm and group_norm have in common.
 */
final class NormalisedAxes {
  private NormalisedAxes() {}

  /**
   * An operation of these arguments: the input is seen in the shape {@code view}, weight and bias
   * in the shape {@code affine}. Results are the normalised input, the means and the variances.
   */
  static Primitive primitive(String node) {
    return Primitive.of(
            "native_norm(input: tensor, weight: tensor?, bias: tensor?, view: ints, dims: ints,"
                + " affine: ints, eps: float)",
            NormalisedAxes::forward)
        .node(node)
        .results("native_norm", "values", "mean", "variance")
        .gradient("input", reads("input", "weight"), NormalisedAxes::inputGradient)
        .gradient("weight", reads("input"), NormalisedAxes::weightGradient)
        .gradient("bias", v -> affineSum(v, cotangent(v)).reshape(v.layout("bias").sizes()));
  }

  private static Object forward(Bound a) {
    Tensor x = a.tensor("input").reshape(a.ints("view"));
    int[] dims = a.ints("dims");
    Tensor mean = x.mean(dims, true);
    Tensor centred = x.sub(mean);
    Tensor variance = centred.square().mean(dims, true);
    Tensor factor = variance.add(a.real("eps")).pow(-0.5);
    Tensor weight = a.tensorOrNull("weight");
    Tensor values = centred.mulInPlace(factor);
    if (weight != null) {
      values = values.mulInPlace(weight.reshape(a.ints("affine")));
    }
    Tensor bias = a.tensorOrNull("bias");
    if (bias != null) {
      values = values.addInPlace(bias.reshape(a.ints("affine")));
    }
    Tensor shaped = values.reshape(a.tensor("input").layout().sizes());
    return new Tensor[] {shaped, mean, variance};
  }

  private static Tensor cotangent(Vjp v) {
    return v.cotangent(0).reshape(v.ints("view"));
  }

  /** The input with mean 0 and variance 1, and the factor that made the variance 1. */
  private record Standard(Tensor values, Tensor factor) {
    static Standard of(Vjp v) {
      Tensor x = v.tensor("input").reshape(v.ints("view"));
      int[] dims = v.ints("dims");
      Tensor centred = x.sub(x.mean(dims, true));
      Tensor factor = centred.square().mean(dims, true).add(v.real("eps")).pow(-0.5);
      return new Standard(centred.mul(factor), factor);
    }
  }

  // With y = (x - mean) * factor and h = cotangent * weight:
  // dx = factor * (h - mean(h) - y * mean(h * y))
  private static Tensor inputGradient(Vjp v) {
    Standard y = Standard.of(v);
    Tensor weight = v.tensorOrNull("weight");
    Tensor h = weight == null ? cotangent(v) : cotangent(v).mul(weight.reshape(v.ints("affine")));
    int[] dims = v.ints("dims");
    Tensor along = y.values.mul(h.mul(y.values).mean(dims, true));
    Tensor gradient = h.sub(h.mean(dims, true)).sub(along).mul(y.factor);
    return gradient.reshape(v.layout("input").sizes());
  }

  private static @Nullable Tensor weightGradient(Vjp v) {
    Tensor each = cotangent(v).mul(Standard.of(v).values);
    return affineSum(v, each).reshape(v.layout("weight").sizes());
  }

  private static Tensor affineSum(Vjp v, Tensor each) {
    Layout affine = Layout.contiguous(v.ints("affine"));
    return each.layout().sameSizes(affine) ? each : each.sumTo(affine);
  }
}
