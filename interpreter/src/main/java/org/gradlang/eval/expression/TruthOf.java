package org.gradlang.eval.expression;

import org.gradlang.eval.Condition;
import org.gradlang.eval.Frame;
import org.gradlang.eval.Location;
import org.gradlang.eval.Node;
import org.gradlang.eval.compile.Emitter;

/** Any expression as a condition. */
public final class TruthOf extends Condition {
  private final Node value;

  public TruthOf(Location location, Node value) {
    super(location);
    this.value = value;
  }

  @Override
  public Object execute(Frame frame) {
    return value.execute(frame);
  }

  @Override
  public boolean executeBoolean(Frame frame) {
    return truth(value.execute(frame));
  }

  @Override
  public void emit(Emitter to) {
    value.emit(to);
  }
}
