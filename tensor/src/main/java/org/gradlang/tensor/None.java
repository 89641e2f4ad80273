package org.gradlang.tensor;

/** The value of scripts that stands for nothing. */
public enum None {
  NONE;

  @Override
  public String toString() {
    return "None";
  }
}
