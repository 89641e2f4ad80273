package org.gradlang.eval.statement;

import org.gradlang.eval.Node;
import org.gradlang.eval.compile.Emitter;

/** A statement that gives None: what counts is what it does. */
abstract class Effect extends Node {
  @Override
  public final void emit(Emitter to) {
    emitEffect(to);
    to.none();
  }

  @Override
  public abstract void emitEffect(Emitter to);
}
