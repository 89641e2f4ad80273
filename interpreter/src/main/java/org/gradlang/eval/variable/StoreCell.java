package org.gradlang.eval.variable;

import org.gradlang.eval.Cell;
import org.gradlang.eval.Frame;

/** Assigns a variable of the running function that a closure captures. */
public record StoreCell(int slot) implements Store {
  @Override
  @SuppressWarnings("NullAway") // blocks fill their cells' slots before anything runs
  public void store(Frame frame, Object value) {
    ((Cell) frame.locals[slot]).value = value;
  }
}
