package org.gradlang.bench;

/** What one side of a comparison runs: the same computation as the others, in its own way. */
public interface Work extends AutoCloseable {
  /** Nanoseconds that it takes to run the computation {@code times} times. */
  long nanos(int times, Clock clock);

  /**
   * Numbers that tell what was computed, from a fresh start; equal for all sides but for rounding.
   */
  double[] digest();

  @Override
  default void close() {}
}
