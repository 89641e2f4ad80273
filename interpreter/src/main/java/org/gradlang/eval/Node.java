package org.gradlang.eval;

import org.gradlang.eval.compile.Emitter;

/**
 * A piece of a program that can run.
 *
 * <p>Nodes belong to one engine and keep what makes them fast, so they are never shared. A
 * statement answers its value or a {@link Completion}; an expression always answers a value.
 */
public abstract class Node {
  /** Runs this piece; every error it raises knows its place. */
  public abstract Object execute(Frame frame);

  /** Writes this as code that leaves its value; a node that cannot keeps its unit from code. */
  public void emit(Emitter to) {
    throw Emitter.unsupported();
  }

  /** Writes this as code whose value nobody takes. */
  public void emitEffect(Emitter to) {
    emit(to);
    to.drop();
  }
}
