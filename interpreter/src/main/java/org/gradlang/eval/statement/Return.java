package org.gradlang.eval.statement;

import org.gradlang.eval.Completion;
import org.gradlang.eval.Frame;
import org.gradlang.eval.Node;
import org.gradlang.eval.compile.Emitter;

/** {@code return e}. */
public final class Return extends Node {
  private final Node value;

  public Return(Node value) {
    this.value = value;
  }

  @Override
  public Object execute(Frame frame) {
    frame.returned = value.execute(frame);
    return Completion.RETURN;
  }

  @Override
  public void emit(Emitter to) {
    emitEffect(to);
    to.unreachable();
  }

  @Override
  public void emitEffect(Emitter to) {
    value.emit(to);
    to.leaveFunction();
  }
}
