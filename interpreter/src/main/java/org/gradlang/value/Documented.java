package org.gradlang.value;

/** What {@code help(x)} can tell about. */
public interface Documented {
  /** Name and parameters, on one line. */
  String signature();

  /** What it does; empty where nobody wrote it down. */
  String documentation();
}
