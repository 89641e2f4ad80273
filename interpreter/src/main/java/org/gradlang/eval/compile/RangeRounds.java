package org.gradlang.eval.compile;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.gradlang.value.RangeValue;

/** How far a loop over a range has come; nodes and compiled code go on from where it stands. */
public final class RangeRounds implements Iterator<Object> {
  private final long step;
  private long number;
  private long left;

  public RangeRounds(RangeValue range) {
    this.number = range.start();
    this.left = range.length();
    this.step = range.step();
  }

  /** The next number. */
  public long number() {
    return number;
  }

  /** How many numbers there still are. */
  public long left() {
    return left;
  }

  public long step() {
    return step;
  }

  /** Goes on from another place. */
  public void moveTo(long next, long rest) {
    number = next;
    left = rest;
  }

  @Override
  public boolean hasNext() {
    return left > 0;
  }

  @Override
  public Object next() {
    return nextLong();
  }

  /** {@link #next} without a box. */
  public long nextLong() {
    if (left <= 0) {
      throw new NoSuchElementException();
    }
    long current = number;
    number += step;
    left--;
    return current;
  }
}
