package org.gradlang.eval.function;

import org.gradlang.eval.Frame;
import org.gradlang.eval.Node;

/** {@code x -> e} and {@code fn(x) { ... }}. */
public final class Lambda extends Node {
  private final Closure closure;

  public Lambda(Closure closure) {
    this.closure = closure;
  }

  @Override
  public Object execute(Frame frame) {
    ScriptFunction function = closure.make(frame);
    closure.evaluateDefaults(frame, function);
    return function;
  }
}
