package org.gradlang.op.signature;

import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** One part of what stands between the brackets of {@code x[...]}. */
public sealed interface Index {
  /** One place along a dimension, which disappears; negative counts from the end. */
  record Position(long value) implements Index {}

  /** {@code start:stop:step}; null for a part that is left out. */
  record Slice(@Nullable Long start, @Nullable Long stop, @Nullable Long step) implements Index {}

  /** {@code None}: a new dimension of size 1. */
  record NewDimension() implements Index {}

  /** {@code ...}: as many whole dimensions as are left. */
  record Rest() implements Index {}

  /** {@code True} or {@code False}: a new dimension of size 1 or 0. */
  record Flag(boolean value) implements Index {}

  /** Places (int64; lists are converted before) or a mask (bool). */
  record Places(Tensor tensor) implements Index {}
}
