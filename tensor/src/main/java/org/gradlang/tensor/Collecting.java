package org.gradlang.tensor;

import java.lang.ref.WeakReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks the JVM to collect garbage, seldom enough: the whole process stands still meanwhile, and a
 * program must not make its host collect all the time: a quarter of it at most, or half where that
 * is cheap.
 */
final class Collecting {
  /** Collections asked for may take one part in so many of the time. */
  private static final int SHARE = 4;

  /**
   * One part in so many if they are cheap. With a quarter whatever they cost, a program that made
   * 1.6 GB of garbage under a limit of 16 MB stood still for three quarters of its time.
   */
  private static final int CHEAP_SHARE = 2;

  /**
   * From how many bytes on that the program made and dropped, in each nanosecond of a collection,
   * it is cheap. Next to nothing else in the JVM it takes 10 to 17 ms, and frees most of a limit of
   * 16 MB; where it goes through a host's gigabytes for as much, it is not.
   */
  private static final double CHEAP = 0.25;

  /** What they may take at once after a while without any. */
  private static final long MOST_NANOS = 500_000_000;

  /** Between two looks at whether to stop. */
  private static final long WAIT_NANOS = 5_000_000;

  /** Where the JVM collects nothing on demand, so much garbage is made for it at a time. */
  private static final int GARBAGE = 1 << 20;

  private final Budget budget;
  private long allowance = MOST_NANOS;
  private long counted = System.nanoTime();
  private long took;

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
   *
   * @return whether it was asked for; another may have left what is dead but has grown old
   */
  boolean await() {
    while (!refilled()) {
      budget.check();
      LockSupport.parkNanos(this, WAIT_NANOS);
      if (happened()) {
        return false;
      }
    }
    long start = System.nanoTime();
    WeakReference<Object> mark = sentinel;
    try {
      // Aside, because it may take long beside the program, which can then still be stopped.
      Aside.run(() -> collect(mark), budget);
    } finally {
      took = System.nanoTime() - start;
      allowance -= took;
      sentinel = sentinel();
    }
    return true;
  }

  /** Says how much the collection that was asked for last found dead. */
  void freed(long bytes) {
    if (bytes > took * CHEAP) {
      allowance += took - took * CHEAP_SHARE / SHARE;
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
