package org.gradlang.eval.variable;

import org.gradlang.eval.Cell;
import org.gradlang.eval.Frame;
import org.gradlang.eval.Location;
import org.gradlang.eval.compile.Emitter;

/** A variable of an enclosing function. */
public final class ReadCaptured extends Read {
  private final int index;

  public ReadCaptured(Location location, String name, int index) {
    super(location, name);
    this.index = index;
  }

  @Override
  Cell cell(Frame frame) {
    return frame.captured[index];
  }

  @Override
  void emitCell(Emitter to) {
    to.captured(index);
  }
}
