package org.gradlang.tensor;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Work that cannot be stopped, on a thread that can be left behind: it then takes a processor and
 * its memory until it ends, or the JVM does.
 */
final class Aside {
  private static final long MILLIS_BETWEEN_LOOKS = 10;

  private Aside() {}

  static <T> T run(Supplier<T> work, Budget budget) {
    // whatever goes wrong there is the task's: who waits would wait for ever otherwise
    FutureTask<T> task = new FutureTask<>(() -> Context.current().lend(budget, work));
    Thread thread = new Thread(task, "grad-aside");
    thread.setDaemon(true);
    thread.start();
    try {
      return await(task, budget);
    } finally {
      thread.interrupt(); // ends what asks its budget after all, if it is left behind
    }
  }

  private static <T> T await(FutureTask<T> task, Budget budget) {
    while (true) {
      try {
        return task.get(MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        budget.check();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        budget.check();
      } catch (ExecutionException e) {
        throw failure(e);
      }
    }
  }

  private static RuntimeException failure(ExecutionException e) {
    return switch (e.getCause()) {
      case Error error -> throw error;
      case RuntimeException exception -> exception;
      default -> new IllegalStateException(e); // suppliers declare none
    };
  }
}
