package org.gradlang.eval.expression;

import org.gradlang.eval.Frame;
import org.gradlang.eval.Node;
import org.gradlang.value.TupleValue;

/** A literal of a tuple. */
public final class TupleLiteral extends Node {
  private final Sequence elements;

  public TupleLiteral(Sequence elements) {
    this.elements = elements;
  }

  @Override
  public Object execute(Frame frame) {
    return TupleValue.of(elements.values(frame));
  }
}
