package org.gradlang.eval.variable;

import org.gradlang.eval.Frame;
import org.gradlang.eval.Node;

/** A variable of the running function that no closure captures. */
public final class ReadLocal extends Node {
  private final int slot;

  public ReadLocal(int slot) {
    this.slot = slot;
  }

  @Override
  @SuppressWarnings("NullAway") // the resolver lets none be read before it is set
  public Object execute(Frame frame) {
    return frame.locals[slot];
  }
}
