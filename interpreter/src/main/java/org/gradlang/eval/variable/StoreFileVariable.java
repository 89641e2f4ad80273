package org.gradlang.eval.variable;

import org.gradlang.eval.Cell;
import org.gradlang.eval.Frame;
import org.gradlang.eval.compile.Emitter;

/** Assigns a variable of the file's top level. */
public record StoreFileVariable(Cell cell) implements Store {
  @Override
  public void store(Frame frame, Object value) {
    cell.value = value;
  }

  @Override
  public void emit(Emitter to) {
    to.box();
    to.object(cell);
    to.writeCell();
  }
}
