package org.gradlang.reliability.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is late once is forgiven, what is late each time is a finding. */
final class HasteTest {
  private static final Duration MOST = Duration.ofMillis(50);

  private static void compute(Duration length) {
    long end = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() + length.toNanos();
    while (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() < end) {
      Thread.onSpinWait();
    }
  }

  @Test
  void lateEachTimeIsAFinding() {
    assertThrows(
        Finding.class,
        () ->
            Haste.within(
                MOST,
                "work",
                () -> {
                  compute(MOST.multipliedBy(2));
                  return 1;
                }));
  }

  @Test
  void lateOnceIsForgiven() {
    AtomicInteger runs = new AtomicInteger();
    int run =
        Haste.within(
            MOST,
            "work",
            () -> {
              int number = runs.incrementAndGet();
              compute(number == 1 ? MOST.multipliedBy(2) : Duration.ZERO);
              return number;
            });
    assertEquals(2, run);
  }
}
