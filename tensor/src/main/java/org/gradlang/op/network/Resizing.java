package org.gradlang.op.network;

import org.gradlang.kernel.LinearMap;
import org.gradlang.kernel.LinearMap.Row;
import org.gradlang.tensor.DType;

/**
 * One dimension in another size.
 *
 * @param inputs the size before
 * @param outputs the size after
 * @param scale inputs for each output, unless corners are aligned
 * @param corners whether the first and last elements stay where they are
 */
record Resizing(int inputs, int outputs, double scale, boolean corners) {
  /** The sharpness of cubic interpolation. */
  private static final double CUBIC = -0.75;

  /** The sharpness of cubic interpolation where it smooths. */
  private static final double CUBIC_SMOOTHED = -0.5;

  LinearMap nearest(DType dtype) {
    return picked(dtype, 0);
  }

  /** The element at the centre, where {@link #nearest} takes one at the edge. */
  LinearMap nearestExact(DType dtype) {
    return picked(dtype, 0.5);
  }

  /** Computed in the dtype, as PyTorch does: which element is next may hang on the last digit. */
  private LinearMap picked(DType dtype, double shift) {
    boolean single = dtype != DType.FLOAT64;
    return LinearMap.of(
        inputs,
        outputs,
        i -> {
          float place =
              single ? (float) (i + shift) * (float) scale : (float) ((i + shift) * scale);
          return Row.of(Math.min((int) Math.floor(place), inputs - 1));
        });
  }

  /** Where an output stands among the inputs. */
  private double place(int output) {
    if (!corners) {
      return scale * (output + 0.5) - 0.5;
    }
    return outputs > 1 ? (double) (inputs - 1) / (outputs - 1) * output : 0;
  }

  LinearMap linear() {
    return LinearMap.of(
        inputs,
        outputs,
        i -> {
          double place = Math.max(0, place(i));
          int left = Math.min((int) place, inputs - 1);
          int right = Math.min(left + 1, inputs - 1);
          double share = Math.min(1, Math.max(0, place - left));
          return left == right || share == 0
              ? new Row(new int[] {left}, new double[] {1})
              : new Row(new int[] {left, right}, new double[] {1 - share, share});
        });
  }

  LinearMap cubic() {
    return LinearMap.of(
        inputs,
        outputs,
        i -> {
          double place = place(i);
          int left = (int) Math.floor(place);
          int[] from = new int[4];
          double[] weights = new double[4];
          for (int k = 0; k < 4; k++) {
            from[k] = Math.clamp(left - 1 + k, 0, inputs - 1);
            weights[k] = cubic(place - (left - 1 + k), CUBIC);
          }
          return new Row(from, weights);
        });
  }

  /** The weight of an element at a distance, by Keys' convolution of sharpness {@code a}. */
  private static double cubic(double distance, double a) {
    double x = Math.abs(distance);
    if (x <= 1) {
      return ((a + 2) * x - (a + 3)) * x * x + 1;
    }
    return x < 2 ? ((x - 5) * x + 8) * x * a - 4 * a : 0;
  }

  /** Weighs all elements that an output covers, as an image is made smaller without moire. */
  LinearMap smoothed(boolean isCubic) {
    double step = corners && outputs > 1 ? (double) (inputs - 1) / (outputs - 1) : scale;
    double stretch = Math.max(1, step);
    double support = (isCubic ? 2 : 1) * stretch;
    return LinearMap.of(
        inputs,
        outputs,
        i -> {
          double centre = step * (i + 0.5);
          int from = Math.max(0, (int) (centre - support + 0.5));
          int to = Math.min(inputs, (int) (centre + support + 0.5));
          int[] places = new int[to - from];
          double[] weights = new double[to - from];
          double total = 0;
          for (int k = 0; k < places.length; k++) {
            double distance = (from + k - centre + 0.5) / stretch;
            places[k] = from + k;
            weights[k] =
                isCubic ? cubic(distance, CUBIC_SMOOTHED) : Math.max(0, 1 - Math.abs(distance));
            total += weights[k];
          }
          for (int k = 0; k < weights.length; k++) {
            weights[k] /= total;
          }
          return new Row(places, weights);
        });
  }
}
