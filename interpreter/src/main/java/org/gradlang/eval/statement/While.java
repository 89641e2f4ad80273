package org.gradlang.eval.statement;

import org.gradlang.eval.Completion;
import org.gradlang.eval.Condition;
import org.gradlang.eval.Frame;
import org.gradlang.eval.Location;
import org.gradlang.eval.Node;
import org.gradlang.tensor.None;

/** {@code while c { }}. */
public final class While extends Node {
  private final Location location;
  private final Condition condition;
  private final Node body;

  public While(Location location, Condition condition, Node body) {
    this.location = location;
    this.condition = condition;
    this.body = body;
  }

  @Override
  public Object execute(Frame frame) {
    while (condition.executeBoolean(frame)) {
      if (body.execute(frame) instanceof Completion end && end != Completion.CONTINUE) {
        return end == Completion.BREAK ? None.NONE : end;
      }
      location.tick();
    }
    return None.NONE;
  }
}
