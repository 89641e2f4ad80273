package org.gradlang.syntax;

/** Arithmetic and bitwise operators. */
public enum BinaryOperator {
  ADD("+"),
  SUBTRACT("-"),
  MULTIPLY("*"),
  DIVIDE("/"),
  FLOOR_DIVIDE("//"),
  MODULO("%"),
  MATRIX_MULTIPLY("@"),
  POWER("**"),
  BIT_AND("&"),
  BIT_OR("|"),
  BIT_XOR("^");

  private final String text;

  BinaryOperator(String text) {
    this.text = text;
  }

  /** As it is written in a script. */
  public String text() {
    return text;
  }
}
