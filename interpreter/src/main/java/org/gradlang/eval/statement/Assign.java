package org.gradlang.eval.statement;

import org.gradlang.eval.Frame;
import org.gradlang.eval.Node;
import org.gradlang.eval.variable.Store;
import org.gradlang.tensor.None;

/** {@code let target = value} and {@code target = value}. */
public final class Assign extends Node {
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
}
