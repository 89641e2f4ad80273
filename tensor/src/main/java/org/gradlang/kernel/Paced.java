package org.gradlang.kernel;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * A user of compiled loops. The JVM may throw compiled code away, when a class that it did not know
 * comes in; so a call is timed now and then.
 */
abstract class Paced {
  /**
   * Of so many calls one is timed, by chance: counted, two threads would wait for each other's
   * count at each call. The exp of a million elements took 318 us on two threads so, and 260 since.
   */
  static final int TIMED = 64;

  /** So many slow calls, one after the other, are looked at. */
  private static final int PATIENCE = 3;

  /** How often the sample is timed before a loop counts as slow. */
  private static final int TRIES = 5;

  private int slowness; // counts roughly where several threads do

  /** Whether this call is to be timed. */
  final boolean isTimed() {
    return slowness != 0 || ThreadLocalRandom.current().nextInt(TIMED) == 0;
  }

  /**
   * Says whether a call that was timed was slow, and answers whether the loop is. Once, it may have
   * been the operating system's pause; three times in a row, on a busy machine still: so it is only
   * slow if it is on a sample too, however often that is tried.
   *
   * @param limit nanoseconds that a compiled loop takes for the sample at most
   */
  final boolean hasBecomeSlow(boolean slow, Supplier<Runnable> sample, long limit) {
    if (!slow) {
      if (slowness != 0) {
        slowness = 0; // nothing is written that other threads read at each call
      }
    } else if (++slowness >= PATIENCE) { // until then the next call is timed too
      slowness = 0;
      return isSlow(sample.get(), limit);
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
