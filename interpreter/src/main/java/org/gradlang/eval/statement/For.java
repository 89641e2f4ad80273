package org.gradlang.eval.statement;

import java.util.Iterator;
import java.util.List;
import org.gradlang.eval.Cell;
import org.gradlang.eval.Completion;
import org.gradlang.eval.Elements;
import org.gradlang.eval.Frame;
import org.gradlang.eval.Node;
import org.gradlang.eval.compile.Emitter;
import org.gradlang.eval.compile.HotLoop;
import org.gradlang.eval.compile.LoopSource;
import org.gradlang.eval.compile.Passage;
import org.gradlang.eval.compile.RangeRounds;
import org.gradlang.eval.variable.Store;
import org.gradlang.tensor.None;
import org.gradlang.value.ClosingIterator;
import org.gradlang.value.RangeValue;

/** {@code for x in xs { }}. The variables are new in each round. */
public final class For extends Node implements LoopSource, Passage {
  private final Elements elements;
  private final int[] freshCells;
  private final Store target;
  private final Node body;
  private final HotLoop hot = new HotLoop(this);

  /** Whether this has gone through nothing but ranges. */
  private boolean counts = true;

  public For(Elements elements, List<Integer> freshCells, Store target, Node body) {
    this.elements = elements;
    this.freshCells = freshCells.stream().mapToInt(Integer::intValue).toArray();
    this.target = target;
    this.body = body;
  }

  @Override
  public Object execute(Frame frame) {
    Object iterable = elements.evaluate(frame);
    if (iterable instanceof RangeValue range) {
      return rounds(frame, new RangeRounds(range));
    }
    if (counts) {
      counts = false;
      hot.forget(); // code of a loop that counts goes through nothing else
    }
    return executeAny(frame, elements.iterator(iterable));
  }

  private Object rounds(Frame frame, RangeRounds rounds) {
    while (rounds.hasNext()) {
      Object end = hot.isHot() ? hot.run(frame, rounds) : null;
      if (end == null) {
        end = round(frame, rounds.nextLong());
      }
      if (end != Completion.CONTINUE) {
        return end;
      }
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
      Object end = hot.isHot() ? hot.run(frame, iterator) : null;
      if (end == null) {
        end = round(frame, elements.next(iterator));
      }
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
    body.emitEffect(to);
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
    emitEffect(to);
    to.none();
  }

  @Override
  public void emitEffect(Emitter to) {
    to.loopWriter().loop(this);
  }

  @Override
  public void emitWhole(Emitter to, int iterator) {
    to.loopWriter().whole(this, iterator);
  }
}
