package org.gradlang.eval.comprehension;

import org.gradlang.eval.Condition;
import org.gradlang.eval.Frame;

/** {@code if c}. */
public record IfClause(Condition condition, Clause next) implements Clause {
  @Override
  public void run(Frame frame, Object result) {
    if (condition.executeBoolean(frame)) {
      next.run(frame, result);
    }
  }
}
