package org.gradlang.tensor;

import java.lang.ref.WeakReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks the JVM to collect garbage, seldom enough: the whole process stands still meanwhile, and a
 * program must not make its host collect all the time.
 */
final class Collecting {
  /**
   * Collections asked for may take one part in so many of the time. With a tenth, a program that
   * holds 1 MB of 10 and makes 1 GB of garbage took 33 seconds.
   */
  private static final int SHARE = 4;

  /** What they may take at once after a while without any. */
  private static final long MOST_NANOS = 500_000_000;

  /** Between two looks at whether to stop. */
  private static final long WAIT_NANOS = 5_000_000;

  /** Where the JVM collects nothing on demand, so much garbage is made for it at a time. */
  private static final int GARBAGE = 1 << 20;

  private final Budget budget;
  private long allowance = MOST_NANOS;
  private long counted = System.nanoTime();

  /** Dead from the next collection on. */
  private WeakReference<Object> sentinel = sentinel();

  /** For a program that can be stopped while it waits. */
  Collecting(Budget budget) {
    this.budget = budget;
  }

  private static WeakReference<Object> sentinel() {
    return new WeakReference<>(new Object());
  }

  /** Whether garbage was collected since this was last answered with true. */
  boolean happened() {
    if (!sentinel.refersTo(null)) {
      return false;
    }
    sentinel = sentinel();
    return true;
  }

  /**
   * Returns after a collection: one that is asked for as soon as the share of time allows it, or
   * another that comes before.
   */
  void await() {
    while (!refilled()) {
      budget.check();
      LockSupport.parkNanos(this, WAIT_NANOS);
      if (happened()) {
        return;
      }
    }
    long start = System.nanoTime();
    WeakReference<Object> mark = sentinel;
    try {
      // Aside, because it may take long beside the program, which can then still be stopped.
      Aside.run(() -> collect(mark), budget);
    } finally {
      allowance -= System.nanoTime() - start;
      sentinel = sentinel();
    }
  }

  private boolean refilled() {
    long now = System.nanoTime();
    allowance = Math.min(MOST_NANOS, allowance + (now - counted) / SHARE);
    counted = now;
    return allowance > 0;
  }

  private static int collect(WeakReference<Object> mark) {
    System.gc();
    byte[] garbage = {};
    long most = Runtime.getRuntime().maxMemory() / GARBAGE;
    for (long i = 0; i < most && !mark.refersTo(null); i++) {
      garbage = new byte[GARBAGE]; // -XX:+DisableExplicitGC: then a collection of its own accord
    }
    return garbage.length;
  }
}
