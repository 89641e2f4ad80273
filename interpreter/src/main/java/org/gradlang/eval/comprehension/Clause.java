package org.gradlang.eval.comprehension;

import org.gradlang.eval.Frame;
import org.gradlang.eval.compile.Emitter;

/** A part of a comprehension: runs the parts behind it, which fill {@code result}. */
public interface Clause {
  /** Adds to {@code result} what this and the clauses behind it give. */
  void run(Frame frame, Object result);

  /** Writes the same as code. */
  void emit(Emitter to);
}
