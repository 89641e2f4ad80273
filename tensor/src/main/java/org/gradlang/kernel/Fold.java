package org.gradlang.kernel;

import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;

/**
 * How a reduction puts numbers together; float32 is accumulated in float64.
 *
 * <p>Any and all of bools are {@link #MAX} and {@link #MIN}.
 */
public enum Fold {
  SUM(0, Double::sum, 0, Long::sum),
  PROD(1, (a, b) -> a * b, 1, (a, b) -> a * b),
  /** NaN if any is. */
  MAX(Double.NEGATIVE_INFINITY, Math::max, Long.MIN_VALUE, Math::max),
  /** NaN if any is. */
  MIN(Double.POSITIVE_INFINITY, Math::min, Long.MAX_VALUE, Math::min);

  private final double identity;
  private final DoubleBinaryOperator doubles;
  private final long longIdentity;
  private final LongBinaryOperator longs;

  Fold(
      double identity, DoubleBinaryOperator doubles, long longIdentity, LongBinaryOperator longs) {
    this.identity = identity;
    this.doubles = doubles;
    this.longIdentity = longIdentity;
    this.longs = longs;
  }

  double identity() {
    return identity;
  }

  long longIdentity() {
    return longIdentity;
  }

  double apply(double a, double b) {
    return doubles.applyAsDouble(a, b);
  }

  long apply(long a, long b) {
    return longs.applyAsLong(a, b);
  }
}
