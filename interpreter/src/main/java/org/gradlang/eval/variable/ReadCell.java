package org.gradlang.eval.variable;

import org.gradlang.eval.Cell;
import org.gradlang.eval.Frame;
import org.gradlang.eval.Location;

/** A variable of the running function that a closure captures. */
public final class ReadCell extends Read {
  private final int slot;

  public ReadCell(Location location, String name, int slot) {
    super(location, name);
    this.slot = slot;
  }

  @Override
  @SuppressWarnings("NullAway") // blocks fill their cells' slots before anything runs
  public Object execute(Frame frame) {
    return valueOf((Cell) frame.locals[slot]);
  }
}
