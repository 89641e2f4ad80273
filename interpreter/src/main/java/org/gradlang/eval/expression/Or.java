package org.gradlang.eval.expression;

import org.gradlang.eval.Condition;
import org.gradlang.eval.Frame;
import org.gradlang.eval.Location;
import org.gradlang.eval.compile.Emitter;

/** {@code left or right}: the operand that decided. */
public final class Or extends Condition {
  private final Condition left;
  private final Condition right;

  public Or(Location location, Condition left, Condition right) {
    super(location);
    this.left = left;
    this.right = right;
  }

  @Override
  public Object execute(Frame frame) {
    Object value = left.execute(frame);
    return truth(value) ? value : right.execute(frame);
  }

  @Override
  public boolean executeBoolean(Frame frame) {
    return left.executeBoolean(frame) || right.executeBoolean(frame);
  }

  @Override
  public void emit(Emitter to) {
    to.branches().decide(this, left, right, this, false);
  }

  @Override
  public void emitBoolean(Emitter to) {
    to.branches().decide(left, right, false);
  }
}
