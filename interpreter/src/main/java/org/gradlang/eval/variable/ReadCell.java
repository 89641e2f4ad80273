package org.gradlang.eval.variable;

import org.gradlang.eval.Cell;
import org.gradlang.eval.Frame;
import org.gradlang.eval.Location;
import org.gradlang.eval.compile.Emitter;

/** A variable of the running function that a closure captures. */
public final class ReadCell extends Read {
  private final int slot;

  public ReadCell(Location location, String name, int slot) {
    super(location, name);
    this.slot = slot;
  }

  @Override
  @SuppressWarnings("NullAway") // blocks fill their cells' slots before anything runs
  Cell cell(Frame frame) {
    return (Cell) frame.locals[slot];
  }

  @Override
  void emitCell(Emitter to) {
    to.read(slot);
  }
}
