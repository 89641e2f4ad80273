package org.gradlang.eval.statement;

import java.util.Iterator;
import java.util.List;
import org.gradlang.eval.Cell;
import org.gradlang.eval.Completion;
import org.gradlang.eval.Elements;
import org.gradlang.eval.Frame;
import org.gradlang.eval.Node;
import org.gradlang.eval.variable.Store;
import org.gradlang.tensor.None;
import org.gradlang.value.ClosingIterator;
import org.gradlang.value.RangeValue;

/** {@code for x in xs { }}. The variables are new in each round. */
public final class For extends Node {
  private final Elements elements;
  private final int[] freshCells;
  private final Store target;
  private final Node body;

  public For(Elements elements, List<Integer> freshCells, Store target, Node body) {
    this.elements = elements;
    this.freshCells = freshCells.stream().mapToInt(Integer::intValue).toArray();
    this.target = target;
    this.body = body;
  }

  @Override
  public Object execute(Frame frame) {
    Object iterable = elements.evaluate(frame);
    return iterable instanceof RangeValue range
        ? executeRange(frame, range)
        : executeAny(frame, elements.iterator(iterable));
  }

  private Object executeRange(Frame frame, RangeValue range) {
    long number = range.start();
    for (long left = range.length(); left > 0; left--) {
      Object end = round(frame, number);
      if (end != Completion.CONTINUE) {
        return end;
      }
      number += range.step();
    }
    return None.NONE;
  }

  private Object executeAny(Frame frame, Iterator<?> iterator) {
    try {
      return rounds(frame, iterator);
    } finally {
      ClosingIterator.close(iterator);
    }
  }

  private Object rounds(Frame frame, Iterator<?> iterator) {
    while (elements.hasNext(iterator)) {
      Object end = round(frame, elements.next(iterator));
      if (end != Completion.CONTINUE) {
        return end;
      }
    }
    return None.NONE;
  }

  /** One round: CONTINUE, or what the loop answers. */
  private Object round(Frame frame, Object element) {
    for (int slot : freshCells) {
      frame.locals[slot] = new Cell();
    }
    target.store(frame, element);
    if (body.execute(frame) instanceof Completion end && end != Completion.CONTINUE) {
      return end == Completion.BREAK ? None.NONE : end;
    }
    elements.tick();
    return Completion.CONTINUE;
  }
}
