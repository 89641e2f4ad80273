package org.gradlang.eval.function;

import org.gradlang.eval.Frame;
import org.gradlang.eval.Node;
import org.gradlang.eval.compile.Emitter;

/** A {@code fn} or {@code module}: known in its whole block, so blocks begin by declaring them. */
public abstract class Declaration extends Node {
  /** Makes the function and assigns its name, before the block's first statement. */
  public abstract void declare(Frame frame);

  /** Writes {@link #declare}. */
  public void emitDeclaration(Emitter to) {
    throw Emitter.unsupported();
  }
}
