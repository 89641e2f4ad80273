package org.gradlang;

import java.time.Duration;

/**
 * What a program may use up. A limit that is reached ends the program with a LimitError, which it
 * cannot catch, and leaves the engine usable.
 *
 * @param steps calls and rounds of loops, for each {@link Grad#eval}
 * @param callDepth calls inside each other
 * @param time from the start of an {@link Grad#eval}
 */
public record Limits(long steps, int callDepth, Duration time) {
  private static final int DEFAULT_DEPTH = 5000;

  /** No limit but on the depth of calls, which the thread's stack bounds. */
  public static Limits none() {
    return new Limits(Long.MAX_VALUE, DEFAULT_DEPTH, Duration.ofNanos(Long.MAX_VALUE));
  }

  /** The same with another number of steps. */
  public Limits steps(long count) {
    return new Limits(count, callDepth, time);
  }

  /** The same with another depth of calls. */
  public Limits callDepth(int depth) {
    return new Limits(steps, depth, time);
  }

  /** The same with another time. */
  public Limits deadline(Duration duration) {
    return new Limits(steps, callDepth, duration);
  }
}
