package org.gradlang.op.network;

import static org.gradlang.op.declare.Primitive.reads;

import java.util.Arrays;
import org.gradlang.kernel.Copies;
import org.gradlang.kernel.Standardisation;
import org.gradlang.kernel.Standardisation.Moments;
import org.gradlang.kernel.Standardisation.Sums;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.declare.Primitive;
import org.gradlang.op.declare.Vjp;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Storage;
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
    int[] view = a.ints("view");
    int[] affine = a.ints("affine");
    Storage x = dense(a.tensor("input"));
    Standardisation groups = Standardisation.of(view, a.ints("dims"));
    Moments moments = groups.moments(x);
    double[] scale = moments.factors(a.real("eps"));
    double[] shift = new double[groups.groups()];
    Tensor weight = a.tensorOrNull("weight");
    Tensor bias = a.tensorOrNull("bias");
    int[] statistics = statistics(view, a.ints("dims"));
    boolean together = Arrays.equals(affine, statistics);
    if (together) {
      multiply(scale, weight);
      add(shift, bias);
    }
    Tensor values = Fresh.of(groups.values(x, moments.mean(), scale, shift), view);
    if (weight != null && !together) {
      values = values.mulInPlace(weight.reshape(affine));
    }
    if (bias != null && !together) {
      values = values.addInPlace(bias.reshape(affine));
    }
    return new Tensor[] {
      values.reshape(a.tensor("input").layout().sizes()),
      each(moments.mean(), x.dtype(), statistics),
      each(moments.variance(), x.dtype(), statistics)
    };
  }

  private static Storage dense(Tensor x) {
    boolean dense = x.layout().isContiguous() && x.layout().offset() == 0;
    return dense ? x.storage() : Copies.contiguous(x);
  }

  /** The sizes of what is the same along the dimensions {@code dims}. */
  private static int[] statistics(int[] view, int[] dims) {
    int[] sizes = view.clone();
    for (int d : dims) {
      sizes[d] = 1;
    }
    return sizes;
  }

  private static void multiply(double[] each, @Nullable Tensor weight) {
    if (weight != null) {
      double[] factors = numbers(weight);
      Arrays.setAll(each, i -> each[i] * factors[i]);
    }
  }

  private static void add(double[] each, @Nullable Tensor bias) {
    if (bias != null) {
      double[] terms = numbers(bias);
      Arrays.setAll(each, i -> each[i] + terms[i]);
    }
  }

  private static double[] numbers(Tensor x) {
    return Copies.converted(x, DType.FLOAT64).doubles();
  }

  private static Tensor each(double[] numbers, DType dtype, int[] sizes) {
    Tensor tensor = Fresh.of(Storage.of(numbers), sizes);
    return dtype == DType.FLOAT64 ? tensor : tensor.to(dtype);
  }

  private static Tensor cotangent(Vjp v) {
    return v.cotangent(0).reshape(v.ints("view"));
  }

  /** The input with mean 0 and variance 1, and the factor that made the variance 1. */
  private record Standard(Tensor values, Tensor factor) {
    static Standard of(Vjp v) {
      if (!Context.current().isRecording()) {
        return plain(v);
      }
      Tensor x = v.tensor("input").reshape(v.ints("view"));
      int[] dims = v.ints("dims");
      Tensor centred = x.sub(x.mean(dims, true));
      Tensor factor = centred.square().mean(dims, true).add(v.real("eps")).pow(-0.5);
      return new Standard(centred.mul(factor), factor);
    }

    private static Standard plain(Vjp v) {
      Storage x = dense(v.tensor("input"));
      int[] view = v.ints("view");
      Standardisation groups = Standardisation.of(view, v.ints("dims"));
      Moments moments = groups.moments(x);
      double[] factors = moments.factors(v.real("eps"));
      double[] shift = new double[factors.length];
      return new Standard(
          Fresh.of(groups.values(x, moments.mean(), factors, shift), view),
          each(factors, x.dtype(), statistics(view, v.ints("dims"))));
    }
  }

  /**
   * With y = (x - mean) * factor and h = cotangent * weight, dx = factor * (h - mean(h) - y *
   * mean(h * y)): one pass where the gradient itself needs none, operations where it does.
   */
  private static Tensor inputGradient(Vjp v) {
    Tensor weight = v.tensorOrNull("weight");
    Tensor gradient =
        Context.current().isRecording() ? recordedGradient(v, weight) : plainGradient(v, weight);
    return gradient.reshape(v.layout("input").sizes());
  }

  private static Tensor recordedGradient(Vjp v, @Nullable Tensor weight) {
    Standard y = Standard.of(v);
    Tensor h = weight == null ? cotangent(v) : cotangent(v).mul(weight.reshape(v.ints("affine")));
    int[] dims = v.ints("dims");
    Tensor along = y.values.mul(h.mul(y.values).mean(dims, true));
    return h.sub(h.mean(dims, true)).sub(along).mul(y.factor);
  }

  private static Tensor plainGradient(Vjp v, @Nullable Tensor weight) {
    boolean together = isWeightOfGroup(v);
    Tensor h =
        weight == null || together
            ? cotangent(v)
            : cotangent(v).mul(weight.reshape(v.ints("affine")));
    Storage x = dense(v.tensor("input"));
    Storage from = dense(h);
    Standardisation groups = Standardisation.of(v.ints("view"), v.ints("dims"));
    Moments moments = groups.moments(x);
    Sums sums = groups.sums(from, x, moments.mean());
    double[] factor = moments.factors(v.real("eps"));
    double[] scale = factor.clone();
    if (together) {
      multiply(scale, weight);
    }
    int n = groups.count();
    double[] slope = new double[scale.length];
    double[] shift = new double[scale.length];
    for (int i = 0; i < scale.length; i++) {
      slope[i] = -scale[i] * factor[i] * factor[i] * sums.centred()[i] / n;
      shift[i] = -scale[i] * sums.plain()[i] / n;
    }
    return Fresh.of(groups.gradient(from, x, moments.mean(), scale, slope, shift), v.ints("view"));
  }

  private static boolean isWeightOfGroup(Vjp v) {
    return Arrays.equals(v.ints("affine"), statistics(v.ints("view"), v.ints("dims")));
  }

  private static @Nullable Tensor weightGradient(Vjp v) {
    int[] sizes = v.layout("weight").sizes();
    if (Context.current().isRecording() || !isWeightOfGroup(v)) {
      Tensor each = cotangent(v).mul(Standard.of(v).values);
      return affineSum(v, each).reshape(sizes);
    }
    Storage x = dense(v.tensor("input"));
    Standardisation groups = Standardisation.of(v.ints("view"), v.ints("dims"));
    Moments moments = groups.moments(x);
    double[] along = groups.sums(dense(cotangent(v)), x, moments.mean()).centred();
    double[] factors = moments.factors(v.real("eps"));
    Arrays.setAll(along, i -> along[i] * factors[i]);
    return each(along, x.dtype(), sizes);
  }

  private static Tensor affineSum(Vjp v, Tensor each) {
    Layout affine = Layout.contiguous(v.ints("affine"));
    return each.layout().sameSizes(affine) ? each : each.sumTo(affine);
  }
}
