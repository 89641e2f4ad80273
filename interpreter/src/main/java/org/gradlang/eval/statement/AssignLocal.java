package org.gradlang.eval.statement;

import org.gradlang.eval.Frame;
import org.gradlang.eval.Node;
import org.gradlang.eval.compile.Emitter;
import org.gradlang.tensor.None;

/** {@link Assign} to a variable that no closure captures: the common case, without a detour. */
public final class AssignLocal extends Node {
  private final int slot;
  private final Node value;

  public AssignLocal(int slot, Node value) {
    this.slot = slot;
    this.value = value;
  }

  @Override
  public Object execute(Frame frame) {
    frame.locals[slot] = value.execute(frame);
    return None.NONE;
  }

  @Override
  public void emit(Emitter to) {
    emitEffect(to);
    to.none();
  }

  @Override
  public void emitEffect(Emitter to) {
    value.emit(to);
    to.store(slot);
  }
}
