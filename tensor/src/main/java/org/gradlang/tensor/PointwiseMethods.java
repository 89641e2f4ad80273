package org.gradlang.tensor;

import org.gradlang.op.pointwise.Arithmetic;
import org.gradlang.op.pointwise.Comparison;
import org.gradlang.op.pointwise.Elementary;
import org.gradlang.op.pointwise.Powers;
import org.gradlang.op.pointwise.Selection;

/**
 * Elementwise operations as methods. Operands are tensors, whose shapes broadcast, and Java's
 * numbers; the result has the dtype that holds both, where a number alone never makes float64 of
 * float32. Shapes that do not broadcast are a ShapeError. {@link Tensor#apply} knows many more.
 */
sealed interface PointwiseMethods permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /** This plus the other, element by element. */
  default Tensor add(Object other) {
    return Arithmetic.add(self(), JavaNumbers.operand(other));
  }

  /** This minus the other, element by element. */
  default Tensor sub(Object other) {
    return Arithmetic.sub(self(), JavaNumbers.operand(other));
  }

  /** This times the other, element by element. */
  default Tensor mul(Object other) {
    return Arithmetic.mul(self(), JavaNumbers.operand(other));
  }

  /** This divided by the other, element by element; ints give floats, and x / 0 is inf or NaN. */
  default Tensor div(Object other) {
    return Arithmetic.div(self(), JavaNumbers.operand(other));
  }

  /** The quotient rounded down, element by element. */
  default Tensor floorDivide(Object other) {
    return Arithmetic.floorDivide(self(), JavaNumbers.operand(other));
  }

  /** What the division rounded down leaves, element by element: it has the sign of the other. */
  default Tensor remainder(Object other) {
    return Arithmetic.remainder(self(), JavaNumbers.operand(other));
  }

  /**
   * This to the power of the exponent, element by element.
   *
   * @throws GradError a ValueError for ints to the power of negative ints
   */
  default Tensor pow(Object exponent) {
    return Powers.pow(self(), JavaNumbers.operand(exponent));
  }

  /** Each element times itself. */
  default Tensor square() {
    return Powers.pow(self(), 2L);
  }

  /** Each element with the other sign. */
  default Tensor neg() {
    return Arithmetic.neg(self());
  }

  /** The absolute values. */
  default Tensor abs() {
    return Selection.abs(self());
  }

  /** -1, 0 or 1 for each element. */
  default Tensor sign() {
    return Selection.sign(self());
  }

  /** e to the power of each element; of ints too, as floats. */
  default Tensor exp() {
    return Elementary.exp(self());
  }

  /** The natural logarithms: -inf of 0, NaN below. */
  default Tensor log() {
    return Elementary.log(self());
  }

  /** The square roots: NaN below 0. */
  default Tensor sqrt() {
    return Elementary.sqrt(self());
  }

  /** The hyperbolic tangents. */
  default Tensor tanh() {
    return Elementary.tanh(self());
  }

  /** 1 / (1 + exp(-x)) of each element. */
  default Tensor sigmoid() {
    return Elementary.sigmoid(self());
  }

  /**
   * Adds the other to the elements of this tensor, in place.
   *
   * @return this tensor
   * @throws GradError a ShapeError where the result would not have the shape of this; an
   *     AutogradError for a leaf that gradients are wanted for
   */
  default Tensor addInPlace(Object other) {
    return Arithmetic.addInPlace(self(), JavaNumbers.operand(other));
  }

  /** As {@link #addInPlace}, subtracting. */
  default Tensor subInPlace(Object other) {
    return Arithmetic.subInPlace(self(), JavaNumbers.operand(other));
  }

  /** As {@link #addInPlace}, multiplying. */
  default Tensor mulInPlace(Object other) {
    return Arithmetic.mulInPlace(self(), JavaNumbers.operand(other));
  }

  /** As {@link #addInPlace}, dividing. */
  default Tensor divInPlace(Object other) {
    return Arithmetic.divInPlace(self(), JavaNumbers.operand(other));
  }

  /** A bool tensor: where the elements are equal. */
  default Tensor eq(Object other) {
    return Comparison.eq(self(), JavaNumbers.operand(other));
  }

  /** A bool tensor: where the elements differ. */
  default Tensor ne(Object other) {
    return Comparison.ne(self(), JavaNumbers.operand(other));
  }

  /** A bool tensor: where this is less. */
  default Tensor lt(Object other) {
    return Comparison.lt(self(), JavaNumbers.operand(other));
  }

  /** A bool tensor: where this is less or equal. */
  default Tensor le(Object other) {
    return Comparison.le(self(), JavaNumbers.operand(other));
  }

  /** A bool tensor: where this is greater. */
  default Tensor gt(Object other) {
    return Comparison.gt(self(), JavaNumbers.operand(other));
  }

  /** A bool tensor: where this is greater or equal. */
  default Tensor ge(Object other) {
    return Comparison.ge(self(), JavaNumbers.operand(other));
  }

  /** A bool tensor: where this is 0 or False. */
  default Tensor logicalNot() {
    return Comparison.logicalNot(self());
  }

  /** The value where the mask is true. */
  default Tensor maskedFill(Tensor mask, Object value) {
    return Selection.maskedFill(self(), mask, JavaNumbers.operand(value));
  }
}
