package org.gradlang.eval.compile;

import org.gradlang.eval.Elements;
import org.gradlang.eval.variable.Store;

/** What goes through elements: a {@code for}, or a clause of a comprehension. */
public interface Passage extends Hopeful {
  Elements elements();

  /** The slots that get a new cell in each round. */
  int[] freshCells();

  /** What gets the element. */
  Store target();

  /** Whether code may take it for granted that this goes through a range. */
  boolean counts();

  /** Writes what is done with each element. */
  void emitRound(Emitter to);
}
