package org.gradlang.tensor;

/**
 * Where in a program something was made.
 *
 * <p>Immutable and opaque to this module: the interpreter's origins are places in scripts, a Java
 * program's are {@link #UNKNOWN}.
 */
public interface Origin {
  /** No place is known. */
  Origin UNKNOWN = new Origin() {};

  /** Whether there is a place to show. */
  default boolean isKnown() {
    return this != UNKNOWN;
  }
}
