package org.gradlang.kernel;

import java.util.function.Supplier;

/**
 * A user of compiled loops. The JVM may throw compiled code away, when a class that it did not know
 * comes in; so a call is timed now and then.
 */
abstract class Paced {
  /** Of so many calls one is timed. */
  private static final int TIMED = 64;

  /** So many slow calls, one after the other, are looked at. */
  private static final int PATIENCE = 3;

  /** How often the sample is timed before a loop counts as slow. */
  private static final int TRIES = 5;

  // count roughly where several threads do
  private int calls;
  private int slowness;

  /** Whether this call is to be timed. */
  final boolean isTimed() {
    return ++calls % TIMED == 0;
  }

  /**
   * Says whether a call that was timed was slow, and answers whether the loop is. Once, it may have
   * been the operating system's pause; three times in a row, on a busy machine still: so it is only
   * slow if it is on a sample too, however often that is tried.
   *
   * @param limit nanoseconds that a compiled loop takes for the sample at most
   */
  final boolean hasBecomeSlow(boolean slow, Supplier<Runnable> sample, long limit) {
    slowness = slow ? slowness + 1 : 0;
    if (slowness == PATIENCE) {
      slowness = 0;
      return isSlow(sample.get(), limit);
    }
    if (slow) {
      calls = -1; // time the next call too
    }
    return false;
  }

  private static boolean isSlow(Runnable sample, long limit) {
    for (int i = 0; i < TRIES; i++) {
      long start = System.nanoTime();
      sample.run();
      if (System.nanoTime() - start < limit) {
        return false;
      }
    }
    return true;
  }
}
