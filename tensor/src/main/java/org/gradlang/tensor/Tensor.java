package org.gradlang.tensor;

import org.gradlang.autograd.AutogradState;
import org.jspecify.annotations.Nullable;

/**
 * An array of numbers of one dtype and any number of dimensions, which may take part in a graph.
 *
 * <p>A storage seen through a layout; several tensors may share a storage. Confined to one thread
 * at a time, as the engine that made it.
 */
public final class Tensor
    implements Strided,
        PointwiseMethods,
        ReductionMethods,
        ShapeMethods,
        ProductMethods,
        GraphMethods {
  private Storage storage;
  private Layout layout;
  private final Origin origin;
  private boolean parameter;

  private @Nullable AutogradState autograd;

  /** A tensor outside any graph. */
  public Tensor(Storage storage, Layout layout) {
    this(storage, layout, Context.current().origin());
  }

  /** A tensor outside any graph, made at a place that is known already. */
  public Tensor(Storage storage, Layout layout, Origin origin) {
    this.storage = storage;
    this.layout = layout;
    this.origin = origin;
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

  /** The size of a dimension, from 0. */
  public int size(int dim) {
    return layout.size(dim);
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

  /** What it knows about its graph; null for a tensor that never met one. */
  public @Nullable AutogradState autograd() {
    return autograd;
  }

  /** For org.gradlang.autograd alone. */
  public void setAutograd(AutogradState state) {
    autograd = state;
  }

  /**
   * Takes over other elements, as an assignment to {@code .data} does. Other views of the storage
   * from before stay with it.
   */
  public void become(Storage newStorage, Layout newLayout) {
    storage = newStorage;
    layout = newLayout;
  }
}
