package org.gradlang.eval.compile;

/** What may have compiled code. */
interface Hot {
  /** The owner of code that is not in use yet. */
  Hot NOBODY = unit -> {};

  /** Uses a unit's code no more. */
  void drop(Unit unit);
}
