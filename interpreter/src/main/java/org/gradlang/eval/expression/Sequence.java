package org.gradlang.eval.expression;

import org.gradlang.eval.Frame;
import org.gradlang.eval.Node;
import org.gradlang.value.ListValue;

/** Expressions in a row, of which some may be {@code *spread}. */
public final class Sequence {
  private final Node[] elements;
  private final boolean spreads;

  public Sequence(Node[] elements) {
    this.elements = elements;
    boolean found = false;
    for (Node element : elements) {
      found |= element instanceof Spread;
    }
    this.spreads = found;
  }

  /** The values, spreads included. */
  public Object[] values(Frame frame) {
    if (spreads) {
      return spread(frame).toArray();
    }
    Object[] values = new Object[elements.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = elements[i].execute(frame);
    }
    return values;
  }

  private ListValue spread(Frame frame) {
    ListValue values = new ListValue();
    for (Node element : elements) {
      if (element instanceof Spread spread) {
        spread.addTo(values, frame);
      } else {
        values.add(element.execute(frame));
      }
    }
    return values;
  }
}
