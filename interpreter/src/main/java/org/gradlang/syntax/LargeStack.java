package org.gradlang.syntax;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ContextThread;

/** Runs what recurses deeply on a thread with room for it, whatever the caller's thread has. */
public final class LargeStack {
  private LargeStack() {}

  private static final long BYTES = 256L << 20;

  /** The result of {@code task}, which runs while this thread waits. */
  public static <T> T call(Supplier<T> task) {
    Context caller = Context.current(); // who waits lends it
    FutureTask<T> result =
        new FutureTask<>(() -> {
          caller.enter();
          return task.get();
        });
    Thread thread = new ContextThread(result, "grad-deep", BYTES);
    thread.setDaemon(true);
    thread.start();
    return await(result, thread);
  }

  /** Who interrupts the thread that waits means the one that works. */
  private static <T> T await(FutureTask<T> result, Thread worker) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return result.get();
        } catch (InterruptedException e) {
          interrupted = true;
          worker.interrupt();
        } catch (ExecutionException e) {
          throw failure(e);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
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
