package org.gradlang.value.method;

import java.util.List;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.value.Builtin;
import org.jspecify.annotations.Nullable;

/** Methods of ints and floats. */
final class NumberMethods {
  private NumberMethods() {}

  static List<Builtin> all() {
    return List.of(
        Builtin.of(
            "is_integer(self: any)",
            "Whether the number is whole.",
            a -> number(a) == Math.rint(number(a)) && !Double.isInfinite(number(a))),
        Builtin.of(
            "bit_length(self: int)",
            "How many bits the size of an int takes.",
            a -> 64L - Long.numberOfLeadingZeros(Math.absExact((Long) known(a)))),
        Builtin.of("item(self: any)", "The number itself, as of a tensor.", a -> known(a)));
  }

  private static Object known(@Nullable Object[] arguments) {
    Object value = arguments[0];
    if (value == null) {
      throw new GradError(ErrorKind.TYPE, "the method needs a number");
    }
    return value;
  }

  private static double number(@Nullable Object[] arguments) {
    return known(arguments) instanceof Number number ? number.doubleValue() : Double.NaN;
  }
}
