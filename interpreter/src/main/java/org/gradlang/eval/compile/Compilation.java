package org.gradlang.eval.compile;

import java.util.Locale;

/**
 * When code is compiled. {@code -Dgrad.compile=always} compiles at the first opportunity, {@code
 * soon} after so few calls and rounds that short tests begin as nodes and go on compiled, {@code
 * never} leaves everything to nodes: programs do the same in each, and tests see to it.
 */
enum Compilation {
  ALWAYS(0, 0),
  SOON(300, 1500),
  AUTO(2000, 6000),
  NEVER(Integer.MAX_VALUE, Integer.MAX_VALUE);

  static final Compilation MODE =
      valueOf(System.getProperty("grad.compile", "auto").toUpperCase(Locale.ROOT));

  private final int calls;
  private final int rounds;

  Compilation(int calls, int rounds) {
    this.calls = calls;
    this.rounds = rounds;
  }

  /** How many calls of a function run as nodes. */
  int calls() {
    return calls;
  }

  /** How many rounds of a loop run as nodes. */
  int rounds() {
    return rounds;
  }
}
