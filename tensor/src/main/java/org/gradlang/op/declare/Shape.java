package org.gradlang.op.declare;

import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** What is left of a tensor whose elements nobody needs any more, where it is not of float32. */
record Shape(Layout layout, DType dtype) {
  /** What stands for a tensor: of float32 its layout alone, as most are. */
  static Object of(Tensor tensor) {
    return tensor.dtype() == DType.FLOAT32
        ? tensor.layout()
        : new Shape(tensor.layout(), tensor.dtype());
  }

  /** Whether that is what this is. */
  static boolean is(@Nullable Object slot) {
    return slot instanceof Layout || slot instanceof Shape;
  }
}
