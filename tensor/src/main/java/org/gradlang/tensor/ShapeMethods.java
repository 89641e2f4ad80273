package org.gradlang.tensor;

import org.gradlang.op.creation.Conversion;
import org.gradlang.op.creation.Creation;
import org.gradlang.op.index.Embedding;
import org.gradlang.op.shape.Expansion;
import org.gradlang.op.shape.Orders;
import org.gradlang.op.shape.Parts;
import org.gradlang.op.shape.Shapes;
import org.jspecify.annotations.Nullable;

/** Views, copies and conversions as methods. */
sealed interface ShapeMethods permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /**
   * The same elements in another shape; one size may be -1, for what is left.
   *
   * @throws GradError a ShapeError where the elements are too many or too few, or their strides
   *     forbid it
   */
  default Tensor view(int... sizes) {
    return Shapes.view(self(), sizes);
  }

  /** As {@link #view}; a copy where the strides forbid a view. */
  default Tensor reshape(int... sizes) {
    return Shapes.reshape(self(), sizes);
  }

  /**
   * The same elements with dims of size 1 repeated, without memory for it; -1 keeps a size.
   *
   * @throws GradError a ShapeError for another size than 1
   */
  default Tensor expand(int... sizes) {
    return Expansion.expand(self(), sizes);
  }

  /**
   * The same elements with their dims in another order.
   *
   * @param dims each of the dims once
   */
  default Tensor permute(int... dims) {
    return Orders.permute(self(), dims);
  }

  /** The same elements with two dims exchanged. */
  default Tensor transpose(int a, int b) {
    return Orders.transpose(self(), a, b);
  }

  /**
   * A matrix transposed; a vector as it is.
   *
   * @throws GradError a ShapeError for more than two dims
   */
  default Tensor t() {
    return Orders.t(self());
  }

  /**
   * The same elements with a new dim of size 1.
   *
   * @param dim where it stands in the result; -1 for last
   */
  default Tensor unsqueeze(int dim) {
    return Shapes.unsqueeze(self(), dim);
  }

  /** The same elements without a dim of size 1; as it is, where its size is another. */
  default Tensor squeeze(int dim) {
    return Shapes.squeeze(self(), dim);
  }

  /**
   * One place of a dim, which is gone in the result.
   *
   * @param index from 0, or from -1 at the end
   * @throws GradError an IndexError for a place that is not there
   */
  default Tensor select(int dim, long index) {
    return Parts.select(self(), dim, index);
  }

  /** The places {@code start} to {@code start + length} of a dim, which has them. */
  default Tensor narrow(int dim, int start, int length) {
    return Parts.narrow(self(), dim, start, length);
  }

  /** This tensor where its elements stand in row-major order, else a copy. */
  default Tensor contiguous() {
    return Conversion.contiguous(self());
  }

  /** A tensor with elements of its own, and with history; {@code clone()} in scripts. */
  default Tensor copy() {
    return Conversion.copy(self());
  }

  /** Takes over the elements of another tensor, which broadcast. */
  default Tensor copyInPlace(Tensor source) {
    return Conversion.copyInPlace(self(), source);
  }

  /** This tensor where it has the dtype, else a converted copy. */
  default Tensor to(DType dtype) {
    return Conversion.to(self(), dtype);
  }

  /** Zeros of this shape and dtype. */
  default Tensor zerosLike() {
    return Creation.filledLike(self(), 0L);
  }

  /** Ones of this shape and dtype. */
  default Tensor onesLike() {
    return Creation.filledLike(self(), 1L);
  }

  /** Of a tensor that is laid out as {@code base}, the part that {@code view} sees. */
  default Tensor viewStrided(Layout base, Layout view) {
    return Embedding.extracted(self(), base, view);
  }

  /** Zeros in the shape of {@code base}, with this where {@code view} sees it. */
  default Tensor scatterStrided(Layout base, Layout view) {
    return Embedding.scatter(self(), base, view);
  }

  /** This, with another part where {@code view} sees one; null for zeros. */
  default Tensor replaceStrided(Layout base, Layout view, @Nullable Tensor part) {
    return Embedding.replaced(self(), base, view, part);
  }
}
