package org.gradlang.tensor;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The threads that share large kernels with the one that runs the program. A context has its own;
 * they are daemons, begin when first needed, and end when idle.
 */
final class Workers {
  private @Nullable ThreadPoolExecutor pool;

  /**
   * Runs all of 0 to {@code n} in as many parts as there are threads, at multiples of {@code
   * grain}; where the parts begin depends on these numbers alone. The first error of a part is
   * thrown here; a LimitError ends the other parts too.
   */
  void split(int threads, int n, int grain, RangeTask part, Budget budget) {
    int grains = (int) (((long) n + grain - 1) / Math.max(grain, 1));
    int parts = Math.min(threads, grains);
    if (parts > 1) {
      run(n, (grains + parts - 1) / parts * grain, part, budget);
    } else if (n > 0) {
      part.run(0, n);
    }
  }

  private void run(int n, int each, RangeTask part, Budget budget) {
    int others = (n - 1) / each;
    CountDownLatch left = new CountDownLatch(others);
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    for (int i = 1; i <= others; i++) {
      int from = i * each;
      RangeTask lent = (start, end) -> Context.current().lend(budget, () -> part.run(start, end));
      pool(others).execute(() -> attempt(lent, from, Math.min(n, from + each), left, failure));
    }
    try {
      part.run(0, Math.min(n, each));
    } catch (GradError e) {
      if (e.kind() == ErrorKind.LIMIT) {
        budget.stop();
      }
      throw e;
    } finally {
      await(left, budget);
      budget.settle();
    }
    switch (failure.get()) {
      case null -> {}
      case Error error -> throw error;
      case RuntimeException exception -> throw exception;
      case Throwable other -> throw new IllegalStateException(other); // parts declare none
    }
  }

  private static void attempt(
      RangeTask part,
      int from,
      int to,
      CountDownLatch left,
      AtomicReference<@Nullable Throwable> failure) {
    try {
      part.run(from, to);
    } catch (Throwable e) { // thrown again by the thread that waits
      failure.compareAndSet(null, e);
    } finally {
      left.countDown();
    }
  }

  /** The parts write to memory of the program's: it must not go on before all have ended. */
  private static void await(CountDownLatch left, Budget budget) {
    boolean interrupted = false;
    while (true) {
      try {
        left.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
        budget.stop(); // the program's thread alone is interrupted
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private ThreadPoolExecutor pool(int threads) {
    @Nullable ThreadPoolExecutor existing = pool;
    if (existing == null) {
      existing =
          new ThreadPoolExecutor(
              threads, threads, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Workers::daemon);
      existing.allowCoreThreadTimeOut(true);
      pool = existing;
    } else if (existing.getCorePoolSize() < threads) {
      existing.setMaximumPoolSize(threads);
      existing.setCorePoolSize(threads);
    }
    return existing;
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "grad-worker");
    thread.setDaemon(true);
    return thread;
  }
}
