package org.gradlang.tensor;

/** Elements in memory that take part in no graph: what kernels read and write. */
public record View(Storage storage, Layout layout) implements Strided {

  /** All elements of a storage, in one dimension. */
  public static View of(Storage storage) {
    return new View(storage, Layout.contiguous(storage.length()));
  }

  /** New zeros, row-major. */
  public static View zeros(DType dtype, int... sizes) {
    Layout layout = Layout.contiguous(sizes);
    return new View(Storage.zeros(dtype, layout.numel()), layout);
  }
}
