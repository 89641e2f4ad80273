package org.gradlang.builtin;

import static org.gradlang.builtin.Sequences.value;

import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import org.gradlang.syntax.BinaryOperator;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.value.Arguments;
import org.gradlang.value.Builtin;
import org.gradlang.value.Callable;
import org.gradlang.value.Iteration;
import org.gradlang.value.ListValue;
import org.gradlang.value.Operators;
import org.gradlang.value.StandardType;
import org.gradlang.value.Types;

/** The functions of {@code math} on many numbers. */
final class MathSums {
  private MathSums() {}

  static void declare(Builtins builtins) {
    builtins.function("math.fsum", MathSums::fsum);
    builtins.function("math.prod", MathSums::prod);
    builtins.function("math.dist", MathSums::dist);
    builtins.function("math.hypot", MathSums::hypot);
  }

  private static Callable fsum() {
    return Builtin.of(
        "fsum(iterable: any)",
        "The sum of floats, rounded once at the end.",
        a -> exactSum(Iteration.of(value(a, 0))));
  }

  private static Double exactSum(Iterator<Object> elements) {
    BigDecimal exact = BigDecimal.ZERO;
    double special = 0;
    while (elements.hasNext()) {
      double number = real(elements.next());
      if (Double.isFinite(number)) {
        exact = exact.add(new BigDecimal(number));
      } else {
        special += number;
      }
    }
    if (special != 0) {
      return special;
    }
    double sum = exact.doubleValue();
    if (Double.isInfinite(sum)) {
      throw new GradError(ErrorKind.OVERFLOW, "math.fsum: the sum is too large for a float");
    }
    return sum;
  }

  private static double real(Object value) {
    if (value instanceof Number || value instanceof Boolean) {
      return MathParts.real(value);
    }
    return (Double) StandardType.FLOAT.call(Arguments.of(numeric(value)));
  }

  private static Object numeric(Object value) {
    if (value instanceof String) {
      throw new GradError(ErrorKind.TYPE, "a number is needed here, not " + Types.described(value));
    }
    return value;
  }

  private static Callable prod() {
    return Builtin.of(
        "prod(iterable: any, *, start: any = 1)",
        "The product of the elements.",
        a -> product(Iteration.of(value(a, 0)), value(a, 1)));
  }

  private static Object product(Iterator<Object> elements, Object start) {
    Object product = start;
    while (elements.hasNext()) {
      product = Operators.binary(BinaryOperator.MULTIPLY, product, elements.next());
    }
    return product;
  }

  private static Callable dist() {
    return Builtin.of(
        "dist(p: any, q: any)",
        "The distance of two points.",
        a -> distance(Iteration.list(value(a, 0)), Iteration.list(value(a, 1))));
  }

  private static Double distance(ListValue p, ListValue q) {
    if (p.size() != q.size()) {
      throw new GradError(ErrorKind.VALUE, "math.dist: the points have different dimensions");
    }
    double[] differences = new double[p.size()];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = real(p.get(i)) - real(q.get(i));
    }
    return Angles.length(differences);
  }

  private static Callable hypot() {
    return Builtin.of(
        "hypot(*coordinates: any)",
        "The distance of a point from the origin.",
        a -> Angles.length(((List<?>) value(a, 0)).stream().mapToDouble(MathSums::real).toArray()));
  }
}
