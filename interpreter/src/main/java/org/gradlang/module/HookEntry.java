package org.gradlang.module;

import org.gradlang.value.Callable;

/** A registered hook; two registrations of one function are two entries. */
final class HookEntry {
  private final Callable function;
  private final boolean withKeywords;
  private final boolean always;

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
    return new HookEntry(other, withKeywords, always);
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
