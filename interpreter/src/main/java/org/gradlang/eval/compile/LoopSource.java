package org.gradlang.eval.compile;

/** A loop that may be a unit. */
public interface LoopSource {
  /**
   * Writes the loop as a unit of its own.
   *
   * @param iterator the local that holds what it goes through, if anything
   */
  void emitWhole(Emitter to, int iterator);
}
