package org.gradlang.eval.statement;

import org.gradlang.eval.AbruptCompletion;
import org.gradlang.eval.Completion;
import org.gradlang.eval.Frame;
import org.gradlang.eval.Node;

/** An {@code if} or grad-mode block inside an expression, whose statements may leave it. */
public final class Abrupt extends Node {
  private final Node block;

  public Abrupt(Node block) {
    this.block = block;
  }

  @Override
  public Object execute(Frame frame) {
    Object value = block.execute(frame);
    if (value instanceof Completion completion) {
      throw new AbruptCompletion(completion);
    }
    return value;
  }
}
