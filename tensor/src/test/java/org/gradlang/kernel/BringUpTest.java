package org.gradlang.kernel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What the compiler leaves waiting is brought up later, and holds nothing up. */
class BringUpTest {
  private static final long LIMIT = 10_000;

  private static void spin() {
    long end = System.nanoTime() + 2 * LIMIT;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  @Test
  void whatIsSlowForLongIsTriedAgain() throws InterruptedException {
    AtomicBoolean compiled = new AtomicBoolean();
    CountDownLatch other = new CountDownLatch(1);
    CountDownLatch ready = new CountDownLatch(1);
    Runnable work =
        () -> {
          if (!compiled.get()) {
            spin();
          }
        };
    Runnable nothing = () -> {};
    BringUp.start(
        List.of(new BringUp.Rehearsal(nothing, LIMIT), new BringUp.Rehearsal(work, LIMIT)),
        ready::countDown);
    BringUp.start(List.of(new BringUp.Rehearsal(nothing, LIMIT)), other::countDown);
    assertTrue(other.await(1, TimeUnit.MINUTES), "the next one has its turn meanwhile");
    assertTrue(ready.getCount() == 1, "a slow one is not ready");
    compiled.set(true);
    assertTrue(ready.await(1, TimeUnit.MINUTES), "it is tried again");
  }

  @Test
  void whereMemoryEndsOthersGoOn() throws InterruptedException {
    CountDownLatch ready = new CountDownLatch(1);
    Runnable hungry =
        () -> {
          throw new OutOfMemoryError("in a test");
        };
    BringUp.later(hungry);
    BringUp.start(List.of(new BringUp.Rehearsal(() -> {}, LIMIT)), ready::countDown);
    assertTrue(ready.await(1, TimeUnit.MINUTES));
  }
}
