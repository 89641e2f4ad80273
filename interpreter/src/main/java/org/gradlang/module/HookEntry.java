package org.gradlang.module;

import org.gradlang.value.Callable;

/** A registered hook; two registrations of one function are two entries. */
final class HookEntry {
  private final Callable function;
  private final boolean withKeywords;
  private final boolean always;
  private long number;

  HookEntry(Callable function) {
    this(function, false, false);
  }

  /**
   * A hook around forward.
   *
   * @param withKeywords whether it sees the keyword arguments too, as a dict
   * @param always whether it runs although forward failed
   */
  HookEntry(Callable function, boolean withKeywords, boolean always) {
    this.function = function;
    this.withKeywords = withKeywords;
    this.always = always;
  }

  /** The same with another function. */
  HookEntry with(Callable other) {
    HookEntry copy = new HookEntry(other, withKeywords, always);
    copy.number = number;
    return copy;
  }

  /** What it is known by in the dict of its module's hooks. */
  long number() {
    return number;
  }

  void setNumber(long value) {
    number = value;
  }

  Callable function() {
    return function;
  }

  boolean withKeywords() {
    return withKeywords;
  }

  boolean always() {
    return always;
  }
}
