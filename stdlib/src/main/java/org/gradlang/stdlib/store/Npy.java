package org.gradlang.stdlib.store;

import java.io.IOException;
import java.io.OutputStream;
import org.gradlang.FileAccess;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.Types;

/** NumPy's files of one array. */
final class Npy {
  private Npy() {}

  /** Reads an array; one that Fortran's order is of becomes a tensor of such strides. */
  static Tensor read(ByteSource source) throws IOException {
    NpyHeader header = NpyHeader.read(source);
    int count = Layout.contiguous(header.sizes()).numel();
    Tensor tensor =
        new Tensor(
            source.elements(header.kind(), header.order(), count),
            header.columns() ? byColumns(header.sizes()) : Layout.contiguous(header.sizes()));
    if (source.left() > 0) {
      throw new FormatException(source.left() + " bytes follow after its array");
    }
    return tensor;
  }

  private static Layout byColumns(int[] sizes) {
    int[] strides = new int[sizes.length];
    int stride = 1;
    for (int d = 0; d < sizes.length; d++) {
      strides[d] = stride;
      stride *= Math.max(sizes[d], 1);
    }
    return Layout.strided(sizes, strides, 0);
  }

  /** Writes a tensor. */
  static FileAccess.Content content(Object value) {
    if (!(value instanceof Tensor tensor)) {
      throw new GradError(
              ErrorKind.TYPE,
              "save(): a .npy file holds one tensor, and this is " + Types.described(value))
          .help("a .npz file holds a dict of tensors, a .safetensors file any plain data");
    }
    return file -> write(tensor, file);
  }

  static void write(Tensor tensor, OutputStream file) throws IOException {
    file.write(NpyHeader.bytes(tensor.dtype(), tensor.layout().sizes()));
    ElementWriter.write(tensor, file);
  }

  /** The length of a tensor's file. */
  static long bytes(Tensor tensor) {
    return NpyHeader.bytes(tensor.dtype(), tensor.layout().sizes()).length
        + ElementWriter.bytes(tensor);
  }
}
