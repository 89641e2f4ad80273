package org.gradlang.kernel;

/** A number in a formula. */
public record Constant(double value) implements Formula {
  boolean is(double other) {
    return value == other;
  }

  @Override
  public String toString() {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
