package org.gradlang.reliability.fuzz;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Holds work to a time: the time that its thread computes, which other work of the machine does not
 * lengthen, and far more loosely the time that passes. Classes that are loaded and a collection of
 * garbage make any work late once, so that only what is late each time counts.
 */
final class Haste {
  private static final int ATTEMPTS = 5;
  private static final long BUSY_MACHINE = Duration.ofSeconds(5).toNanos();
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private Haste() {}

  /** Does it, and does it again while it takes longer than {@code most}; a finding in the end. */
  static <T> T within(Duration most, String what, Supplier<T> work) {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < ATTEMPTS; i++) {
      long computed = THREADS.getCurrentThreadCpuTime();
      long start = System.nanoTime();
      T result = work.get();
      long passed = System.nanoTime() - start - BUSY_MACHINE;
      computed = THREADS.getCurrentThreadCpuTime() - computed;
      least = Math.min(least, Math.max(computed, passed));
      if (least <= most.toNanos()) {
        return result;
      }
    }
    long taken = Duration.ofNanos(least).toMillis();
    throw new Finding(what + " took " + taken + " ms, and should take " + most.toMillis());
  }
}
