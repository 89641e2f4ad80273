package org.gradlang.eval.expression;

import org.gradlang.eval.Frame;
import org.gradlang.eval.Node;
import org.gradlang.eval.compile.Emitter;
import org.gradlang.value.ListValue;
import org.jspecify.annotations.Nullable;

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

  /** Writes them as an array. */
  void emit(Emitter to) {
    if (spreads) {
      throw Emitter.unsupported();
    }
    to.calls().arguments(elements);
  }

  /** The single values, or null where there are spreads. */
  Node @Nullable [] single() {
    return spreads ? null : elements;
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
