package org.gradlang.reliability.soak;

import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What the JVM holds while no program runs, after a collection of garbage.
 *
 * @param heap bytes
 * @param classes those that are loaded
 * @param threads those that live, without those that engines have for large tensors
 */
record Vitals(long heap, long classes, int threads) {
  private static final String WORKER = "grad-worker";

  /** Collects garbage until what is left stays the same, and looks. */
  static Vitals taken() {
    long heap = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      long now = runtime.totalMemory() - runtime.freeMemory();
      if (now > heap - (heap >> 9)) {
        break;
      }
      heap = now;
    }
    ClassLoadingMXBean loading = ManagementFactory.getClassLoadingMXBean();
    return new Vitals(heap, loading.getLoadedClassCount(), threads(name -> !WORKER.equals(name)));
  }

  /** How many threads of engines live: they begin when needed and end when idle. */
  static int workers() {
    return threads(WORKER::equals);
  }

  private static int threads(Predicate<String> chosen) {
    Set<Thread> all = Thread.getAllStackTraces().keySet();
    return (int) all.stream().map(Thread::getName).filter(chosen).count();
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "heap %.1f MB, %d classes, %d threads", heap / 1048576.0, classes, threads);
  }
}
