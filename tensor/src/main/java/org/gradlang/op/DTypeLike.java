package org.gradlang.op;

import org.gradlang.tensor.DType;

/** A value that stands for a dtype where one is expected, as the type {@code float} does. */
public interface DTypeLike {
  DType asDType();
}
