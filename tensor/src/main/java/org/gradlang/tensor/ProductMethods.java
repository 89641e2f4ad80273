package org.gradlang.tensor;

import org.gradlang.op.algebra.Products;

/** Matrix products as methods. */
sealed interface ProductMethods permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /** The product of two matrices. */
  default Tensor mm(Tensor other) {
    return Products.mm(self(), other);
  }

  /** The products of two batches of matrices. */
  default Tensor bmm(Tensor other) {
    return Products.bmm(self(), other);
  }

  /** A matrix times a vector. */
  default Tensor mv(Tensor vector) {
    return Products.mv(self(), vector);
  }

  /** The product of two vectors. */
  default Tensor dot(Tensor other) {
    return Products.dot(self(), other);
  }

  /** The product that the numbers of dimensions ask for. */
  default Tensor matmul(Tensor other) {
    return Products.matmul(self(), other);
  }
}
