package org.gradlang.value;

import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.None;

/** Calls of values that may be callable. */
public final class Calls {
  private Calls() {}

  /** Calls any value; one that cannot be called is a TypeError. */
  public static Object call(Object callee, Arguments arguments) {
    return callable(callee).call(arguments);
  }

  /** The value as a callable; a TypeError where it is none. */
  public static Callable callable(Object value) {
    if (value instanceof Callable callable) {
      return callable;
    }
    GradError error = new GradError(ErrorKind.TYPE, Types.described(value) + " cannot be called");
    throw value == None.NONE
        ? error.help(
            "the function that should give it may have no value: end it with one, or return")
        : error;
  }
}
