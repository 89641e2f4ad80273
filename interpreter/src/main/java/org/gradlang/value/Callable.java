package org.gradlang.value;

/** Anything that a script can call: functions, methods, constructors, instances, hook handles. */
public interface Callable {
  /** Calls this; every failure is a {@link org.gradlang.tensor.GradError}. */
  Object call(Arguments arguments);

  /** The name that errors and printed forms use. */
  String name();
}
