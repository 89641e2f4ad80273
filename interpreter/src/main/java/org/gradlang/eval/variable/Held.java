package org.gradlang.eval.variable;

import org.gradlang.eval.Frame;
import org.gradlang.eval.compile.Emitter;

/** A read of a variable that can also give what the variable holds for a text that grows. */
public interface Held {
  /** What the variable holds, see {@link org.gradlang.eval.GrowingText}. */
  Object held(Frame frame);

  /** Writes {@link #held} as code. */
  void emitHeld(Emitter to);
}
