package org.gradlang.tensor;

/**
 * An array of numbers of one dtype and any number of dimensions, which may take part in a graph.
 *
 * <p>A storage seen through a layout; several tensors may share a storage. Confined to one thread
 * at a time, as the engine that made it.
 */
public final class Tensor implements Strided {
  private final Storage storage;
  private final Layout layout;
  private final Origin origin;
  private boolean parameter;

  /** A tensor outside any graph. */
  public Tensor(Storage storage, Layout layout) {
    this.storage = storage;
    this.layout = layout;
    this.origin = Context.current().origin();
  }

  @Override
  public Storage storage() {
    return storage;
  }

  @Override
  public Layout layout() {
    return layout;
  }

  @Override
  public DType dtype() {
    return storage.dtype();
  }

  public int dim() {
    return layout.dim();
  }

  public int numel() {
    return layout.numel();
  }

  /**
   * The value of a tensor of one element: a Double, a Long or a Boolean.
   *
   * @throws GradError a ValueError where there are more or fewer elements
   */
  public Object item() {
    if (numel() != 1) {
      throw new GradError(
              ErrorKind.VALUE,
              "item() needs a tensor of one element, and this one has shape " + layout)
          .help("tolist() gives all elements");
    }
    return element(layout.offset());
  }

  /** The element at a place of the storage: a Double, a Long or a Boolean. */
  public Object element(int at) {
    return switch (dtype()) {
      case FLOAT32 -> (double) storage.floats()[at];
      case FLOAT64 -> storage.doubles()[at];
      case INT64 -> storage.longs()[at];
      case BOOL -> storage.bools()[at] != 0;
    };
  }

  /** Where in the program this was made. */
  public Origin origin() {
    return origin;
  }

  /** Whether this was made to be trained: modules register such tensors. */
  public boolean isParameter() {
    return parameter;
  }

  /** Makes this a parameter, once and for all. */
  public Tensor asParameter() {
    parameter = true;
    return this;
  }
}
