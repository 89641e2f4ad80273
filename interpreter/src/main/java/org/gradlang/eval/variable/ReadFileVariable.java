package org.gradlang.eval.variable;

import org.gradlang.eval.Cell;
import org.gradlang.eval.Frame;
import org.gradlang.eval.Location;

/** A variable of the file's top level. */
public final class ReadFileVariable extends Read {
  private final Cell cell;

  public ReadFileVariable(Location location, String name, Cell cell) {
    super(location, name);
    this.cell = cell;
  }

  @Override
  public Object execute(Frame frame) {
    return valueOf(cell);
  }
}
