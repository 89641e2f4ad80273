package org.gradlang.eval;

/**
 * How a statement ended that did not run to its end.
 *
 * <p>Statements answer one of these in place of a value, and blocks pass it on: that is cheaper
 * than an exception. Where a statement stands inside an expression ({@code f(if c { return 1 })}),
 * an {@link AbruptCompletion} carries it out.
 */
public enum Completion {
  /** Leave the loop. */
  BREAK,
  /** Go on with the loop's next round. */
  CONTINUE,
  /** Leave the function with {@link Frame#returned}. */
  RETURN
}
