package org.gradlang.op.network;

import java.util.Arrays;
import java.util.List;
import org.gradlang.kernel.Window;
import org.gradlang.op.declare.Bound;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.None;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;

/** The arguments of a pooling operation, checked, and the windows that they describe. */
final class PoolingArguments {
  private final Bound a;
  private final int dims;
  private final int[] image;
  private final int[] kernel;
  private final int[] stride;
  private final int[] padding;
  private final int[] dilation;
  private final int[] positions;

  PoolingArguments(Bound a, Tensor x, int dims) {
    this.a = a;
    this.dims = dims;
    this.image = Arrays.copyOfRange(x.layout().sizes(), x.dim() - dims, x.dim());
    this.kernel = WindowArguments.atLeast(a, "kernel_size", dims, 1);
    Storage.require(DType.INT64, Layout.numelOf(kernel));
    this.stride = WindowArguments.atLeast(a, "stride", dims, 1, kernel);
    this.padding = optional("padding", 0);
    this.dilation = optional("dilation", 1);
    this.positions = new int[dims];
    for (int d = 0; d < dims; d++) {
      positions[d] = positionCount(d);
    }
  }

  private int[] optional(String name, int standard) {
    if (a.knows(name)) {
      return WindowArguments.atLeast(a, name, dims, standard);
    }
    int[] values = new int[dims];
    Arrays.fill(values, standard);
    return values;
  }

  private int positionCount(int d) {
    long covered = WindowArguments.covered(kernel[d], dilation[d]);
    if (padding[d] > covered / 2) {
      throw new GradError(
          ErrorKind.VALUE,
          a.operation()
              + "(): padding must be at most half of the kernel's size, and is "
              + padding[d]
              + " for a kernel of "
              + kernel[d]);
    }
    boolean ceil = a.flag("ceil_mode");
    long room = image[d] + 2L * padding[d] - covered;
    long count = Math.floorDiv(room + (ceil ? stride[d] - 1 : 0), (long) stride[d]) + 1;
    if (ceil && (count - 1) * stride[d] >= (long) image[d] + padding[d]) {
      count--;
    }
    if (count < 1) {
      throw new GradError(
          ErrorKind.SHAPE,
          a.operation()
              + "(): a kernel of "
              + Arrays.toString(kernel)
              + " does not fit into an image of "
              + Arrays.toString(image));
    }
    return (int) count;
  }

  int dims() {
    return dims;
  }

  int image(int d) {
    return image[d];
  }

  int positions(int d) {
    return positions[d];
  }

  int[] positions() {
    return positions;
  }

  /** Where a window begins, in the padding too. */
  int from(int d, int position) {
    return position * stride[d] - padding[d];
  }

  /** Where a window begins in the image. */
  int start(int d, int position) {
    return Math.max(0, from(d, position));
  }

  /** Where a window ends, in the padding too. */
  int end(int d, int position) {
    return Math.min(from(d, position) + kernel[d], image[d] + padding[d]);
  }

  int kernelSize() {
    return Arrays.stream(kernel).reduce(1, (x, y) -> x * y);
  }

  Window window() {
    return new Window(image, kernel, stride, padding, dilation, positions);
  }

  /** The input, which has one dimension of channels before the image, and may have a batch. */
  static Tensor checked(Bound a, int dims) {
    Tensor x = a.tensor("input");
    if (x.dim() != dims + 1 && x.dim() != dims + 2) {
      throw new GradError(
          ErrorKind.SHAPE,
          a.operation()
              + "(): input needs "
              + (dims + 2)
              + " dimensions, or "
              + (dims + 1)
              + " without a batch, not the shape "
              + x.layout());
    }
    if (x.dtype() == DType.BOOL) {
      throw new GradError(ErrorKind.TYPE, a.operation() + "() is not defined for " + x.dtype())
          .help("convert it first, with .float()");
    }
    for (int d = x.dim() - dims; d < x.dim(); d++) {
      if (x.size(d) == 0) {
        throw new GradError(
            ErrorKind.SHAPE,
            a.operation()
                + "(): an image without elements, of shape "
                + x.layout()
                + ", cannot be pooled");
      }
    }
    return x;
  }

  /** Refuses results with so many parts that there is no memory for them. */
  static void requireMemory(Tensor x, int[] parts) {
    int[] sizes = x.layout().sizes().clone();
    for (int d = 0; d < parts.length; d++) {
      int at = sizes.length - parts.length + d;
      sizes[at] = parts[d] < 0 ? sizes[at] : parts[d];
    }
    Storage.require(x.dtype(), Layout.numelOf(sizes));
  }

  /** The argument output_size: an int, or one for each dimension; None, as -1, keeps a size. */
  static int[] outputSize(Bound a, int dims) {
    Object given = a.required("output_size");
    List<?> all = given instanceof List<?> list ? list : List.of(given);
    int[] sizes = new int[dims];
    for (int d = 0; d < dims; d++) {
      Object size = all.size() == 1 ? all.getFirst() : d < all.size() ? all.get(d) : "";
      sizes[d] =
          switch (size) {
            case None none -> -1;
            case Long number when number > 0 && number <= Integer.MAX_VALUE -> number.intValue();
            default ->
                throw new GradError(
                    ErrorKind.VALUE,
                    a.operation()
                        + "(): output_size is a positive int, or one for each of "
                        + dims
                        + " dimensions; None keeps a size");
          };
    }
    return sizes;
  }
}
