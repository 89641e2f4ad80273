package org.gradlang.fuzz;

import java.util.List;
import java.util.StringJoiner;
import org.gradlang.op.Op;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.None;
import org.gradlang.tensor.Tensor;

/**
 * A call of an operation.
 *
 * @param values positional values, then those of the keywords
 * @param asMethod whether the first value is the receiver of a method call
 */
record RandomCall(Op op, Object[] values, String[] keywords, boolean asMethod) {
  Object run() {
    if (!asMethod) {
      return op.call(values, keywords);
    }
    Object[] others = java.util.Arrays.copyOfRange(values, 1, values.length);
    return op.callMethod((Tensor) values[0], others, keywords);
  }

  boolean isInPlace() {
    return op.name().endsWith("_");
  }

  /** As a program would write it, with tensors as their dtypes and shapes. */
  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(", ", op.name() + (asMethod ? " [method](" : "("), ")");
    int first = values.length - keywords.length;
    for (int i = 0; i < values.length; i++) {
      text.add((i < first ? "" : keywords[i - first] + "=") + described(values[i]));
    }
    return text.toString();
  }

  private static String described(Object value) {
    return switch (value) {
      case Tensor tensor -> described(tensor);
      case List<?> list -> list.stream().map(RandomCall::described).toList().toString();
      case String text -> '"' + text + '"';
      case DType dtype -> dtype.toString();
      case None none -> "None";
      default -> value.toString();
    };
  }

  private static String described(Tensor x) {
    return "<"
        + x.dtype().name().toLowerCase(java.util.Locale.ROOT)
        + x.layout()
        + (x.layout().isContiguous() ? "" : " strided")
        + (x.requiresGrad() ? " grad" : "")
        + ">";
  }
}
