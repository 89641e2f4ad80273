package org.gradlang.eval.compile;

/** A node whose compiled code rests on what it has met so far. */
public interface Hopeful {
  /** Says that it met something else. */
  void disappoint();
}
