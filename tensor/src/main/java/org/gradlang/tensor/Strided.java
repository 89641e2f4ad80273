package org.gradlang.tensor;

/** A storage seen through a layout: a {@link Tensor}, or a bare {@link View} of elements. */
public non-sealed interface Strided extends Operand {
  Storage storage();

  Layout layout();

  /** The dtype of the elements. */
  default DType dtype() {
    return storage().dtype();
  }
}
