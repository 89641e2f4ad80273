package org.gradlang.eval.comprehension;

import java.util.Iterator;
import java.util.List;
import org.gradlang.eval.Cell;
import org.gradlang.eval.Completion;
import org.gradlang.eval.Elements;
import org.gradlang.eval.Frame;
import org.gradlang.eval.Location;
import org.gradlang.eval.Node;
import org.gradlang.eval.compile.Emitter;
import org.gradlang.eval.compile.Filling;
import org.gradlang.eval.compile.HotLoop;
import org.gradlang.eval.compile.LoopSource;
import org.gradlang.eval.compile.Passage;
import org.gradlang.eval.compile.RangeRounds;
import org.gradlang.eval.variable.Store;
import org.gradlang.value.ClosingIterator;
import org.gradlang.value.RangeValue;

/** {@code for p in xs}: the variables are new in each round. */
public final class ForClause implements Clause, LoopSource, Passage {
  private final Elements elements;
  private final int[] freshCells;
  private final Store target;
  private final Clause next;
  private final HotLoop hot = new HotLoop(this);

  /** Whether this has gone through nothing but ranges. */
  private boolean counts = true;

  public ForClause(
      Location location, Node iterable, List<Integer> freshCells, Store target, Clause next) {
    this.elements = new Elements(location, iterable, false);
    this.freshCells = freshCells.stream().mapToInt(Integer::intValue).toArray();
    this.target = target;
    this.next = next;
  }

  @Override
  public void run(Frame frame, Object result) {
    Object iterable = elements.evaluate(frame);
    if (iterable instanceof RangeValue range) {
      rounds(frame, new RangeRounds(range), result);
      return;
    }
    if (counts) {
      counts = false;
      hot.forget(); // code of a clause that counts goes through nothing else
    }
    Iterator<?> iterator = elements.iterator(iterable);
    try {
      rounds(frame, iterator, result);
    } finally {
      ClosingIterator.close(iterator);
    }
  }

  private void rounds(Frame frame, Iterator<?> iterator, Object result) {
    Object end = Completion.CONTINUE;
    while (end == Completion.CONTINUE && elements.hasNext(iterator)) {
      end = hot.isHot() ? hot.run(frame, new Filling(iterator, result)) : null;
      if (end == null) {
        round(frame, elements.next(iterator), result);
        end = Completion.CONTINUE;
      }
    }
  }

  private void round(Frame frame, Object element, Object result) {
    for (int slot : freshCells) {
      frame.locals[slot] = new Cell();
    }
    target.store(frame, element);
    next.run(frame, result);
    elements.tick();
  }

  @Override
  public Elements elements() {
    return elements;
  }

  @Override
  public int[] freshCells() {
    return freshCells;
  }

  @Override
  public Store target() {
    return target;
  }

  @Override
  public void emitRound(Emitter to) {
    next.emit(to);
  }

  @Override
  public boolean counts() {
    return counts;
  }

  @Override
  public void disappoint() {
    counts = false;
  }

  @Override
  public void emit(Emitter to) {
    to.loopWriter().loop(this);
  }

  @Override
  public void emitWhole(Emitter to, int iterator) {
    to.comprehensions().whole(this, iterator);
  }
}
