package org.gradlang.value.method;

import java.util.List;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.value.Builtin;
import org.gradlang.value.TupleValue;
import org.gradlang.value.number.Integers;
import org.jspecify.annotations.Nullable;

/** Methods of tuples, shapes among them. */
final class TupleMethods {
  private TupleMethods() {}

  static List<Builtin> all() {
    return List.of(
        Builtin.of(
            "index(self: any, value: any, start: int = 0, stop: int = 9223372036854775807)",
            "The index of the first element that equals a value.",
            Found::index),
        Builtin.of(
            "count(self: any, value: any)", "How many elements equal a value.", Found::count),
        Builtin.of(
            "numel(self: any)",
            "The number of elements of a tensor of this shape.",
            TupleMethods::product));
  }

  private static Object product(@Nullable Object[] arguments) {
    TupleValue sizes = (TupleValue) Found.value(arguments, 0);
    long product = 1;
    for (Object size : sizes) {
      if (!(size instanceof Long number)) {
        throw new GradError(ErrorKind.TYPE, "numel() is for shapes");
      }
      product = Integers.multiply(product, number);
    }
    return product;
  }
}
