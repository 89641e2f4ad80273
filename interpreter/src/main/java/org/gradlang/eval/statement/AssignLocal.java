package org.gradlang.eval.statement;

import org.gradlang.eval.Frame;
import org.gradlang.eval.Node;
import org.gradlang.eval.Ownership;
import org.gradlang.eval.compile.Emitter;
import org.gradlang.tensor.None;

/** {@link Assign} to a variable that no closure captures: the common case, without a detour. */
public final class AssignLocal extends Effect {
  private final int slot;
  private final Node value;

  /** Whether the variable may own what it gets, and gives it back for what it gets next. */
  private boolean owns;

  public AssignLocal(int slot, Node value) {
    this.slot = slot;
    this.value = value;
  }

  /** Says that all who read the variable either only look at what it holds or share it. */
  public void becomeOwner() {
    owns = true;
  }

  @Override
  public Object execute(Frame frame) {
    Object now = value.execute(frame);
    Object before = frame.locals[slot];
    frame.locals[slot] = now;
    if (owns) {
      Ownership.release(before, now);
    }
    return None.NONE;
  }

  @Override
  public void emitEffect(Emitter to) {
    value.emit(to);
    if (owns) {
      to.release(slot);
    }
    to.store(slot);
  }
}
