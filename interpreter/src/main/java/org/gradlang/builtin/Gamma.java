package org.gradlang.builtin;

import java.util.Objects;
import org.gradlang.op.Operations;
import org.gradlang.op.signature.Data;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.number.FloatText;

/** The gamma function; its relatives are tensor operations, used on one number. */
final class Gamma {
  private static final double STIRLING_FROM = 20;

  /** Beyond it a float is too small for the result. */
  private static final double LARGEST = 172;

  /** B(2k) / (2k (2k - 1)) for k = 1..6, the coefficients of Stirling's series. */
  private static final double[] STIRLING = {
    1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360360
  };

  private Gamma() {}

  /** A tensor operation of one number, computed in float64. */
  static double operation(String name, double x) {
    Tensor argument = Data.tensor(x, DType.FLOAT64);
    Object result = Objects.requireNonNull(Operations.find(name)).call(argument);
    return (Double) ((Tensor) result).item();
  }

  static double logGamma(double x) {
    if (x <= 0 && x == Math.rint(x) && !Double.isInfinite(x)) {
      throw MathDomain.undefined("lgamma(" + FloatText.repr(x) + ")");
    }
    return Double.isInfinite(x) ? Double.POSITIVE_INFINITY : operation("lgamma", x);
  }

  static double gamma(double x) {
    if (x == Double.NEGATIVE_INFINITY || (x <= 0 && x == Math.rint(x))) {
      throw MathDomain.undefined("gamma(" + FloatText.repr(x) + ")");
    }
    if (x < 0) {
      // gamma(x) gamma(1 - x) = pi / sin(pi x)
      double sine = Math.sin(Math.PI * (x - 2 * Math.rint(x / 2)));
      return -x > LARGEST + 12 ? Math.copySign(0.0, sine) : Math.PI / sine / gamma(1 - x);
    }
    if (x > LARGEST || Double.isNaN(x)) {
      return x > LARGEST ? Double.POSITIVE_INFINITY : x;
    }
    return x == Math.rint(x) ? factorial(x) : shifted(x);
  }

  private static double factorial(double x) {
    double product = 1;
    for (double factor = 2; factor < x; factor++) {
      product *= factor;
    }
    return product;
  }

  /** gamma(x) = gamma(z) / (x (x + 1) ... (z - 1)) for a large z. */
  private static double shifted(double x) {
    double product = 1;
    double z = x;
    while (z < STIRLING_FROM) {
      product *= z;
      z += 1;
    }
    double series = 0;
    for (int k = STIRLING.length - 1; k >= 0; k--) {
      series = series / (z * z) + STIRLING[k];
    }
    // z^(z - 1/2) as a square, since it may be too large where the result is not
    double half = Math.pow(z, (z - 0.5) / 2);
    return Math.sqrt(2 * Math.PI) * half * Math.exp(-z) * half * Math.exp(series / z) / product;
  }
}
