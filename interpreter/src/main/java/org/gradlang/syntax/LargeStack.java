package org.gradlang.syntax;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/** Runs what recurses deeply on a thread with room for it, whatever the caller's thread has. */
public final class LargeStack {
  private LargeStack() {}

  private static final long BYTES = 256L << 20;

  /** The result of {@code task}, which runs while this thread waits. */
  public static <T> T call(Supplier<T> task) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Runnable run =
        () -> {
          try {
            result.complete(task.get());
          } catch (RuntimeException | Error failure) {
            result.completeExceptionally(failure);
          }
        };
    Thread thread = new Thread(null, run, "grad-deep", BYTES);
    thread.setDaemon(true);
    thread.start();
    try {
      return await(result, thread);
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (failure.getCause() instanceof Error cause) {
        throw cause;
      }
      throw failure;
    }
  }

  /** Who interrupts the thread that waits means the one that works. */
  private static <T> T await(CompletableFuture<T> result, Thread worker) {
    boolean interrupted = false;
    while (true) {
      try {
        result.get();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
        worker.interrupt();
      } catch (ExecutionException e) {
        break; // join throws it
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return result.join();
  }
}
