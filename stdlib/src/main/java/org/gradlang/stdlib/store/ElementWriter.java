package org.gradlang.stdlib.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;

/** Writes the elements of tensors in row-major order, little end first. */
final class ElementWriter {
  private static final int CHUNK = 1 << 18;

  private final OutputStream out;
  private final ByteBuffer chunk;

  private ElementWriter(OutputStream out, long bytes) {
    this.out = out;
    this.chunk = ByteBuffer.allocate((int) Math.min(CHUNK, bytes)).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The bytes that a tensor takes. */
  static long bytes(Tensor tensor) {
    return (long) tensor.numel() * tensor.dtype().bytes();
  }

  /** Writes all elements of a tensor. */
  static void write(Tensor tensor, OutputStream out) throws IOException {
    new ElementWriter(out, bytes(tensor)).write(tensor);
  }

  private void write(Tensor tensor) throws IOException {
    Tensor dense = tensor.layout().isContiguous() ? tensor : tensor.detach().contiguous();
    Storage storage = dense.storage();
    int start = dense.layout().offset();
    int width = dense.dtype().bytes();
    int most = CHUNK / width;
    for (int at = 0; at < dense.numel(); at += most) {
      int count = Math.min(most, dense.numel() - at);
      put(storage, start + at, count);
      out.write(chunk.array(), 0, count * width);
      Context.current().worked(count * width);
    }
  }

  private void put(Storage storage, int from, int count) {
    switch (storage.dtype()) {
      case FLOAT32 -> chunk.asFloatBuffer().put(storage.floats(), from, count);
      case FLOAT64 -> chunk.asDoubleBuffer().put(storage.doubles(), from, count);
      case INT64 -> chunk.asLongBuffer().put(storage.longs(), from, count);
      case BOOL -> chunk.put(0, storage.bools(), from, count);
    }
  }
}
