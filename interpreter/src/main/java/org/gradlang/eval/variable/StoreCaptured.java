package org.gradlang.eval.variable;

import org.gradlang.eval.Frame;
import org.gradlang.eval.compile.Emitter;

/** Assigns a variable of an enclosing function. */
public record StoreCaptured(int index) implements Store {
  @Override
  public void store(Frame frame, Object value) {
    frame.captured[index].value = value;
  }

  @Override
  public void emit(Emitter to) {
    to.box();
    to.captured(index);
    to.writeCell();
  }
}
