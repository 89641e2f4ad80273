package org.gradlang.tensor;

import org.gradlang.op.pointwise.Comparison;
import org.gradlang.op.reduction.Reductions;
import org.jspecify.annotations.Nullable;

/** Reductions as methods; no dims stand for all. */
sealed interface ReductionMethods permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  default Tensor sum() {
    return Reductions.sum(self());
  }

  default Tensor sum(int @Nullable [] dims, boolean keepdim) {
    return Reductions.sum(self(), dims, keepdim);
  }

  default Tensor mean() {
    return Reductions.mean(self());
  }

  default Tensor mean(int[] dims, boolean keepdim) {
    return Reductions.mean(self(), dims, keepdim);
  }

  /** The sum over what broadcasting from the layout would repeat. */
  default Tensor sumTo(Layout layout) {
    return Reductions.sumTo(self(), layout);
  }

  /** Whether any element is NaN. */
  default boolean hasNan() {
    return self().dtype().isFloating() && Reductions.isAny(Comparison.isNan(self()));
  }
}
