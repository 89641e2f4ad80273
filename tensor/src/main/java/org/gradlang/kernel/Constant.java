package org.gradlang.kernel;

import org.jspecify.annotations.Nullable;

/** A number in a formula. */
public record Constant(double value) implements Formula {
  boolean is(double other) {
    return value == other;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Constant that && Double.compare(value, that.value) == 0;
  }

  @Override
  public int hashCode() {
    return Double.hashCode(value);
  }

  @Override
  public String toString() {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
