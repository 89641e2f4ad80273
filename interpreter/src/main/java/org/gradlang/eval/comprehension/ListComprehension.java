package org.gradlang.eval.comprehension;

import org.gradlang.eval.Frame;
import org.gradlang.eval.Node;
import org.gradlang.eval.compile.Emitter;
import org.gradlang.value.ListValue;

/** {@code [e for p in xs if c]}. */
public final class ListComprehension extends Node {
  private final Clause first;

  public ListComprehension(Clause first) {
    this.first = first;
  }

  @Override
  public Object execute(Frame frame) {
    ListValue result = new ListValue();
    first.run(frame, result);
    return result;
  }

  @Override
  public void emit(Emitter to) {
    to.comprehensions().fill(this, "newList", first);
  }
}
