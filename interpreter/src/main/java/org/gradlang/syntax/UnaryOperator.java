package org.gradlang.syntax;

/** {@code - + ~}. */
public enum UnaryOperator {
  MINUS("-"),
  PLUS("+"),
  INVERT("~");

  private final String text;

  UnaryOperator(String text) {
    this.text = text;
  }

  /** As it is written in a script. */
  public String text() {
    return text;
  }
}
