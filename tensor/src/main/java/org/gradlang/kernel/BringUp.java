package org.gradlang.kernel;

import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs SIMD loops on a thread of its own until the JVM has compiled them; before that they are a
 * hundred times slower than plain ones, which the program uses meanwhile. Both give the same bits,
 * so nobody sees when the change happens.
 *
 * <p>One after the other, because what is not compiled is dear to run; but one that the compiler
 * leaves waiting for long lets the others pass, and is tried again.
 */
final class BringUp {
  /** Runs at a time. */
  private static final int ROUND = 100;

  /** Rounds after which a loop has run often enough, and waits for the compiler. */
  private static final int ROUNDS = 100;

  /** Rounds with a pause before each, and before the others' turn. */
  private static final int WAITS = 50;

  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

  /**
   * How long the others have their turn at most. The more methods the compiler has before it, the
   * more often it wants a loop to have run, so that on one busy processor most come only when it is
   * nearly done.
   */
  private static final long REST = TimeUnit.SECONDS.toNanos(2);

  /** Rounds in a row that are fast. */
  private static final int FAST = 3;

  /** What is not compiled by then never is: the JVM may have been told to leave it. */
  private static final long LONGEST = TimeUnit.MINUTES.toNanos(10);

  /** One thread for all loops of the JVM; it ends when there is nothing to do. */
  private static final ScheduledThreadPoolExecutor THREAD = thread();

  private final List<Rehearsal> rehearsals;
  private final Runnable ready;
  private final long begun = System.nanoTime();
  private int number;
  private int rounds;

  private BringUp(List<Rehearsal> rehearsals, Runnable ready) {
    this.rehearsals = rehearsals;
    this.ready = ready;
  }

  /**
   * Something that is fast as soon as it is compiled.
   *
   * @param work on small data
   * @param limit nanoseconds that it then stays below, and is far above before
   */
  record Rehearsal(Runnable work, long limit) {}

  /** Makes a loop on the thread that brings loops up. */
  static void later(Runnable task) {
    THREAD.execute(() -> runIfMemoryLasts(task));
  }

  /** Runs all of {@code rehearsals} until they are fast, and then says so by {@code ready}. */
  static void start(List<Rehearsal> rehearsals, Runnable ready) {
    later(new BringUp(rehearsals, ready)::turn);
  }

  private static void runIfMemoryLasts(Runnable task) {
    try {
      task.run();
    } catch (OutOfMemoryError e) {
      return; // plain loops go on
    }
  }

  private void turn() {
    while (number < rehearsals.size() && becomesFast(rehearsals.get(number))) {
      number++;
    }
    long waited = System.nanoTime() - begun;
    if (number == rehearsals.size()) {
      ready.run();
    } else if (waited < LONGEST) {
      long rest = Math.min(waited, REST);
      var _ = THREAD.schedule(() -> runIfMemoryLasts(this::turn), rest, TimeUnit.NANOSECONDS);
    }
  }

  private boolean becomesFast(Rehearsal rehearsal) {
    int fast = 0;
    for (int waits = 0; waits < WAITS; rounds++) {
      long before = System.nanoTime();
      for (int i = 0; i < ROUND; i++) {
        rehearsal.work.run();
      }
      fast = System.nanoTime() - before < rehearsal.limit * ROUND ? fast + 1 : 0;
      if (fast == FAST) {
        rounds = 0;
        return true;
      }
      if (rounds >= ROUNDS) {
        waits++;
        LockSupport.parkNanos(PAUSE); // it has run often enough: the compiler is busy
      }
    }
    return false;
  }

  private static ScheduledThreadPoolExecutor thread() {
    ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, BringUp::of);
    executor.setKeepAliveTime(1, TimeUnit.SECONDS);
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }

  private static Thread of(Runnable task) {
    Thread thread = new Thread(task, "grad-bring-up");
    thread.setDaemon(true);
    return thread;
  }
}
