package org.gradlang.value;

import java.util.List;
import org.gradlang.op.signature.Data;
import org.gradlang.syntax.ComparisonOperator;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Tensor;

/** What Python's operators and built-ins need to know of tensors. */
public final class TensorValues {
  private TensorValues() {}

  /** The number of a tensor of one element. */
  public static Object item(Tensor tensor) {
    return tensor.item();
  }

  static boolean truth(Tensor tensor) {
    if (tensor.numel() != 1) {
      throw new GradError(
              ErrorKind.VALUE,
              "a tensor of shape " + tensor.layout() + " is neither true nor false")
          .help("ask for all of its elements or any of them: x.all(), x.any()");
    }
    return Truth.of(tensor.item());
  }

  /** Whether a tensor can stand for a position. */
  static boolean isIndex(Tensor tensor) {
    return tensor.numel() == 1 && !tensor.dtype().isFloating();
  }

  static long toLong(Tensor tensor) {
    return tensor.item() instanceof Long number ? number : Truth.of(tensor.item()) ? 1 : 0;
  }

  /** {@code tensor == other}. */
  static Object equal(Tensor tensor, Object other) {
    return TensorOperators.compare(ComparisonOperator.EQUAL, tensor, other);
  }

  /** Whether any element equals {@code item}. */
  static boolean contains(Tensor tensor, Object item) {
    Object equal = equal(tensor, item);
    return equal instanceof Tensor found
        ? Truth.of(TensorOperators.call("any", found))
        : Truth.of(equal);
  }

  static Object row(Tensor tensor, long index) {
    return TensorIndexing.get(tensor, index);
  }

  /** Nested lists of the elements; a number where there are no dimensions. */
  public static Object toList(Tensor tensor) {
    return tensor.dim() == 0 ? tensor.item() : copied(Data.toList(tensor));
  }

  private static ListValue copied(List<?> values) {
    ListValue list = ListValue.withCapacity(values.size());
    for (Object value : values) {
      list.add(value instanceof List<?> inner ? copied(inner) : value);
    }
    return list;
  }
}
