package org.gradlang.eval.compile;

import org.gradlang.eval.expression.BinaryOperation;
import org.gradlang.value.number.Floats;
import org.gradlang.value.number.Integers;

/**
 * Arithmetic of compiled code. What is not common, errors above all, is left to the node, which
 * knows its place.
 */
public final class Numbers {
  private Numbers() {}

  public static long add(long a, long b, BinaryOperation node) {
    long sum = a + b;
    return ((a ^ sum) & (b ^ sum)) >= 0 ? sum : (Long) node.apply(a, b);
  }

  public static long subtract(long a, long b, BinaryOperation node) {
    long difference = a - b;
    return ((a ^ b) & (a ^ difference)) >= 0 ? difference : (Long) node.apply(a, b);
  }

  public static long multiply(long a, long b, BinaryOperation node) {
    long low = a * b;
    return Math.multiplyHigh(a, b) == low >> 63 ? low : (Long) node.apply(a, b);
  }

  public static double divide(long a, long b, BinaryOperation node) {
    return b != 0 ? Integers.divide(a, b) : (Double) node.apply(a, b);
  }

  public static long floorDivide(long a, long b, BinaryOperation node) {
    return b > 0 ? Math.floorDiv(a, b) : (Long) node.apply(a, b);
  }

  public static long modulo(long a, long b, BinaryOperation node) {
    return b > 0 ? Math.floorMod(a, b) : (Long) node.apply(a, b);
  }

  public static double divide(double a, double b, BinaryOperation node) {
    return b != 0 ? a / b : (Double) node.apply(a, b);
  }

  public static double floorDivide(double a, double b, BinaryOperation node) {
    return b != 0 ? Floats.floorDivide(a, b) : (Double) node.apply(a, b);
  }

  public static double modulo(double a, double b, BinaryOperation node) {
    return b != 0 ? Floats.modulo(a, b) : (Double) node.apply(a, b);
  }

  public static double power(double a, double b, BinaryOperation node) {
    return (Double) node.apply(a, b);
  }
}
