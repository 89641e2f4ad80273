package org.gradlang.tensor;

import org.jspecify.annotations.Nullable;

/**
 * The call that runs now, linked to those around it.
 *
 * <p>There is one object for each depth, which all calls at this depth use one after the other, so
 * that a call makes nothing new: with a {@link Caller} for each, 24 bytes, two thirds of the time
 * of a recursive {@code fib(27)} went to memory. A Caller is made where something asks for it,
 * which what is recorded does.
 *
 * <p>Confined to the thread of its context.
 */
public final class RunningCall {
  private final @Nullable RunningCall outer;
  private @Nullable RunningCall inner;
  private Origin place = Origin.UNKNOWN;
  private @Nullable Caller caller;

  private RunningCall(@Nullable RunningCall outer) {
    this.outer = outer;
  }

  /** Outside of all calls. */
  static RunningCall none() {
    return new RunningCall(null);
  }

  /** A call that begins inside of this one, at a place. */
  public RunningCall begin(Origin from) {
    RunningCall next = inner != null ? inner : deepen();
    next.place = from;
    next.caller = null;
    return next;
  }

  private RunningCall deepen() {
    RunningCall next = new RunningCall(this);
    inner = next;
    return next;
  }

  /**
   * This call and those around it as they are now, for whoever keeps them; null outside of all
   * calls.
   */
  @Nullable Caller caller() {
    if (caller != null || outer == null) {
      return caller;
    }
    RunningCall from = outer;
    while (from.caller == null && from.outer != null) {
      from = from.outer;
    }
    Caller made = from.caller;
    while (from != this) {
      from = from.begun();
      made = new Caller(from.place, made);
      from.caller = made;
    }
    return made;
  }

  private RunningCall begun() {
    assert inner != null;
    return inner;
  }
}
