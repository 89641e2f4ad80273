package org.gradlang.builtin;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.value.number.FloatText;

/** Python's rule for {@code math}: nan and infinity come out only where they went in. */
final class MathDomain {
  private MathDomain() {}

  static Double checked(String name, double x, DoubleUnaryOperator function) {
    double result = function.applyAsDouble(x);
    check(result, Double.isFinite(x), Double.isNaN(x), name + "(" + FloatText.repr(x) + ")");
    return result;
  }

  static Double checked(String name, double x, double y, DoubleBinaryOperator function) {
    double result = function.applyAsDouble(x, y);
    check(
        result,
        Double.isFinite(x) && Double.isFinite(y),
        Double.isNaN(x) || Double.isNaN(y),
        name + "(" + FloatText.repr(x) + ", " + FloatText.repr(y) + ")");
    return result;
  }

  private static void check(double result, boolean finite, boolean nan, String call) {
    if (Double.isNaN(result) && !nan) {
      throw undefined(call);
    }
    if (Double.isInfinite(result) && finite) {
      throw new GradError(ErrorKind.OVERFLOW, "math." + call + " is too large for a float");
    }
  }

  /** The error of a function that has no value there. */
  static GradError undefined(String call) {
    return new GradError(ErrorKind.VALUE, "math." + call + " is not defined");
  }

  /** {@code math.pow}: as the operator, but 0.0 to a negative power is a ValueError. */
  static double power(double x, double y) {
    if (x == 1 || y == 0) {
      return 1;
    }
    if (x == 0 && y < 0 && !Double.isInfinite(y)) {
      throw undefined("pow(" + FloatText.repr(x) + ", " + FloatText.repr(y) + ")");
    }
    return x == -1 && Double.isInfinite(y) ? 1 : Math.pow(x, y);
  }
}
