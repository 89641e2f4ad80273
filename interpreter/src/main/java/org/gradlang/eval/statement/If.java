package org.gradlang.eval.statement;

import org.gradlang.eval.Condition;
import org.gradlang.eval.Frame;
import org.gradlang.eval.Node;
import org.gradlang.eval.compile.Emitter;

/** {@code if c { } else { }}, as a statement and as an expression. */
public final class If extends Node {
  private final Condition condition;
  private final Node then;
  private final Node otherwise;

  public If(Condition condition, Node then, Node otherwise) {
    this.condition = condition;
    this.then = then;
    this.otherwise = otherwise;
  }

  @Override
  public Object execute(Frame frame) {
    return condition.executeBoolean(frame) ? then.execute(frame) : otherwise.execute(frame);
  }

  @Override
  public void emit(Emitter to) {
    to.branches().choose(this, condition, then, otherwise, true);
  }

  @Override
  public void emitEffect(Emitter to) {
    to.branches().choose(this, condition, then, otherwise, false);
  }
}
