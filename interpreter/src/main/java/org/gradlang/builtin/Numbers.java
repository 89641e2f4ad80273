package org.gradlang.builtin;

import static org.gradlang.builtin.Sequences.value;

import java.util.Iterator;
import org.gradlang.syntax.BinaryOperator;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.None;
import org.gradlang.value.Builtin;
import org.gradlang.value.Callable;
import org.gradlang.value.Iteration;
import org.gradlang.value.Operators;
import org.gradlang.value.TupleValue;
import org.gradlang.value.Types;
import org.gradlang.value.number.Floats;
import org.gradlang.value.number.Integers;
import org.jspecify.annotations.Nullable;

/** Functions on numbers; those that PyTorch has too do PyTorch's on tensors. */
final class Numbers {
  private Numbers() {}

  static void declare(Builtins builtins) {
    builtins.function("sum", Numbers::sum);
    builtins.function("min", () -> Extremes.of("min", "smallest", false));
    builtins.function("max", () -> Extremes.of("max", "largest", true));
    builtins.function("abs", Numbers::abs);
    builtins.function("round", Numbers::round);
    builtins.function("pow", Numbers::pow);
    builtins.function("divmod", Numbers::divmod);
    builtins.function("bin", () -> inBase("bin", "binary", 2, "0b"));
    builtins.function("oct", () -> inBase("oct", "octal", 8, "0o"));
    builtins.function("hex", () -> inBase("hex", "hexadecimal", 16, "0x"));
  }

  private static Callable sum() {
    return TensorDispatch.of(
        "sum",
        Builtin.of(
            "sum(iterable: any, start: any = 0)",
            "The sum of the elements, from a start.",
            a -> sum(Iteration.of(value(a, 0)), value(a, 1))));
  }

  private static Object sum(Iterator<Object> elements, Object start) {
    if (start instanceof String) {
      throw new GradError(ErrorKind.TYPE, "sum() does not add texts")
          .help("join them: \"\".join(texts)");
    }
    Object total = start;
    while (elements.hasNext()) {
      total = Operators.binary(BinaryOperator.ADD, total, elements.next());
    }
    return total;
  }

  private static Callable abs() {
    return TensorDispatch.of(
        "abs", Builtin.of("abs(x: any)", "The size of a number.", a -> abs(value(a, 0))));
  }

  private static Object abs(Object value) {
    return switch (value) {
      case Long number -> Integers.abs(number);
      case Double number -> Math.abs(number);
      case Boolean flag -> flag ? 1L : 0L;
      default -> throw unfit("abs", value);
    };
  }

  private static Callable round() {
    return TensorDispatch.of(
        "round",
        Builtin.of(
            "round(number: any, ndigits: int? = None)",
            "The nearest int, or the nearest number of so many decimals; halves go to even.",
            a -> round(value(a, 0), (Long) a[1])));
  }

  private static Object round(Object value, @Nullable Long digits) {
    return switch (value) {
      case Long number -> digits == null ? number : (Object) Floats.round(number, digits);
      case Boolean flag -> flag ? 1L : 0L;
      case Double number ->
          digits == null ? (Object) Floats.round(number) : (Object) Floats.round(number, digits);
      default -> throw unfit("round", value);
    };
  }

  private static Callable pow() {
    return TensorDispatch.of(
        "pow",
        Builtin.of(
            "pow(base: any, exp: any, mod: any = None)",
            "base ** exp; with ints, what is left of it when divided by mod.",
            a -> pow(value(a, 0), value(a, 1), value(a, 2))));
  }

  private static Object pow(Object base, Object exponent, Object modulus) {
    if (modulus == None.NONE) {
      return Operators.binary(BinaryOperator.POWER, base, exponent);
    }
    if (base instanceof Long b && exponent instanceof Long e && modulus instanceof Long m) {
      return Integers.powerModulo(b, e, m);
    }
    throw new GradError(ErrorKind.TYPE, "pow() with a modulus takes ints only");
  }

  private static Callable divmod() {
    return Builtin.of(
        "divmod(a: any, b: any)",
        "The pair (a // b, a % b).",
        a ->
            TupleValue.of(
                Operators.binary(BinaryOperator.FLOOR_DIVIDE, value(a, 0), value(a, 1)),
                Operators.binary(BinaryOperator.MODULO, value(a, 0), value(a, 1))));
  }

  private static Callable inBase(String name, String what, int base, String prefix) {
    return Builtin.of(
        name + "(number: int)",
        "The " + what + " digits of an int, behind " + prefix + ".",
        a -> {
          String digits = Long.toString((Long) value(a, 0), base);
          return digits.startsWith("-") ? "-" + prefix + digits.substring(1) : prefix + digits;
        });
  }

  private static GradError unfit(String function, Object value) {
    return new GradError(
        ErrorKind.TYPE, function + "() takes a number or a tensor, not " + Types.described(value));
  }
}
