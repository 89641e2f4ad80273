package org.gradlang.eval.statement;

import org.gradlang.eval.AbruptCompletion;
import org.gradlang.eval.Frame;
import org.gradlang.eval.Node;

/** A statement with an {@link Abrupt} somewhere in an expression of its own. */
public final class Landing extends Node {
  private final Node statement;

  public Landing(Node statement) {
    this.statement = statement;
  }

  @Override
  public Object execute(Frame frame) {
    try {
      return statement.execute(frame);
    } catch (AbruptCompletion e) {
      return e.completion();
    }
  }
}
