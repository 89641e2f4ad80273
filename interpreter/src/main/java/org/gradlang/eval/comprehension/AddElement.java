package org.gradlang.eval.comprehension;

import org.gradlang.eval.Frame;
import org.gradlang.eval.Node;
import org.gradlang.eval.compile.Emitter;
import org.gradlang.value.ListValue;

/** The element of a list comprehension. */
public record AddElement(Node element) implements Clause {
  @Override
  public void run(Frame frame, Object result) {
    ((ListValue) result).add(element.execute(frame));
  }

  @Override
  public void emit(Emitter to) {
    to.comprehensions().add(element);
  }
}
