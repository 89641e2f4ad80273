package org.gradlang.value;

import org.gradlang.tensor.Origin;
import org.jspecify.annotations.Nullable;

/** Anything that a script can call: functions, methods, constructors, instances, hook handles. */
public interface Callable {
  /** Calls this; every failure is a {@link org.gradlang.tensor.GradError}. */
  Object call(Arguments arguments);

  /**
   * What a call with these arguments is of, where several things share a name: to call that is the
   * same. A call node asks, as what it is of says what becomes of its arguments and value.
   */
  default Callable chosenFor(Arguments arguments) {
    return this;
  }

  /** What a call of this is a call of, under the same name, if that is a built-in; or null. */
  default @Nullable Builtin builtin() {
    return null;
  }

  /** The name that errors and printed forms use. */
  String name();

  /** Where it is written, if that is in a script. */
  default Origin origin() {
    return Origin.UNKNOWN;
  }
}
