package org.gradlang.eval.comprehension;

import org.gradlang.eval.Condition;
import org.gradlang.eval.Frame;
import org.gradlang.eval.compile.Emitter;

/** {@code if c}. */
public record IfClause(Condition condition, Clause next) implements Clause {
  @Override
  public void run(Frame frame, Object result) {
    if (condition.executeBoolean(frame)) {
      next.run(frame, result);
    }
  }

  @Override
  public void emit(Emitter to) {
    to.comprehensions().when(condition, next);
  }
}
