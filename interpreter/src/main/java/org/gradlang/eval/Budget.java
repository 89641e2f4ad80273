package org.gradlang.eval;

import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Origin;

/**
 * What a program may still use up, and whether it was told to stop.
 *
 * <p>Confined to its engine's thread but for {@link #cancel()}, which any thread may call. A limit
 * that is reached is a LimitError, which scripts cannot catch. What is checked often costs a field
 * test: the clock and the thread's interruption are looked at now and then.
 */
public final class Budget {
  /** Steps between two looks at the clock and the interruption. */
  private static final int PERIOD = 64;

  private final long stepLimit;
  private final int depthLimit;
  private final long nanosLimit;
  private long steps;
  private long started;
  private int depth;
  private int untilLook = PERIOD;
  private volatile boolean cancelled;

  /** A budget of so many steps, nested calls and nanoseconds for each run. */
  public Budget(long stepLimit, int depthLimit, long nanosLimit) {
    this.stepLimit = stepLimit;
    this.depthLimit = depthLimit;
    this.nanosLimit = nanosLimit;
    this.started = System.nanoTime();
  }

  /** Begins a run with everything unused. */
  public void start() {
    steps = 0;
    depth = 0;
    untilLook = (int) Math.min(PERIOD, stepLimit);
    started = System.nanoTime();
  }

  /** Counts a step: a call, or a loop's round. */
  public void tick() {
    if (cancelled || --untilLook < 0) {
      look();
    }
  }

  /** Counts a step at a place that is not yet on its errors. */
  public void tick(Origin site) {
    if (cancelled || --untilLook < 0) {
      try {
        look();
      } catch (GradError e) {
        throw e.at(site);
      }
    }
  }

  private void look() {
    if (cancelled || Thread.currentThread().isInterrupted()) {
      throw limit("the program was interrupted");
    }
    steps += PERIOD;
    if (steps > stepLimit) {
      throw limit("the program took more than " + stepLimit + " steps");
    }
    if (System.nanoTime() - started > nanosLimit) {
      throw limit("the program ran for more than " + nanosLimit / 1e9 + " seconds");
    }
    untilLook = PERIOD;
  }

  private static GradError limit(String message) {
    return new GradError(ErrorKind.LIMIT, message);
  }

  /** Counts a call that begins. */
  public void enter() {
    if (depth >= depthLimit) {
      throw tooDeep();
    }
    depth++;
    tick();
  }

  /** Counts a call that ended. */
  public void leave() {
    depth--;
  }

  /** The error for recursion without end. */
  public GradError tooDeep() {
    return limit("more than " + Math.min(depth, depthLimit) + " calls inside each other")
        .help("does a function call itself without end?");
  }

  /** Stops the program at its next step; any thread may ask for it. */
  public void cancel() {
    cancelled = true;
  }

  /** Lets programs run again after {@link #cancel()}. */
  public void resume() {
    cancelled = false;
  }
}
