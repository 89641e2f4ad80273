package org.gradlang.eval.variable;

import org.gradlang.eval.Frame;
import org.gradlang.eval.GrowingText;
import org.gradlang.eval.Node;
import org.gradlang.eval.compile.Emitter;

/** A variable of the running function that no closure captures. */
public final class ReadLocal extends Node implements Held {
  private final int slot;

  public ReadLocal(int slot) {
    this.slot = slot;
  }

  @Override
  @SuppressWarnings("NullAway") // the resolver lets none be read before it is set
  public Object held(Frame frame) {
    return frame.locals[slot];
  }

  @Override
  public Object execute(Frame frame) {
    return GrowingText.read(held(frame));
  }

  @Override
  public void emitHeld(Emitter to) {
    to.held(slot);
  }

  @Override
  public void emit(Emitter to) {
    to.read(slot);
  }
}
