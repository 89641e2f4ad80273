package org.gradlang.eval.variable;

import org.gradlang.eval.Frame;
import org.gradlang.eval.GrowingText;
import org.gradlang.eval.Node;
import org.gradlang.eval.Ownership;
import org.gradlang.eval.compile.Emitter;

/** A variable of the running function that no closure captures. */
public final class ReadLocal extends Node implements Held {
  private final int slot;

  /** Whether the variable may own what it holds, which anybody may see from here on. */
  private boolean shares;

  public ReadLocal(int slot) {
    this.slot = slot;
  }

  public int slot() {
    return slot;
  }

  /** Says that the variable may own what it holds, see {@link Ownership}. */
  public void becomeShared() {
    shares = true;
  }

  @Override
  @SuppressWarnings("NullAway") // the resolver lets none be read before it is set
  public Object held(Frame frame) {
    Object value = frame.locals[slot];
    return shares ? Ownership.share(value) : value;
  }

  @Override
  public Object execute(Frame frame) {
    return GrowingText.read(held(frame));
  }

  @Override
  public void emitHeld(Emitter to) {
    to.held(slot);
    share(to);
  }

  @Override
  public void emit(Emitter to) {
    to.read(slot);
    share(to);
  }

  private void share(Emitter to) {
    if (shares) {
      to.share();
    }
  }
}
