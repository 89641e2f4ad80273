package org.gradlang.eval.statement;

import org.gradlang.eval.Frame;
import org.gradlang.eval.Node;
import org.gradlang.eval.compile.Emitter;
import org.gradlang.eval.variable.Store;
import org.gradlang.eval.variable.StoreTuple;
import org.gradlang.tensor.None;

/** {@code let target = value} and {@code target = value}. */
public final class Assign extends Effect {
  private final Store target;
  private final Node value;

  public Assign(Store target, Node value) {
    this.target = target;
    this.value = value;
  }

  @Override
  public Object execute(Frame frame) {
    target.store(frame, value.execute(frame));
    return None.NONE;
  }

  @Override
  public void emitEffect(Emitter to) {
    if (!(target instanceof StoreTuple tuple && tuple.emitEach(to, value))) {
      value.emit(to);
      target.emit(to);
    }
  }
}
