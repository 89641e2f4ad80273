package org.gradlang.eval.variable;

import org.gradlang.eval.Frame;
import org.gradlang.eval.compile.Emitter;

/** What can be assigned. */
public interface Store {
  /** Assigns {@code value}. */
  void store(Frame frame, Object value);

  /** Writes this as code that takes the value on top. */
  default void emit(Emitter to) {
    throw Emitter.unsupported();
  }
}
