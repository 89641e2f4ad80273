package org.gradlang.eval.variable;

import org.gradlang.eval.Frame;

/** What can be assigned. */
public interface Store {
  /** Assigns {@code value}. */
  void store(Frame frame, Object value);
}
