package org.gradlang.tensor;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What workers wait for. They stay awake for a moment, as the next kernel often follows at once:
 * the system takes about as long to wake a thread as two of them take for a hundred thousand
 * elements.
 */
final class WakefulQueue extends LinkedBlockingQueue<Runnable> {
  /**
   * How long a thread does nothing but wait. The sum of a million elements on two threads takes 190
   * us without, 117 with 50 us and 110 with 100; where other programs want the processors, the
   * longer wait costs more than it gains.
   */
  private static final long AWAKE_NANOS =
      Runtime.getRuntime().availableProcessors() > 1 ? 50_000 : 0;

  /**
   * How long a worker then waits and lets everyone else go first. In a virtual machine, Linux may
   * wake a thread on the processor of the one that wakes it, though another has nothing to do, and
   * moves it there only if it finds both wanting to run: some milliseconds. After a pause of 250
   * ms, a product of 512x512 on two threads took 2.4 ms, as on one, for as long as one looked; it
   * takes 1.3 since, and half of those programs are as fast with 1 ms.
   */
  private static final long OBLIGING_NANOS = 100 * AWAKE_NANOS;

  private static final long serialVersionUID = 1;

  @Override
  @SuppressWarnings("ThreadPriorityCheck") // where yielding does nothing, it is a wait like another
  public @Nullable Runnable poll(long timeout, TimeUnit unit) throws InterruptedException {
    awake(() -> !isEmpty());
    long start = System.nanoTime();
    while (isEmpty() && System.nanoTime() - start < OBLIGING_NANOS) {
      Thread.yield();
    }
    return super.poll(timeout, unit);
  }

  /** Waits for something without sleeping, but not for long. */
  static void awake(BooleanSupplier happened) {
    long start = System.nanoTime();
    while (!happened.getAsBoolean() && System.nanoTime() - start < AWAKE_NANOS) {
      Thread.onSpinWait();
    }
  }
}
