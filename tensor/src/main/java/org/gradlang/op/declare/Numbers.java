package org.gradlang.op.declare;

import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;

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

  /** Refuses to weigh ints with a fraction. */
  public static void checkWeights(Bound a, String... names) {
    if (a.tensor("input").dtype().isFloating()) {
      return;
    }
    for (String name : names) {
      if (a.required(name) instanceof Double weight && weight != Math.rint(weight)) {
        throw new GradError(
                ErrorKind.TYPE,
                a.operation() + "(): " + name + " must be an int for ints, not " + weight)
            .help("convert the tensors first, with .float()");
      }
    }
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
