package org.gradlang.op.signature;

import org.gradlang.tensor.DType;

/** A value that stands for a dtype where one is expected, as the type {@code float} does. */
public interface DTypeLike {
  DType asDType();
}
