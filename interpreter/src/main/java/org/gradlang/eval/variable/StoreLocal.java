package org.gradlang.eval.variable;

import org.gradlang.eval.Frame;
import org.gradlang.eval.compile.Emitter;

/** Assigns a variable of the running function that no closure captures. */
public record StoreLocal(int slot) implements Store {
  @Override
  public void store(Frame frame, Object value) {
    frame.locals[slot] = value;
  }

  @Override
  public void emit(Emitter to) {
    to.store(slot);
  }
}
