package org.gradlang.eval.variable;

import org.gradlang.eval.Cell;
import org.gradlang.eval.Frame;

/** Assigns a variable of the file's top level. */
public record StoreFileVariable(Cell cell) implements Store {
  @Override
  public void store(Frame frame, Object value) {
    cell.value = value;
  }
}
