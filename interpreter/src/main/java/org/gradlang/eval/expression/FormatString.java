package org.gradlang.eval.expression;

import org.gradlang.eval.Frame;
import org.gradlang.eval.Node;

/** {@code f"loss {loss:.4f}"}: the parts one after the other. */
public final class FormatString extends Node {
  private final Node[] parts;

  /** Every part's value is a String. */
  public FormatString(Node[] parts) {
    this.parts = parts;
  }

  @Override
  public Object execute(Frame frame) {
    StringBuilder text = new StringBuilder();
    for (Node part : parts) {
      text.append((String) part.execute(frame));
    }
    return text.toString();
  }
}
