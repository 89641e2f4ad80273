package org.gradlang.repl.shell.command;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/** What running something takes on this thread. */
final class Stopwatch {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Stopwatch() {}

  /**
   * A run's cost.
   *
   * @param bytes that its thread allocated
   */
  record Cost(double nanos, double bytes) {}

  /** Something with what it took. */
  record Timed<T>(T result, Cost cost) {}

  static <T> Timed<T> of(Supplier<T> work) {
    long bytes = THREADS.getCurrentThreadAllocatedBytes();
    long start = System.nanoTime();
    T result = work.get();
    long nanos = System.nanoTime() - start;
    return new Timed<>(result, new Cost(nanos, THREADS.getCurrentThreadAllocatedBytes() - bytes));
  }
}
