package org.gradlang.op.network;

import java.util.Objects;
import org.gradlang.kernel.Copies;
import org.gradlang.op.Operations;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Elements;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.index.Gathering;
import org.gradlang.op.signature.Results;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Room;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;

/**
 * Greatest elements of windows at random places: "Fractional Max-Pooling" (Graham, 2014), with
 * overlapping windows.
 */
public final class FractionalPooling {
  private static final String[] DTYPE = {"dtype"};

  private FractionalPooling() {}

  public static void declare(Family family) {
    for (int dims = 2; dims <= 3; dims++) {
      int n = dims;
      String name = "fractional_max_pool" + dims + "d";
      String parameters =
          "(input: tensor, kernel_size: ints, output_size: ints? = None, output_ratio: floats? ="
              + " None, return_indices: bool = False, _random_samples: tensor? = None)";
      String sizes = dims == 2 ? "5, 5" : "4, 4, 4";
      family
          .op(name, "The greatest elements of windows at random places.")
          .functionOnly()
          .constant("_random_samples")
          .samples(name + "(randn(1, 2, " + sizes + "), 2, output_size=2)")
          .way(Composite.of(name + parameters, a -> pooled(a, n)));
      String both = name + "_with_indices";
      family
          .op(both, "The same as " + name + " with return_indices.")
          .functionOnly()
          .constant("_random_samples")
          .samples(both + "(randn(1, 2, " + sizes + "), 2, output_size=2)")
          .way(
              Composite.of(
                  both
                      + parameters.replace(
                          "return_indices: bool = False", "return_indices: bool = True"),
                  a -> pooled(a, n)));
    }
  }

  private static Object pooled(Bound a, int dims) {
    Tensor x = a.tensor("input");
    if (x.dim() != dims + 1 && x.dim() != dims + 2) {
      throw new GradError(
          ErrorKind.SHAPE,
          a.operation()
              + "() needs "
              + (dims + 1)
              + " or "
              + (dims + 2)
              + " dims, not shape "
              + x.layout());
    }
    int lead = x.dim() - dims;
    int[] kernel = each(a, "kernel_size", dims);
    int[] output = outputs(a, x, lead, dims);
    for (int d = 0; d < dims; d++) {
      // as in PyTorch, three dims need one place more than two
      if (kernel[d] < 1 || output[d] < 1 || output[d] + kernel[d] - 3 + dims > x.size(lead + d)) {
        throw new GradError(
            ErrorKind.SHAPE,
            a.operation()
                + "(): "
                + output[d]
                + " windows of "
                + kernel[d]
                + " do not fit into a dimension of size "
                + x.size(lead + d));
      }
    }
    Tensor samples = samples(a, x, lead, dims);
    Tensor indices = indices(x, lead, kernel, output, samples);
    int[] planes = java.util.Arrays.copyOf(x.layout().sizes(), lead + 1);
    planes[lead] = -1;
    Tensor flat = Gathering.gather(x.reshape(planes), lead, indices.reshape(planes));
    Tensor values = flat.reshape(indices.layout().sizes());
    return a.flag("return_indices") ? Results.of(values, indices) : values;
  }

  private static int[] each(Bound a, String name, int dims) {
    int[] given = a.ints(name);
    int[] each = new int[dims];
    if (given.length != 1 && given.length != dims) {
      throw new GradError(
          ErrorKind.VALUE, a.operation() + "(): " + name + " is one int or " + dims);
    }
    java.util.Arrays.setAll(each, d -> given[given.length == 1 ? 0 : d]);
    return each;
  }

  private static int[] outputs(Bound a, Tensor x, int lead, int dims) {
    if (a.has("output_size")) {
      return each(a, "output_size", dims);
    }
    if (!a.has("output_ratio")) {
      throw new GradError(ErrorKind.VALUE, a.operation() + "() needs output_size or output_ratio");
    }
    double[] ratios = (double[]) a.required("output_ratio");
    int[] output = new int[dims];
    java.util.Arrays.setAll(
        output, d -> (int) (x.size(lead + d) * ratios[Math.min(d, ratios.length - 1)]));
    return output;
  }

  /** Where windows start is decided by one number from 0 to 1 for each plane and dim. */
  private static Tensor samples(Bound a, Tensor x, int lead, int dims) {
    if (a.has("_random_samples")) {
      return a.tensor("_random_samples");
    }
    long batch = lead == 1 ? 1 : x.size(0);
    Object[] values = {batch, (long) x.size(lead - 1), (long) dims, x.dtype()};
    return (Tensor) Objects.requireNonNull(Operations.find("rand")).call(values, DTYPE);
  }

  /** For each window, the place of its greatest element in its plane. */
  private static Tensor indices(Tensor x, int lead, int[] kernel, int[] output, Tensor samples) {
    int dims = kernel.length;
    int[] sizes = x.layout().sizes().clone();
    int[] input = java.util.Arrays.copyOfRange(sizes, lead, sizes.length);
    System.arraycopy(output, 0, sizes, lead, dims);
    int planes = Layout.numelOf(java.util.Arrays.copyOf(sizes, lead));
    int plane = Layout.numelOf(input);
    Storage elements = Copies.contiguous(x);
    Storage random = Copies.contiguous(samples);
    long[] found = Room.longsToStore(Layout.numelOf(sizes));
    int windows = Layout.numelOf(output);
    Context context = Context.current();
    for (int p = 0; p < planes; p++) {
      int[][] starts = new int[dims][];
      for (int d = 0; d < dims; d++) {
        // in two dims the first sample is the width's
        double sample = Elements.real(random, p * dims + (dims == 2 ? 1 - d : d));
        starts[d] = starts(sample, input[d], output[d], kernel[d], x.dtype() == DType.FLOAT32);
      }
      for (int w = 0; w < windows; w++) {
        context.worked(8);
        found[p * windows + w] =
            greatest(elements, p * plane, input, corner(starts, w, output), kernel);
      }
    }
    return Fresh.of(Storage.of(found), sizes);
  }

  private static int[] starts(double sample, int input, int output, int kernel, boolean single) {
    int[] starts = new int[output];
    if (output > 1) {
      double alpha = (double) (input - kernel) / (output - 1);
      for (int i = 0; i < output - 1; i++) {
        starts[i] =
            single
                ? (int) (((float) sample + i) * (float) alpha)
                    - (int) ((float) sample * (float) alpha)
                : (int) ((sample + i) * alpha) - (int) (sample * alpha);
      }
    }
    starts[output - 1] = input - kernel;
    return starts;
  }

  private static int[] corner(int[][] starts, int window, int[] output) {
    int[] corner = new int[output.length];
    int rest = window;
    for (int d = output.length - 1; d >= 0; d--) {
      corner[d] = starts[d][rest % output[d]];
      rest /= output[d];
    }
    return corner;
  }

  private static long greatest(
      Storage elements, int plane, int[] input, int[] corner, int[] kernel) {
    double best = Double.NEGATIVE_INFINITY;
    int found = -1;
    int count = Layout.numelOf(kernel);
    for (int k = 0; k < count; k++) {
      int rest = k;
      int at = 0;
      int stride = 1;
      for (int d = kernel.length - 1; d >= 0; d--) {
        at += (corner[d] + rest % kernel[d]) * stride;
        rest /= kernel[d];
        stride *= input[d];
      }
      double value = Elements.real(elements, plane + at);
      if (found < 0 || value > best || Double.isNaN(value)) {
        best = value;
        found = at;
      }
    }
    return found;
  }
}
