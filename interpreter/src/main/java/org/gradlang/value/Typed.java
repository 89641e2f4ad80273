package org.gradlang.value;

/** A value that knows its own type: an instance of a module. */
public interface Typed {
  /** What {@code type(x)} answers. */
  ValueType type();
}
