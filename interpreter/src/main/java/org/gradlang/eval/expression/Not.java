package org.gradlang.eval.expression;

import org.gradlang.eval.Condition;
import org.gradlang.eval.Frame;
import org.gradlang.eval.Location;
import org.gradlang.eval.compile.Emitter;

/** {@code not operand}. */
public final class Not extends Condition {
  private final Condition operand;

  public Not(Location location, Condition operand) {
    super(location);
    this.operand = operand;
  }

  @Override
  public Object execute(Frame frame) {
    return !operand.executeBoolean(frame);
  }

  @Override
  public boolean executeBoolean(Frame frame) {
    return !operand.executeBoolean(frame);
  }

  @Override
  public void emit(Emitter to) {
    emitBoolean(to);
    to.branches().settle();
  }

  @Override
  public void emitBoolean(Emitter to) {
    operand.emitBoolean(to);
    to.branches().not();
  }
}
