package org.gradlang.eval.expression;

import org.gradlang.eval.Frame;
import org.gradlang.eval.Node;
import org.gradlang.eval.compile.Emitter;

/** A literal, or a name that always means the same value. */
public final class Constant extends Node {
  private final Object value;

  public Constant(Object value) {
    this.value = value;
  }

  @Override
  public Object execute(Frame frame) {
    return value;
  }

  @Override
  public void emit(Emitter to) {
    to.constant(value);
  }
}
