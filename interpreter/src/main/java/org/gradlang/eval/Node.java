package org.gradlang.eval;

/**
 * A piece of a program that can run.
 *
 * <p>Nodes belong to one engine and keep what makes them fast, so they are never shared. A
 * statement answers its value or a {@link Completion}; an expression always answers a value.
 */
public abstract class Node {
  /** Runs this piece; every error it raises knows its place. */
  public abstract Object execute(Frame frame);
}
