package org.gradlang.tensor;

import org.gradlang.op.pointwise.Arithmetic;
import org.gradlang.op.pointwise.Comparison;
import org.gradlang.op.pointwise.Elementary;
import org.gradlang.op.pointwise.Powers;
import org.gradlang.op.pointwise.Selection;

/**
 * Elementwise operations as methods; operands are tensors, Longs, Doubles and Booleans. The table
 * of {@link org.gradlang.op.Operations} has many more.
 */
sealed interface PointwiseMethods permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  default Tensor add(Object other) {
    return Arithmetic.add(self(), JavaNumbers.operand(other));
  }

  default Tensor sub(Object other) {
    return Arithmetic.sub(self(), JavaNumbers.operand(other));
  }

  default Tensor mul(Object other) {
    return Arithmetic.mul(self(), JavaNumbers.operand(other));
  }

  default Tensor div(Object other) {
    return Arithmetic.div(self(), JavaNumbers.operand(other));
  }

  default Tensor floorDivide(Object other) {
    return Arithmetic.floorDivide(self(), JavaNumbers.operand(other));
  }

  default Tensor remainder(Object other) {
    return Arithmetic.remainder(self(), JavaNumbers.operand(other));
  }

  default Tensor pow(Object exponent) {
    return Powers.pow(self(), JavaNumbers.operand(exponent));
  }

  default Tensor square() {
    return Powers.pow(self(), 2L);
  }

  default Tensor neg() {
    return Arithmetic.neg(self());
  }

  default Tensor abs() {
    return Selection.abs(self());
  }

  default Tensor sign() {
    return Selection.sign(self());
  }

  default Tensor exp() {
    return Elementary.exp(self());
  }

  default Tensor log() {
    return Elementary.log(self());
  }

  default Tensor sqrt() {
    return Elementary.sqrt(self());
  }

  default Tensor tanh() {
    return Elementary.tanh(self());
  }

  default Tensor sigmoid() {
    return Elementary.sigmoid(self());
  }

  default Tensor addInPlace(Object other) {
    return Arithmetic.addInPlace(self(), JavaNumbers.operand(other));
  }

  default Tensor subInPlace(Object other) {
    return Arithmetic.subInPlace(self(), JavaNumbers.operand(other));
  }

  default Tensor mulInPlace(Object other) {
    return Arithmetic.mulInPlace(self(), JavaNumbers.operand(other));
  }

  default Tensor divInPlace(Object other) {
    return Arithmetic.divInPlace(self(), JavaNumbers.operand(other));
  }

  default Tensor eq(Object other) {
    return Comparison.eq(self(), JavaNumbers.operand(other));
  }

  default Tensor ne(Object other) {
    return Comparison.ne(self(), JavaNumbers.operand(other));
  }

  default Tensor lt(Object other) {
    return Comparison.lt(self(), JavaNumbers.operand(other));
  }

  default Tensor le(Object other) {
    return Comparison.le(self(), JavaNumbers.operand(other));
  }

  default Tensor gt(Object other) {
    return Comparison.gt(self(), JavaNumbers.operand(other));
  }

  default Tensor ge(Object other) {
    return Comparison.ge(self(), JavaNumbers.operand(other));
  }

  default Tensor logicalNot() {
    return Comparison.logicalNot(self());
  }

  /** The value where the mask is true. */
  default Tensor maskedFill(Tensor mask, Object value) {
    return Selection.maskedFill(self(), mask, JavaNumbers.operand(value));
  }
}
