package org.gradlang.tensor;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The threads that share large kernels with the one that runs the program. A context has its own;
 * they are daemons, begin when first needed, and end when idle.
 */
final class Workers {
  /**
   * Parts for each thread: what one that was asleep, or has to wait for a processor, has not begun,
   * another does. Half for each of two left the program waiting: the sum of a million elements took
   * 219 to 245 us on a busy machine, and 197 to 216 since. Threads begin with stretches of their
   * own, which their processor may still have in its cache: in a loop of nothing else, sums take 40
   * us so, and 50 where each part goes to who comes first.
   */
  private static final int EACH = 4;

  private @Nullable ThreadPoolExecutor pool;

  /**
   * Runs all of 0 to {@code n} in some parts for each thread, at multiples of {@code grain}; where
   * the parts begin depends on these numbers alone. A thread does those of its own stretch and then
   * what others have not begun. The first error of a part is thrown here; a LimitError ends the
   * other parts too.
   */
  void split(int threads, int n, int grain, RangeTask part, Budget budget) {
    int grains = (int) (((long) n + grain - 1) / Math.max(grain, 1));
    if (threads > 1 && grains > 1) {
      int parts = Math.min(grains, threads * EACH);
      run(new Split(n, (grains + parts - 1) / parts * grain, threads, part), threads, budget);
    } else if (n > 0) {
      part.run(0, n);
    }
  }

  private void run(Split split, int threads, Budget budget) {
    call(split, Math.min(threads, split.parts) - 1, budget);
    split.work(0, budget);
    await(split, budget);
    if (split.stopped) {
      budget.settle();
    }
    switch (split.failure.get()) {
      case null -> {}
      case Error error -> throw error;
      case RuntimeException exception -> throw exception;
      case Throwable other -> throw new IllegalStateException(other); // parts declare none
    }
  }

  private void call(Split split, int others, Budget budget) {
    try {
      for (int i = 1; i <= others; i++) {
        int place = i;
        pool(others).execute(() -> split.help(place, budget));
      }
    } catch (OutOfMemoryError e) {
      return; // no further thread can be made: the parts are done by those that are there
    }
  }

  /** The parts of one task, which threads take one after the other. */
  private static final class Split {
    private final int n;
    private final int each;
    private final int parts;
    private final int threads;
    private final RangeTask part;
    private final AtomicIntegerArray begun;
    private final CountDownLatch left;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean stopped;

    Split(int n, int each, int threads, RangeTask part) {
      this.n = n;
      this.each = each;
      this.parts = (n - 1) / each + 1;
      this.threads = threads;
      this.part = part;
      this.begun = new AtomicIntegerArray(parts);
      this.left = new CountDownLatch(parts);
    }

    /**
     * Does the parts of one stretch, and then what others have not begun, from their ends on; who
     * comes too late does nothing, and nobody waits for it.
     */
    void work(int place, Budget budget) {
      for (int i = first(place); i < first(place + 1); i++) {
        doUnlessBegun(i, budget);
      }
      for (int other = 1; other < threads; other++) {
        int stretch = (place + other) % threads;
        for (int i = first(stretch + 1) - 1; i >= first(stretch); i--) {
          doUnlessBegun(i, budget);
        }
      }
    }

    private int first(int place) {
      return (int) ((long) parts * place / threads);
    }

    private boolean begin(int i) {
      return begun.get(i) == 0 && begun.compareAndSet(i, 0, 1);
    }

    /** An error is kept before its part counts as done, as the program may then go on. */
    private void doUnlessBegun(int i, Budget budget) {
      if (begin(i)) {
        try {
          part.run(i * each, (int) Math.min(n, (i + 1L) * each));
        } catch (Throwable e) { // thrown by the program's thread
          if (failure.compareAndSet(null, e)) {
            giveUp();
            stopIfLimit(e, budget);
          }
        } finally {
          left.countDown();
        }
      }
    }

    private void stopIfLimit(Throwable e, Budget budget) {
      if (e instanceof GradError error && error.kind() == ErrorKind.LIMIT) {
        stop(budget);
      }
    }

    /** Ends the parts that are being done, where they ask their budget. */
    void stop(Budget budget) {
      stopped = true;
      budget.stop();
    }

    /** The same on a thread that is not the program's; one that cannot begin does no part. */
    void help(int place, Budget budget) {
      try {
        Context.current()
            .lend(
                budget,
                () -> {
                  work(place, budget);
                  return this;
                });
      } catch (OutOfMemoryError | StackOverflowError e) {
        return; // others do them
      }
    }

    /** Leaves out the parts that nobody has begun. */
    void giveUp() {
      for (int i = 0; i < parts; i++) {
        if (begin(i)) {
          left.countDown();
        }
      }
    }
  }

  /** The parts write to memory of the program's: it must not go on before all have ended. */
  private static void await(Split split, Budget budget) {
    boolean interrupted = false;
    WakefulQueue.awake(() -> split.left.getCount() == 0);
    while (true) {
      try {
        split.left.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
        split.stop(budget); // the program's thread alone is interrupted
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
              threads, threads, 5, TimeUnit.SECONDS, new WakefulQueue(), Workers::daemon);
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
