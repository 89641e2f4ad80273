package org.gradlang.op.declare;

import org.gradlang.tensor.DType;

/** The three boxes for numbers: Boolean, Long, Double. */
public final class Numbers {
  private Numbers() {}

  public static double real(Object number) {
    return switch (number) {
      case Double d -> d;
      case Long l -> (double) l;
      case Boolean b -> b ? 1 : 0;
      default -> throw new IllegalArgumentException("not a number: " + number);
    };
  }

  public static long whole(Object number) {
    return switch (number) {
      case Double d -> d.longValue();
      case Long l -> l;
      case Boolean b -> b ? 1 : 0;
      default -> throw new IllegalArgumentException("not a number: " + number);
    };
  }

  public static boolean isNumber(Object value) {
    return value instanceof Double || value instanceof Long || value instanceof Boolean;
  }

  /** BOOL, INT64 or FLOAT64: what the number is in the program. */
  public static DType kind(Object number) {
    return switch (number) {
      case Double d -> DType.FLOAT64;
      case Long l -> DType.INT64;
      case Boolean b -> DType.BOOL;
      default -> throw new IllegalArgumentException("not a number: " + number);
    };
  }
}
