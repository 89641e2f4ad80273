package org.gradlang.syntax;

/** Comparisons. */
public enum ComparisonOperator {
  EQUAL("=="),
  NOT_EQUAL("!="),
  LESS("<"),
  LESS_EQUAL("<="),
  GREATER(">"),
  GREATER_EQUAL(">="),
  IN("in"),
  NOT_IN("not in"),
  IS("is"),
  IS_NOT("is not");

  private final String text;

  ComparisonOperator(String text) {
    this.text = text;
  }

  /** As it is written in a script. */
  public String text() {
    return text;
  }
}
