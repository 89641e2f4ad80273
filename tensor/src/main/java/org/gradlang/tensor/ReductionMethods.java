package org.gradlang.tensor;

import org.gradlang.op.pointwise.Comparison;
import org.gradlang.op.reduction.Reductions;
import org.jspecify.annotations.Nullable;

/** Reductions as methods; no dims stand for all. */
sealed interface ReductionMethods permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /** The sum of all elements, without dimensions; of ints and bools an int64. */
  default Tensor sum() {
    return Reductions.sum(self());
  }

  /**
   * The sums along dims; null for all of them.
   *
   * @param keepdim whether these dims stay, with size 1
   * @throws GradError an IndexError for a dim that is not there
   */
  default Tensor sum(int @Nullable [] dims, boolean keepdim) {
    return Reductions.sum(self(), dims, keepdim);
  }

  /**
   * The mean of all elements, without dimensions; NaN of none.
   *
   * @throws GradError a TypeError for ints and bools
   */
  default Tensor mean() {
    return Reductions.mean(self());
  }

  /** The means along dims, as {@link #sum(int[], boolean)}. */
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
