package org.gradlang.eval.expression;

import org.gradlang.eval.Frame;
import org.gradlang.eval.Node;
import org.gradlang.eval.compile.Emitter;
import org.gradlang.value.ListValue;

/** A literal of a list. */
public final class ListLiteral extends Node {
  private final Sequence elements;

  public ListLiteral(Sequence elements) {
    this.elements = elements;
  }

  @Override
  public Object execute(Frame frame) {
    return ListValue.of(elements.values(frame));
  }

  @Override
  public void emit(Emitter to) {
    elements.emit(to);
    to.plainly("list", 1);
  }
}
