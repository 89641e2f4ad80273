package org.gradlang.kernel;

/**
 * How a reduction puts numbers together; float32 is accumulated in float64, in long sums eight
 * elements at a time.
 *
 * <p>Any and all of bools are {@link #MAX} and {@link #MIN}.
 */
public enum Fold {
  SUM(0, 0),
  PROD(1, 1),
  /** NaN if any is. */
  MAX(Double.NEGATIVE_INFINITY, Long.MIN_VALUE),
  /** NaN if any is. */
  MIN(Double.POSITIVE_INFINITY, Long.MAX_VALUE);

  private final double identity;
  private final long longIdentity;

  Fold(double identity, long longIdentity) {
    this.identity = identity;
    this.longIdentity = longIdentity;
  }

  double identity() {
    return identity;
  }

  long longIdentity() {
    return longIdentity;
  }

  double apply(double a, double b) {
    return switch (this) {
      case SUM -> a + b;
      case PROD -> a * b;
      case MAX -> Math.max(a, b);
      case MIN -> Math.min(a, b);
    };
  }

  long apply(long a, long b) {
    return switch (this) {
      case SUM -> a + b;
      case PROD -> a * b;
      case MAX -> Math.max(a, b);
      case MIN -> Math.min(a, b);
    };
  }
}
