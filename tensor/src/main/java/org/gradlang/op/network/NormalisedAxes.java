package org.gradlang.op.network;

import static org.gradlang.op.declare.Primitive.reads;

import java.util.Arrays;
import org.gradlang.kernel.Copies;
import org.gradlang.kernel.Standardisation;
import org.gradlang.kernel.Standardisation.Moments;
import org.gradlang.kernel.Standardisation.Normalised;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.declare.Primitive;
import org.gradlang.op.declare.Vjp;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Room;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Mean 0 and variance 1 along some dimensions, then a weight and a bias: what batch_norm,
 * layer_norm and group_norm have in common.
 *
 * <p>The gradients are passes over memory where they need none themselves ({@link
 * NormalisedGradients}), and operations where they do.
 */
final class NormalisedAxes {
  private NormalisedAxes() {}

  /**
   * An operation of these arguments: the input is seen in the shape {@code view}, weight and bias
   * in the shape {@code affine}. Results are the normalised input, the means and the variances.
   */
  static Primitive primitive(String node) {
    String[] all = reads("input", "weight", "mean", "variance");
    return Primitive.of(
            "native_norm(input: tensor, weight: tensor?, bias: tensor?, view: ints, dims: ints,"
                + " affine: ints, eps: float)",
            NormalisedAxes::forward)
        .node(node)
        .results("native_norm", "values", "mean", "variance")
        .gradient("input", all, v -> isRecorded() ? recorded(v) : gradients(v).ofInput())
        .gradient("weight", all, v -> isRecorded() ? recordedOfWeight(v) : gradients(v).ofWeight())
        .gradient("bias", all, v -> isRecorded() ? recordedOfBias(v) : gradients(v).ofBias());
  }

  /** How weights belong to elements: one for each part of a group, or one for each inner place. */
  record Affine(Standardisation groups, Standardisation parts, boolean isInner, int count) {
    static Affine of(int[] view, int[] dims, int[] affine) {
      Standardisation groups = Standardisation.of(view, dims);
      int count = Layout.contiguous(affine).numel();
      if (Arrays.equals(affine, statistics(view, dims))) {
        return new Affine(groups, groups, false, count);
      }
      if (affine.length == dims.length) {
        return new Affine(groups, groups, true, count);
      }
      int each = 1; // group_norm: the channels of a group
      for (int d : dims) {
        each *= affine[d];
      }
      // Without channels there are no parts either; a group is then its own.
      return new Affine(groups, groups.parts(Math.max(1, each)), false, count);
    }

    /** Parts in a group. */
    int each() {
      return parts.groups() / Math.max(1, groups.groups());
    }

    /** For each part its group's number. */
    double[] ofGroups(double[] numbers) {
      int each = each();
      double[] spread = new double[parts.groups()];
      Arrays.setAll(spread, i -> numbers[i / each]);
      return spread;
    }

    /** For each part its own weight or bias, or {@code otherwise} where there is none. */
    double[] ofParts(@Nullable Tensor own, double otherwise) {
      double[] spread = new double[parts.groups()];
      if (own == null || isInner || count == 0) {
        Arrays.fill(spread, otherwise);
        return spread;
      }
      double[] each = numbers(own);
      Arrays.setAll(spread, i -> each[i % count]);
      return spread;
    }

    /** The weights or biases of inner places. */
    double @Nullable [] ofPlaces(@Nullable Tensor own) {
      return own == null || !isInner ? null : numbers(own);
    }

    /** Elements with mean 0 and variance 1 in each group, then weights and biases. */
    Normalised normalised(Storage x, @Nullable Tensor weight, @Nullable Tensor bias, double eps) {
      double[] scale = ofParts(weight, 1);
      double[] shift = ofParts(bias, 0);
      double @Nullable [] weights = ofPlaces(weight);
      double @Nullable [] biases = ofPlaces(bias);
      if (each() == 1) {
        return groups.normalised(x, eps, scale, shift, weights, biases);
      }
      Moments moments = groups.moments(x);
      double[] factors = ofGroups(factors(moments.variance(), eps));
      Arrays.setAll(scale, i -> scale[i] * factors[i]);
      double[] means = ofGroups(moments.mean());
      return new Normalised(parts.values(x, means, scale, shift, weights, biases), moments);
    }
  }

  private static Object forward(Bound a) {
    int[] view = a.ints("view");
    Storage x = Copies.dense(a.tensor("input"));
    Affine affine = Affine.of(view, a.ints("dims"), a.ints("affine"));
    Normalised normalised =
        affine.normalised(x, a.tensorOrNull("weight"), a.tensorOrNull("bias"), a.real("eps"));
    Moments moments = normalised.moments();
    int[] statistics = statistics(view, a.ints("dims"));
    return new Tensor[] {
      Fresh.of(normalised.values(), a.tensor("input").layout().sizes()),
      each(moments.mean(), x.dtype(), statistics),
      each(moments.variance(), x.dtype(), statistics)
    };
  }

  /** What makes variances 1: {@code 1 / sqrt(variance + eps)}. */
  static double[] factors(double[] variance, double eps) {
    double[] factors = Room.doubles(variance.length);
    Arrays.setAll(factors, i -> Standardisation.factor(variance[i], eps));
    return factors;
  }

  /** The sizes of what is the same along the dimensions {@code dims}. */
  private static int[] statistics(int[] view, int[] dims) {
    int[] sizes = view.clone();
    for (int d : dims) {
      sizes[d] = 1;
    }
    return sizes;
  }

  static double[] numbers(Tensor x) {
    return Copies.converted(x, DType.FLOAT64).doubles();
  }

  static Tensor each(double[] numbers, DType dtype, int[] sizes) {
    Tensor tensor = Fresh.of(Storage.of(numbers), sizes);
    return dtype == DType.FLOAT64 ? tensor : tensor.to(dtype);
  }

  private static boolean isRecorded() {
    return Context.current().isRecording();
  }

  private static NormalisedGradients gradients(Vjp v) {
    return v.shared(
        NormalisedGradients.class,
        () ->
            new NormalisedGradients(
                v, Affine.of(v.ints("view"), v.ints("dims"), v.ints("affine"))));
  }

  // Gradients that have gradients.

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

  /**
   * With y = (x - mean) * factor and h = cotangent * weight, dx = factor * (h - mean(h) - y *
   * mean(h * y)).
   */
  private static Tensor recorded(Vjp v) {
    Tensor weight = v.tensorOrNull("weight");
    Standard y = Standard.of(v);
    Tensor h = weight == null ? cotangent(v) : cotangent(v).mul(weight.reshape(v.ints("affine")));
    int[] dims = v.ints("dims");
    Tensor along = y.values.mul(h.mul(y.values).mean(dims, true));
    Tensor gradient = h.sub(h.mean(dims, true)).sub(along).mul(y.factor);
    return gradient.reshape(v.layout("input").sizes());
  }

  private static Tensor recordedOfWeight(Vjp v) {
    Tensor each = cotangent(v).mul(Standard.of(v).values);
    return affineSum(v, each).reshape(v.layout("weight").sizes());
  }

  private static Tensor recordedOfBias(Vjp v) {
    return affineSum(v, cotangent(v)).reshape(v.layout("bias").sizes());
  }

  private static Tensor affineSum(Vjp v, Tensor each) {
    Layout affine = Layout.contiguous(v.ints("affine"));
    return each.layout().sameSizes(affine) ? each : each.sumTo(affine);
  }
}
