package org.gradlang.value;

import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Tensor;

/** Values used as positions: ints, bools, and int tensors of one element. */
final class Position {
  private Position() {}

  /** The position that a value stands for; {@code wanted} begins the error when it is none. */
  static long of(Object value, String wanted) {
    return switch (value) {
      case Long number -> number;
      case Boolean flag -> flag ? 1 : 0;
      case Tensor tensor when TensorValues.isIndex(tensor) -> TensorValues.toLong(tensor);
      default -> throw new GradError(ErrorKind.TYPE, wanted + ", not " + Types.name(value));
    };
  }

  /**
   * The position in a sequence of {@code size} that an index means, counted from its end if
   * negative.
   */
  static int inside(long index, int size, String what) {
    long position = index < 0 ? index + size : index;
    if (position < 0 || position >= size) {
      throw outside(index, size, what);
    }
    return (int) position;
  }

  static GradError outside(long index, long size, String what) {
    String elements = size == 1 ? " element" : " elements";
    GradError error =
        new GradError(
            ErrorKind.INDEX, "index " + index + " is outside a " + what + " of " + size + elements);
    return size == 0
        ? error
        : error.help("its indices go from 0 to " + (size - 1) + ", or from -" + size + " to -1");
  }
}
