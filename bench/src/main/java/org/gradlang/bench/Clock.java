package org.gradlang.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** What is meant by time. */
public enum Clock {
  /** That of the world. */
  WALL {
    @Override
    public long now() {
      return System.nanoTime();
    }
  },
  /**
   * That which the calling thread has had a processor: what else the machine does hardly matters,
   * but neither do other threads that work for it, nor the collector of garbage.
   */
  PROCESSOR {
    @Override
    public long now() {
      return THREADS.getCurrentThreadCpuTime();
    }
  };

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** Nanoseconds since some moment. */
  public abstract long now();
}
