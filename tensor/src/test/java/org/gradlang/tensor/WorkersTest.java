package org.gradlang.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

/** Work that is split is done once, all of it, and its errors are heard. */
class WorkersTest {
  private static Context context(int threads) {
    Context context = new Context();
    context.setThreads(threads);
    return context;
  }

  @Test
  void everyNumberIsDoneOnce() {
    for (int threads = 1; threads <= 4; threads++) {
      Context context = context(threads);
      for (int n : new int[] {0, 1, 7, 64, 1000}) {
        for (int grain : new int[] {1, 3, 64, 2000}) {
          AtomicIntegerArray done = new AtomicIntegerArray(n);
          context.split(
              n,
              grain,
              (from, to) -> {
                assertEquals(0, from % grain);
                for (int i = from; i < to; i++) {
                  done.incrementAndGet(i);
                }
              });
          for (int i = 0; i < n; i++) {
            assertEquals(1, done.get(i));
          }
        }
      }
    }
  }

  @Test
  void partsDependOnSizesAlone() {
    Set<Set<Integer>> seen = ConcurrentHashMap.newKeySet();
    Context context = context(3);
    for (int round = 0; round < 50; round++) {
      Set<Integer> starts = ConcurrentHashMap.newKeySet();
      context.split(997, 10, (from, to) -> starts.add(from));
      seen.add(Set.copyOf(starts));
    }
    assertEquals(1, seen.size());
  }

  @Test
  void anErrorOfAnyPartIsThrown() {
    Context context = context(2);
    for (int part = 0; part < 8; part++) {
      int bad = part * 100;
      RangeTask task =
          (from, to) -> {
            if (from <= bad && bad < to) {
              throw new GradError(ErrorKind.VALUE, "no");
            }
          };
      for (int round = 0; round < 20; round++) {
        assertThrows(GradError.class, () -> context.split(800, 1, task));
      }
    }
  }

  /** The part that fails is the last to end, and nobody but a worker does it. */
  @Test
  void anErrorOfTheLastPartToEndIsThrown() {
    Context context = context(2);
    Thread program = Thread.currentThread();
    for (int round = 0; round < 5000; round++) {
      CountDownLatch begun = new CountDownLatch(1);
      RangeTask task =
          (from, to) -> {
            if (Thread.currentThread() == program) {
              awaitOther(begun);
            } else {
              begun.countDown();
              throw new GradError(ErrorKind.VALUE, "no");
            }
          };
      assertThrows(GradError.class, () -> context.split(2, 1, task));
    }
  }

  /** A limit that a worker reaches is told as it was, and stops the program's own part. */
  @Test
  void theFirstErrorIsThrownAndALimitEndsTheOtherParts() {
    Thread program = Thread.currentThread();
    for (boolean begun : new boolean[] {false, true}) {
      Context context = context(2);
      if (begun) {
        context.budget().start();
      }
      for (int round = 0; round < 1000; round++) {
        CountDownLatch bothWork = new CountDownLatch(2);
        RangeTask task =
            (from, to) -> {
              bothWork.countDown();
              awaitOther(bothWork);
              if (Thread.currentThread() != program) {
                throw new GradError(ErrorKind.LIMIT, "enough");
              }
              while (true) {
                context.budget().check();
              }
            };
        GradError error = assertThrows(GradError.class, () -> context.split(2, 1, task));
        assertEquals("enough", error.message());
        context.budget().check(); // what comes next may run
      }
    }
  }

  @Test
  void whoIsCancelledMeanwhileStaysStopped() {
    Context context = context(2);
    context.budget().start();
    RangeTask task =
        (from, to) -> {
          context.budget().cancel();
          context.budget().check();
        };
    assertThrows(GradError.class, () -> context.split(8, 1, task));
    assertThrows(GradError.class, () -> context.budget().check());
    context.budget().start();
    context.budget().check();
  }

  /** So a thread finds in its cache what it had there the last time. */
  @Test
  void threadsBeginWithStretchesOfTheirOwn() {
    Context context = context(2);
    Thread program = Thread.currentThread();
    for (int round = 0; round < 100; round++) {
      CountDownLatch bothWork = new CountDownLatch(2);
      AtomicIntegerArray first = new AtomicIntegerArray(new int[] {-1, -1});
      context.split(
          800,
          1,
          (from, to) -> {
            int who = Thread.currentThread() == program ? 0 : 1;
            if (first.compareAndSet(who, -1, from)) {
              bothWork.countDown();
              awaitOther(bothWork);
            }
          });
      assertEquals(0, first.get(0));
      assertEquals(400, first.get(1));
    }
  }

  private static void awaitOther(CountDownLatch begun) {
    try {
      assertTrue(begun.await(20, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aPartMaySplitItsOwn() {
    Context context = context(2);
    AtomicIntegerArray done = new AtomicIntegerArray(1);
    Thread program = Thread.currentThread();
    context.split(
        8,
        1,
        (from, to) -> {
          Context own = Thread.currentThread() == program ? context : Context.current();
          own.split(100, 1, (i, j) -> done.addAndGet(0, (j - i) * (to - from)));
        });
    assertEquals(800, done.get(0));
  }

  /** A part has its thread alone; what is not shared may still be shared within. */
  @Test
  void partsAreNotSharedAgain() {
    Context context = context(3);
    Thread own = Thread.currentThread();
    Set<Integer> seen = ConcurrentHashMap.newKeySet();
    context.split(
        12,
        1,
        (from, to) -> {
          boolean isOwn = Thread.currentThread() == own;
          seen.add((isOwn ? context : Context.current()).threads());
        });
    assertEquals(Set.of(1), seen);
    assertEquals(3, context.threads());
    context.split(12, 12, (from, to) -> assertEquals(3, context.threads()));
  }
}
