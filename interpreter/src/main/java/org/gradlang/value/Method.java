package org.gradlang.value;

/** A method that all values of one Java class have; call sites may keep it for that class. */
public interface Method {
  /** {@code target.name(...)} without making a bound method. */
  Object callOn(Object target, Arguments arguments);

  String name();
}
