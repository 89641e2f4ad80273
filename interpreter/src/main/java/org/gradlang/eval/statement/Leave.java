package org.gradlang.eval.statement;

import org.gradlang.eval.Completion;
import org.gradlang.eval.Frame;
import org.gradlang.eval.Node;
import org.gradlang.eval.compile.Emitter;

/** {@code break} and {@code continue}. */
public final class Leave extends Node {
  private final Completion completion;

  public Leave(Completion completion) {
    this.completion = completion;
  }

  @Override
  public Object execute(Frame frame) {
    return completion;
  }

  @Override
  public void emit(Emitter to) {
    emitEffect(to);
    to.unreachable();
  }

  @Override
  public void emitEffect(Emitter to) {
    to.leaveRound(completion == Completion.BREAK);
  }
}
