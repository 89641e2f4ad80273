package org.gradlang.eval.variable;

import org.gradlang.eval.Cell;
import org.gradlang.eval.Frame;
import org.gradlang.eval.Location;
import org.gradlang.eval.compile.Emitter;

/** A variable of the file's top level. */
public final class ReadFileVariable extends Read {
  private final Cell cell;

  public ReadFileVariable(Location location, String name, Cell cell) {
    super(location, name);
    this.cell = cell;
  }

  @Override
  Cell cell(Frame frame) {
    return cell;
  }

  @Override
  void emitCell(Emitter to) {
    to.object(cell);
  }
}
