package org.gradlang.tensor;

import org.gradlang.op.algebra.Products;

/** Matrix products as methods. */
sealed interface ProductMethods permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /**
   * The product of two matrices.
   *
   * @param other (k, m) for this of shape (n, k), and of the same dtype
   * @return of shape (n, m)
   * @throws GradError a ShapeError where the matrices do not fit, a TypeError for different dtypes
   */
  default Tensor mm(Tensor other) {
    return Products.mm(self(), other);
  }

  /** The products of two batches of matrices: (b, n, k) and (b, k, m) give (b, n, m). */
  default Tensor bmm(Tensor other) {
    return Products.bmm(self(), other);
  }

  /** A matrix times a vector: (n, k) and (k) give (n). */
  default Tensor mv(Tensor vector) {
    return Products.mv(self(), vector);
  }

  /** The product of two vectors of the same length, without dimensions. */
  default Tensor dot(Tensor other) {
    return Products.dot(self(), other);
  }

  /**
   * The product that the numbers of dimensions ask for: of vectors, matrices, or batches of
   * matrices whose leading dims broadcast. {@code @} in scripts.
   */
  default Tensor matmul(Tensor other) {
    return Products.matmul(self(), other);
  }
}
