package org.gradlang.op.network;

import java.util.Arrays;
import org.gradlang.kernel.Window;
import org.gradlang.op.declare.Bound;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** The arguments of a convolution, checked, and the window that they describe. */
final class ConvolutionArguments {
  private final Bound a;
  private final int dims;
  private final Tensor input;
  private final Tensor weight;
  private final int[] stride;
  private final int[] dilation;
  private final int groups;

  ConvolutionArguments(Bound a, int dims) {
    this.a = a;
    this.dims = dims;
    this.input = a.tensor("input");
    this.weight = a.tensor("weight");
    this.stride = WindowArguments.atLeast(a, "stride", dims, 1);
    this.dilation = WindowArguments.atLeast(a, "dilation", dims, 1);
    this.groups = a.integer("groups");
    checkTensors();
  }

  int groups() {
    return groups;
  }

  private void checkTensors() {
    if (input.dtype() == DType.BOOL || input.dtype() != weight.dtype()) {
      throw new GradError(
              ErrorKind.TYPE,
              a.operation()
                  + "() needs an input and a weight of one float dtype, not "
                  + input.dtype()
                  + " and "
                  + weight.dtype())
          .note(input.origin(), input.dtype() + " made here")
          .note(weight.origin(), weight.dtype() + " made here")
          .help("convert one of them, with .float() or .to()");
    }
    if (weight.dim() != dims + 2) {
      throw shapes("weight needs " + (dims + 2) + " dimensions");
    }
    if (input.dim() != dims + 2 && input.dim() != dims + 1) {
      throw shapes(
          "input needs " + (dims + 2) + " dimensions, or " + (dims + 1) + " without a batch");
    }
    if (weight.size(0) == 0) {
      throw shapes("weight needs at least one filter");
    }
    if (groups < 1 || weight.size(0) % groups != 0) {
      throw new GradError(
          ErrorKind.VALUE,
          a.operation()
              + "(): groups must divide the first size of weight, "
              + weight.size(0)
              + ", and is "
              + groups);
    }
  }

  private GradError shapes(String what) {
    return new GradError(
        ErrorKind.SHAPE,
        a.operation()
            + "(): "
            + what
            + "; input has shape "
            + input.layout()
            + ", weight "
            + weight.layout());
  }

  /** The input with a dimension for the batch. */
  Tensor batched() {
    return input.dim() == dims + 1 ? input.unsqueeze(0) : input;
  }

  private int[] kernel() {
    return Convolutions.spatial(weight.layout());
  }

  /** The window of a convolution of a batch. */
  Window window(Tensor batch) {
    if (batch.size(1) != weight.size(1) * groups) {
      throw shapes(
          "for weight and groups="
              + groups
              + " the input needs "
              + weight.size(1) * groups
              + " channels, not "
              + batch.size(1));
    }
    int[] image = Convolutions.spatial(batch.layout());
    int[] kernel = kernel();
    if (a.required("padding") instanceof String named) {
      return named(named, image, kernel);
    }
    int[] padding = WindowArguments.atLeast(a, "padding", dims, 0);
    int[] positions = new int[dims];
    for (int d = 0; d < dims; d++) {
      long covered = WindowArguments.covered(kernel[d], dilation[d]);
      positions[d] = WindowArguments.positions(image[d], 2L * padding[d], covered, stride[d]);
      if (positions[d] < 1) {
        throw shapes("the kernel, " + covered + " wide, is larger than the padded input");
      }
    }
    return new Window(image, kernel, stride, padding, dilation, positions);
  }

  /** "same" pads the end more where it cannot be even. */
  private Window named(String name, int[] image, int[] kernel) {
    int[] padding = new int[dims];
    int[] positions = image.clone();
    switch (name) {
      case "same" -> {
        if (Arrays.stream(stride).anyMatch(s -> s != 1)) {
          throw new GradError(
              ErrorKind.VALUE, a.operation() + "(): padding=\"same\" needs a stride of 1");
        }
        Arrays.setAll(
            padding,
            d -> {
              long covered = WindowArguments.covered(kernel[d], dilation[d]);
              if (covered > Integer.MAX_VALUE) {
                throw shapes("the kernel, " + covered + " wide, is too large");
              }
              return (int) (covered - 1) / 2;
            });
      }
      case "valid" -> {
        for (int d = 0; d < dims; d++) {
          long covered = WindowArguments.covered(kernel[d], dilation[d]);
          positions[d] = WindowArguments.positions(image[d], 0, covered, stride[d]);
          if (positions[d] < 1) {
            throw shapes("the kernel, " + covered + " wide, is larger than the input");
          }
        }
      }
      default ->
          throw new GradError(
              ErrorKind.VALUE,
              a.operation()
                  + "(): padding is \"same\", \"valid\" or numbers, not \""
                  + name
                  + "\"");
    }
    return new Window(image, kernel, stride, padding, dilation, positions);
  }

  /** The window of the convolution that this is the transposed of. */
  Window transposedWindow(Tensor batch) {
    if (batch.size(1) != weight.size(0)) {
      throw shapes(
          "the input needs as many channels as weight has rows, "
              + weight.size(0)
              + ", not "
              + batch.size(1));
    }
    int[] positions = Convolutions.spatial(batch.layout());
    int[] kernel = kernel();
    int[] padding = WindowArguments.atLeast(a, "padding", dims, 0);
    int[] further = WindowArguments.atLeast(a, "output_padding", dims, 0);
    int[] image = new int[dims];
    for (int d = 0; d < dims; d++) {
      if (further[d] >= Math.max(stride[d], dilation[d])) {
        throw new GradError(
            ErrorKind.VALUE,
            a.operation()
                + "(): output_padding must be smaller than stride or dilation, and is "
                + further[d]);
      }
      long covered = WindowArguments.covered(kernel[d], dilation[d]);
      long size = (positions[d] - 1L) * stride[d] - 2L * padding[d] + covered + further[d];
      if (size < 1) {
        throw shapes("the padding leaves nothing of the result");
      }
      image[d] = Layout.numelOf(new int[] {(int) Math.min(size, Integer.MAX_VALUE)});
    }
    return new Window(image, kernel, stride, padding, dilation, positions);
  }

  /** The bias, one element for each channel of the result; null for none. */
  @Nullable Tensor bias(int channels) {
    Tensor bias = a.tensorOrNull("bias");
    if (bias != null && (bias.dim() != 1 || bias.size(0) != channels)) {
      throw new GradError(
          ErrorKind.SHAPE,
          a.operation()
              + "(): bias needs one element for each of "
              + channels
              + " channels, not the shape "
              + bias.layout());
    }
    return bias;
  }

  /** The result, without a batch where the input had none. */
  Tensor unbatched(Tensor result) {
    return input.dim() == dims + 1 ? result.squeeze(0) : result;
  }
}
