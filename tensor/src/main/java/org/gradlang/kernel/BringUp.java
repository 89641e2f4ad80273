package org.gradlang.kernel;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs SIMD loops on a thread of its own until the JVM has compiled them; before that they are a
 * hundred times slower than plain ones, which the program uses meanwhile. Both give the same bits,
 * so nobody sees when the change happens.
 */
final class BringUp {
  private static final int ROUND = 100;
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);

  /** One thread for all loops of the JVM; it ends when there is nothing to do. */
  private static final ThreadPoolExecutor THREAD = thread();

  private BringUp() {}

  /** Makes and compiles a loop on the thread for that. */
  static void later(Runnable task) {
    THREAD.execute(task);
  }

  /**
   * Repeats {@code work} until it takes less than {@code limit} nanoseconds, as it does once it is
   * compiled; false if the JVM does not compile it.
   */
  static boolean becomesFast(Runnable work, long limit) {
    long start = System.nanoTime();
    int fast = 0;
    while (fast < 3) {
      long before = System.nanoTime();
      for (int i = 0; i < ROUND; i++) {
        work.run();
      }
      long now = System.nanoTime();
      fast = now - before < limit * ROUND ? fast + 1 : 0;
      if (now - start > PATIENCE) {
        return false;
      }
    }
    return true;
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
