package org.gradlang.eval.compile;

/** How long something runs as nodes before it is compiled, and before it is compiled again. */
final class Patience {
  /** Code that failed so often is not worth another attempt. */
  private static final int MOST_ATTEMPTS = 12;

  private final int most;
  private int left;
  private int attempts;

  Patience(int most) {
    this.most = most;
    this.left = most;
    if (most == Integer.MAX_VALUE) {
      give();
    }
  }

  /** Counts one more run as nodes; whether it was the last. */
  boolean isOver() {
    return --left < 0 && attempts >= 0;
  }

  /** Begins anew: it failed. */
  void again() {
    attempts++;
    left = most;
    if (attempts == MOST_ATTEMPTS) {
      give();
    }
  }

  /** Stays with nodes for ever. */
  void give() {
    attempts = -1;
    left = Integer.MAX_VALUE;
  }
}
