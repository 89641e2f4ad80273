package org.gradlang.eval.function;

import org.gradlang.eval.Frame;
import org.gradlang.eval.Node;
import org.gradlang.eval.compile.Emitter;

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

  @Override
  public void emit(Emitter to) {
    closure.emit(to);
  }
}
