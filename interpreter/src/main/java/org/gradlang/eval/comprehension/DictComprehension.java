package org.gradlang.eval.comprehension;

import org.gradlang.eval.Frame;
import org.gradlang.eval.Node;
import org.gradlang.eval.compile.Emitter;
import org.gradlang.value.DictValue;

/** {@code {k: v for p in xs if c}}. */
public final class DictComprehension extends Node {
  private final Clause first;

  public DictComprehension(Clause first) {
    this.first = first;
  }

  @Override
  public Object execute(Frame frame) {
    DictValue result = new DictValue();
    first.run(frame, result);
    return result;
  }

  @Override
  public void emit(Emitter to) {
    to.comprehensions().fill(this, "dict", first);
  }
}
