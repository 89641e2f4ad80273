package org.gradlang.op.network;

import java.util.Arrays;
import org.gradlang.kernel.Copies;
import org.gradlang.kernel.Standardisation;
import org.gradlang.kernel.Standardisation.Sums;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.declare.Vjp;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Room;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The gradients of a normalisation in a few passes over memory, with the means and variances that
 * the way forward kept: one pass for the sums that all of them are made of, and one for the input's
 * gradient.
 */
final class NormalisedGradients {
  private final Vjp v;
  private final NormalisedAxes.Affine affine;
  private final Storage x;
  private final Storage cotangent;
  private final DType dtype;
  private final double[] mean; // of the parts
  private final double[] factor; // of the parts
  private @Nullable Sums sums; // of the parts; without weights, unless there is one for each place
  private @Nullable Sums sumsOfPlaces;

  NormalisedGradients(Vjp v, NormalisedAxes.Affine affine) {
    this.v = v;
    this.affine = affine;
    this.x = Copies.dense(v.tensor("input"));
    this.cotangent = Copies.dense(v.cotangent(0));
    this.dtype = x.dtype();
    this.mean = affine.ofGroups(NormalisedAxes.numbers(v.result("mean")));
    double[] variance = NormalisedAxes.numbers(v.result("variance"));
    this.factor = affine.ofGroups(NormalisedAxes.factors(variance, v.real("eps")));
  }

  /**
   * With h = cotangent * weight, dx = factor * (h - mean(h) - factor^2 * (x - mean) * mean(h * (x -
   * mean))).
   */
  Tensor ofInput() {
    Tensor weight = v.tensorOrNull("weight");
    double[] scale = affine.ofParts(weight, 1);
    Sums each = sums();
    Standardisation parts = affine.parts();
    double[] slope = Room.doubles(parts.groups());
    double[] shift = Room.doubles(parts.groups());
    int n = affine.groups().count();
    int together = affine.each();
    for (int first = 0; first < scale.length; first += together) {
      double plain = 0;
      double centred = 0;
      for (int i = first; i < first + together; i++) {
        plain += scale[i] * each.plain()[i];
        centred += scale[i] * each.centred()[i];
      }
      double f = factor[first];
      Arrays.fill(slope, first, first + together, -f * f * f * centred / n);
      Arrays.fill(shift, first, first + together, -f * plain / n);
    }
    Arrays.setAll(scale, i -> scale[i] * factor[i]);
    double @Nullable [] places = affine.ofPlaces(weight);
    return Fresh.of(
        parts.gradient(cotangent, x, mean, scale, slope, shift, places), v.layout("input").sizes());
  }

  Tensor ofWeight() {
    double[] along = new double[affine.count()];
    if (affine.isInner()) {
      System.arraycopy(sumsOfPlaces().centred(), 0, along, 0, along.length);
    } else {
      double[] centred = sums().centred();
      for (int i = 0; i < centred.length && along.length > 0; i++) {
        along[i % along.length] += factor[i] * centred[i];
      }
    }
    return NormalisedAxes.each(along, dtype, v.layout("weight").sizes());
  }

  Tensor ofBias() {
    double[] total = new double[affine.count()];
    if (affine.isInner()) {
      System.arraycopy(sumsOfPlaces().plain(), 0, total, 0, total.length);
    } else {
      double[] plain = sums().plain();
      for (int i = 0; i < plain.length && total.length > 0; i++) {
        total[i % total.length] += plain[i];
      }
    }
    return NormalisedAxes.each(total, dtype, v.layout("bias").sizes());
  }

  private Sums sums() {
    Sums made = sums;
    if (made == null) {
      double @Nullable [] places =
          affine.isInner() ? affine.ofPlaces(v.tensorOrNull("weight")) : null;
      made = affine.parts().sums(cotangent, x, mean, places);
      sums = made;
    }
    return made;
  }

  private Sums sumsOfPlaces() {
    Sums made = sumsOfPlaces;
    if (made == null) {
      made = affine.groups().sumsOfPlaces(cotangent, x, mean, factor);
      sumsOfPlaces = made;
    }
    return made;
  }
}
