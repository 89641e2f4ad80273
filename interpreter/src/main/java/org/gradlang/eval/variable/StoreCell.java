package org.gradlang.eval.variable;

import org.gradlang.eval.Cell;
import org.gradlang.eval.Frame;
import org.gradlang.eval.compile.Emitter;

/** Assigns a variable of the running function that a closure captures. */
public record StoreCell(int slot) implements Store {
  @Override
  @SuppressWarnings("NullAway") // blocks fill their cells' slots before anything runs
  public void store(Frame frame, Object value) {
    ((Cell) frame.locals[slot]).value = value;
  }

  @Override
  public void emit(Emitter to) {
    to.box();
    to.read(slot);
    to.writeCell();
  }
}
