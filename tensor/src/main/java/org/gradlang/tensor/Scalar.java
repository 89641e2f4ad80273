package org.gradlang.tensor;

/**
 * A number as an operand.
 *
 * @param kind BOOL, INT64 or FLOAT64: what the number is in the program
 * @param real its value as a float
 * @param integer its value as an int; a float's is truncated
 */
public record Scalar(DType kind, double real, long integer) implements Operand {

  public static Scalar of(double value) {
    return new Scalar(DType.FLOAT64, value, (long) value);
  }

  public static Scalar of(long value) {
    return new Scalar(DType.INT64, (double) value, value);
  }

  public static Scalar of(boolean value) {
    return new Scalar(DType.BOOL, value ? 1 : 0, value ? 1 : 0);
  }
}
