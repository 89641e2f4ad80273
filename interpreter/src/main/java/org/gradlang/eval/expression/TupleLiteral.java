package org.gradlang.eval.expression;

import org.gradlang.eval.Frame;
import org.gradlang.eval.Node;
import org.gradlang.eval.compile.Emitter;
import org.gradlang.value.TupleValue;
import org.jspecify.annotations.Nullable;

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

  @Override
  public void emit(Emitter to) {
    elements.emit(to);
    to.plainly("tuple", 1);
  }

  /** The elements where each is an expression by itself, else null. */
  public Node @Nullable [] elements() {
    return elements.single();
  }
}
