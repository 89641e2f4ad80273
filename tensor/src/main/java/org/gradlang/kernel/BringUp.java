package org.gradlang.kernel;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs SIMD loops on a thread of its own until the JVM has compiled them; before that they are a
 * hundred times slower than plain ones, which the program uses meanwhile. Both give the same bits,
 * so nobody sees when the change happens.
 */
final class BringUp {
  private static final int ROUND = 100;
  private static final int ROUNDS = 100;
  private static final int WAITS = 1000;
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

  /** One thread for all loops of the JVM; it ends when there is nothing to do. */
  private static final ThreadPoolExecutor THREAD = thread();

  private BringUp() {}

  /** Makes and compiles a loop on the thread for that. */
  static void later(Runnable task) {
    THREAD.execute(() -> {
      try {
        task.run();
      } catch (OutOfMemoryError e) {
        return; // plain loops go on
      }
    });
  }

  /**
   * Repeats {@code work} until it takes less than {@code limit} nanoseconds, as it does once it is
   * compiled; false if the JVM does not compile it.
   */
  static boolean becomesFast(Runnable work, long limit) {
    int fast = 0;
    for (int round = 0; round < ROUNDS + WAITS; round++) {
      long before = System.nanoTime();
      for (int i = 0; i < ROUND; i++) {
        work.run();
      }
      fast = System.nanoTime() - before < limit * ROUND ? fast + 1 : 0;
      if (fast == 3) {
        return true;
      }
      if (round >= ROUNDS) {
        LockSupport.parkNanos(PAUSE); // it has run often enough: the compiler is busy
      }
    }
    return false;
  }

  private static ThreadPoolExecutor thread() {
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), BringUp::of);
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }

  private static Thread of(Runnable task) {
    Thread thread = new Thread(task, "grad-bring-up");
    thread.setDaemon(true);
    return thread;
  }
}
