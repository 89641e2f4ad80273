package org.gradlang.module;

import org.gradlang.value.Callable;

/** A registered hook; two registrations of one function are two entries. */
final class HookEntry {
  private final Callable function;

  HookEntry(Callable function) {
    this.function = function;
  }

  Callable function() {
    return function;
  }
}
