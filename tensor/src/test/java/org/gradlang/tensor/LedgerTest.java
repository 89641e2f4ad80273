package org.gradlang.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LedgerTest {
  private static final long MB = 1 << 20;
  private static final int ATTEMPTS = 20;

  private static Bounds bounds(long tensorBytes, long bytes, long nodes) {
    Bounds none = Bounds.none();
    return new Bounds(
        none.steps(),
        none.callDepth(),
        none.nanos(),
        tensorBytes,
        bytes,
        none.length(),
        nodes,
        none.output());
  }

  private static Ledger ledger(long tensorBytes, long bytes, long nodes) {
    Ledger ledger = new Budget(bounds(tensorBytes, bytes, nodes)).ledger();
    return Objects.requireNonNull(ledger);
  }

  private final List<Object> kept = new ArrayList<>();
  private final Context before = Context.current();

  @AfterEach
  void restore() {
    Context.restore(before);
  }

  @Test
  void withoutALimitThereIsNone() {
    assertNull(new Budget(Bounds.none()).ledger());
    assertNull(new Context().ledger());
  }

  @Test
  void whatIsHeldMeetsTheLimit() {
    Ledger ledger = ledger(10 * MB, Long.MAX_VALUE, Long.MAX_VALUE);
    List<byte[]> held = new ArrayList<>();
    GradError error =
        assertThrows(
            GradError.class,
            () -> {
              for (int i = 0; i < 11; i++) {
                ledger.admit(Held.TENSOR, MB);
                held.add(ledger.hold(Held.TENSOR, new byte[(int) MB], MB));
              }
            });
    assertEquals(ErrorKind.LIMIT, error.kind());
    assertEquals("the program's tensors would take 11.0 MB; its limit is 10.0 MB", error.message());
    assertEquals(10, held.size());
  }

  @Test
  void whatDiedIsNotCounted() {
    Ledger ledger = ledger(10 * MB, Long.MAX_VALUE, Long.MAX_VALUE);
    for (int i = 0; i < 200; i++) {
      ledger.admit(Held.TENSOR, MB);
      ledger.hold(Held.TENSOR, new byte[(int) MB], MB);
    }
    assertTrue(ledger.watched() <= 10);
  }

  @Test
  void manySmallThingsMeetTheLimit() {
    Random random = new Random(1);
    for (int size : new int[] {16, 200, 3000}) {
      Ledger ledger = ledger(Long.MAX_VALUE, 32 * MB, Long.MAX_VALUE);
      List<byte[]> held = new ArrayList<>();
      long[] sum = new long[1];
      assertThrows(
          GradError.class,
          () -> {
            while (true) {
              int bytes = 1 + random.nextInt(2 * size);
              held.add(ledger.hold(Held.TEXT, new byte[0], bytes));
              sum[0] += bytes;
            }
          });
      // one standard deviation is 1/128
      assertEquals(32.0 * MB, (double) sum[0], 32 * MB * 0.05, "things of about " + size);
      assertTrue(ledger.watched() <= 1.1 * (1 << 14), "few are watched: " + ledger.watched());
      kept.addAll(held);
    }
  }

  @Test
  void manySmallThingsThatDieMeetNone() {
    Ledger ledger = ledger(Long.MAX_VALUE, 8 * MB, Long.MAX_VALUE);
    for (int i = 0; i < 4_000_000; i++) {
      ledger.hold(Held.COLLECTION, new int[10], 56);
    }
  }

  /** It would otherwise have garbage collected after every few things that it makes. */
  @Test
  void whoLeavesNoRoomForGarbageIsStopped() {
    Ledger ledger = ledger(Long.MAX_VALUE, 8 * MB, Long.MAX_VALUE);
    int most = (int) (8 * MB - 8 * MB / 400);
    kept.add(ledger.hold(Held.TEXT, new byte[0], most));
    GradError error =
        assertThrows(
            GradError.class,
            () -> {
              while (true) {
                ledger.hold(Held.TEXT, new byte[0], 20);
              }
            });
    assertEquals("the program would hold more than 8.0 MB; its limit is 8.0 MB", error.message());
    kept.clear();
    for (int i = 0; i < 100_000; i++) {
      ledger.hold(Held.TEXT, new byte[0], 20);
    }
  }

  @Test
  void nodesAreCounted() {
    for (int limit : new int[] {0, 100, 1_000_000}) {
      Ledger ledger = ledger(Long.MAX_VALUE, Long.MAX_VALUE, limit);
      List<Object> held = new ArrayList<>();
      GradError error =
          assertThrows(
              GradError.class,
              () -> {
                while (true) {
                  held.add(ledger.hold(Held.NODE, new Object(), 100));
                }
              });
      assertTrue(error.message().endsWith("; its limit is " + limit), error.message());
      assertEquals(limit, held.size(), limit < 10_000 ? 0 : 0.05 * limit);
    }
  }

  @Test
  void whatIsTooLargeByItselfAsksForNoCollection() {
    Ledger ledger = ledger(MB, Long.MAX_VALUE, Long.MAX_VALUE);
    long start = System.nanoTime();
    for (int i = 0; i < 100_000; i++) {
      assertThrows(GradError.class, () -> ledger.admit(Held.TENSOR, Long.MAX_VALUE));
    }
    assertTrue(System.nanoTime() - start < 10e9);
  }

  @Test
  void claimsEnd() {
    Ledger ledger = ledger(MB, MB, Long.MAX_VALUE);
    for (int i = 0; i < 10; i++) {
      ledger.claim(MB);
      assertThrows(GradError.class, () -> ledger.claim(MB));
      ledger.release(MB);
    }
    assertEquals(0, ledger.bytes());
  }

  @Test
  void storagesCount() {
    Context context = new Context(new Budget(bounds(8 * MB, 9 * MB, Long.MAX_VALUE)));
    context.enter();
    Storage first = Storage.zeros(DType.FLOAT32, (int) MB);
    Storage alias = first.alias();
    kept.add(alias);
    kept.add(Storage.of(new double[(int) (MB / 2)]));
    // 1 kB at most for the storages themselves, by samples
    assertEquals(8.0 * MB, (double) Objects.requireNonNull(context.ledger()).bytes(), 4096);
    assertThrows(GradError.class, () -> Storage.zeros(DType.BOOL, 100_000));
    kept.removeLast(); // the doubles are dead now
    kept.add(Storage.zeros(DType.INT64, (int) (MB / 2)));
    assertEquals(8.0 * MB, (double) Objects.requireNonNull(context.ledger()).bytes(), 4096);
  }

  @Test
  void garbageThatGrewOldStopsNothing() throws InterruptedException {
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger length = new AtomicInteger();
    Thread host = // makes the JVM collect young garbage all the time
        new Thread(() -> {
          while (!over.get()) {
            length.set(new byte[1 << 20].length);
          }
        });
    host.start();
    try {
      Ledger ledger = ledger(10 * MB, Long.MAX_VALUE, Long.MAX_VALUE);
      byte[][] ring = new byte[5][];
      long start = System.nanoTime();
      // longer than what collections may take at once
      for (int i = 0; System.nanoTime() - start < 2e9; i++) {
        ledger.admit(Held.TENSOR, MB);
        ring[i % ring.length] = ledger.hold(Held.TENSOR, new byte[(int) MB], MB);
      }
      kept.add(ring);
    } finally {
      over.set(true);
      host.join();
    }
  }

  /** On a busy machine it may be late once, and not each time. */
  @Test
  void whoWaitsForACollectionCanBeStopped() throws InterruptedException {
    double least = Double.MAX_VALUE;
    for (int i = 0; i < ATTEMPTS && least > 100; i++) {
      least = Math.min(least, millisUntilStopped());
    }
    assertTrue(least <= 100, "stopped after " + least + " ms");
  }

  private double millisUntilStopped() throws InterruptedException {
    Budget budget = new Budget(bounds(MB, Long.MAX_VALUE, Long.MAX_VALUE));
    Ledger ledger = Objects.requireNonNull(budget.ledger());
    kept.add(ledger.hold(Held.TENSOR, new byte[(int) MB - 8000], MB - 8000));
    long[] took = new long[1];
    GradError[] stopped = new GradError[1];
    Thread program =
        new Thread(() -> {
          try {
            while (true) {
              ledger.admit(Held.TENSOR, 900);
              ledger.hold(Held.TENSOR, new byte[900], 900); // garbage: asks again and again
            }
          } catch (GradError e) {
            stopped[0] = e;
            took[0] = System.nanoTime();
          }
        });
    program.start();
    while (!(LockSupport.getBlocker(program) instanceof Collecting)) {
      assertTrue(program.isAlive(), "what collections may take at once is used up some time");
      Thread.sleep(1);
    }
    long start = System.nanoTime();
    program.interrupt();
    program.join();
    assertEquals("the program was interrupted", stopped[0].message());
    return (took[0] - start) / 1e6;
  }

  @Test
  void sizesAreForPeople() {
    assertEquals("0 bytes", Totals.size(0));
    assertEquals("1023 bytes", Totals.size(1023));
    assertEquals("1.5 kB", Totals.size(1536));
    assertEquals("512.0 MB", Totals.size(512 * MB));
    assertEquals("3.0 TB", Totals.size(3 * MB * MB));
  }
}
