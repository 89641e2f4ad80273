package org.gradlang.eval;

import java.util.Iterator;
import java.util.List;
import org.gradlang.eval.compile.Emitter;
import org.gradlang.eval.compile.Filling;
import org.gradlang.eval.compile.Hopeful;
import org.gradlang.eval.compile.HotLoop;
import org.gradlang.eval.compile.LoopSource;
import org.gradlang.eval.compile.RangeRounds;
import org.gradlang.eval.variable.Store;
import org.gradlang.tensor.None;
import org.gradlang.value.ClosingIterator;
import org.gradlang.value.RangeValue;
import org.jspecify.annotations.Nullable;

/**
 * Goes through elements, for a {@code for} or a clause of a comprehension. The variables are new in
 * each round.
 */
public final class Passage implements LoopSource, Hopeful {
  private final Elements elements;
  private final int[] freshCells;
  private final Store target;
  private final Round round;
  private final HotLoop hot = new HotLoop(this);

  /** Whether this has gone through nothing but ranges. */
  private boolean counts = true;

  /** What is done with each element, once the variables have it. */
  public interface Round {
    /**
     * Does it.
     *
     * @param filled what the comprehension around fills, None in a {@code for}
     * @return CONTINUE, or what the passage gives because it ends here
     */
    Object run(Frame frame, Object filled);

    /** Writes the same as code. */
    void emit(Emitter to);

    /** Whether this is a part of a comprehension. */
    boolean fills();
  }

  /**
   * Makes a passage.
   *
   * @param freshCells the slots that get a new cell in each round
   * @param target what gets the element
   */
  public Passage(Elements elements, List<Integer> freshCells, Store target, Round round) {
    this.elements = elements;
    this.freshCells = freshCells.stream().mapToInt(Integer::intValue).toArray();
    this.target = target;
    this.round = round;
  }

  /** Goes through all elements, and gives None, or what a round ended it with. */
  public Object run(Frame frame, Object filled) {
    Object iterable = elements.evaluate(frame);
    if (iterable instanceof RangeValue range) {
      return count(frame, new RangeRounds(range), filled);
    }
    if (counts) {
      counts = false;
      hot.forget(); // code of a passage that counts goes through nothing else
    }
    Iterator<?> iterator = elements.iterator(iterable);
    try {
      return iterate(frame, iterator, filled);
    } finally {
      ClosingIterator.close(iterator);
    }
  }

  private Object count(Frame frame, RangeRounds rounds, Object filled) {
    while (rounds.hasNext()) {
      Object end = hot.isHot() ? runCode(frame, rounds, filled) : null;
      if (end == null) {
        end = run(frame, rounds.nextLong(), filled);
      }
      if (end != Completion.CONTINUE) {
        return end;
      }
    }
    return None.NONE;
  }

  private Object iterate(Frame frame, Iterator<?> iterator, Object filled) {
    while (elements.hasNext(iterator)) {
      Object end = hot.isHot() ? runCode(frame, iterator, filled) : null;
      if (end == null) {
        end = run(frame, elements.next(iterator), filled);
      }
      if (end != Completion.CONTINUE) {
        return end;
      }
    }
    return None.NONE;
  }

  private @Nullable Object runCode(Frame frame, Iterator<?> iterator, Object filled) {
    return hot.run(frame, round.fills() ? new Filling(iterator, filled) : iterator);
  }

  private Object run(Frame frame, Object element, Object filled) {
    for (int slot : freshCells) {
      frame.locals[slot] = new Cell();
    }
    target.store(frame, element);
    Object end = round.run(frame, filled);
    if (end == Completion.CONTINUE) {
      elements.tick();
    }
    return end;
  }

  public Elements elements() {
    return elements;
  }

  /** Whether code may take it for granted that this goes through a range. */
  public boolean counts() {
    return counts;
  }

  @Override
  public void disappoint() {
    counts = false;
  }

  /** Writes this as a part of a unit. */
  public void emit(Emitter to) {
    to.loopWriter().loop(this);
  }

  @Override
  public void emitWhole(Emitter to, int entry) {
    if (round.fills()) {
      to.comprehensions().whole(this, entry);
    } else {
      to.loopWriter().whole(this, entry);
    }
  }

  /** Writes that the variables of a round are new. */
  public void emitFresh(Emitter to) {
    for (int slot : freshCells) {
      to.freshCell(slot);
    }
  }

  /** Writes a round, of the element that was left. */
  public void emitRound(Emitter to) {
    target.emit(to);
    round.emit(to);
  }
}
