package org.gradlang.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Arrays are the same whichever way they are made and copied; what is left behind ends. */
@Timeout(60)
class LargeArraysTest {
  /** More than any dtype's array may have without being large. */
  private static final int LARGE = (1 << 25) + 7;

  @Test
  void copiesHaveTheElements() {
    for (int length : new int[] {0, 5, LARGE / 8, LARGE / 4}) {
      long[] numbers = LongStream.range(0, length).toArray();
      assertArrayEquals(numbers, LargeArrays.copyOf(numbers, length));
      long[] longer = LargeArrays.copyOf(numbers, length + 3);
      assertEquals(length + 3, longer.length);
      assertEquals(0, longer[length + 2]);
      long[] shorter = LargeArrays.copyOf(numbers, length / 2);
      assertEquals(length / 2, shorter.length);
      assertTrue(shorter.length == 0 || shorter[shorter.length - 1] == length / 2 - 1);
    }
  }

  @Test
  void elementsMoveToTheFront() {
    int length = LARGE / 4;
    long[] numbers = LongStream.range(0, length).toArray();
    LargeArrays.copy(numbers, 3, numbers, 0, length - 3);
    assertArrayEquals(
        LongStream.range(0, length).map(i -> i < length - 3 ? i + 3 : i).toArray(), numbers);
  }

  @Test
  void largeOnesAreZero() {
    assertArrayEquals(new int[LARGE / 4], LargeArrays.ints(LARGE / 4));
    assertArrayEquals(new float[LARGE / 4], LargeArrays.floats(LARGE / 4));
    assertArrayEquals(new double[LARGE / 8], LargeArrays.doubles(LARGE / 8));
    assertArrayEquals(new byte[LARGE], LargeArrays.bytes(LARGE));
    assertArrayEquals(new Object[LARGE / 4], LargeArrays.references(LARGE / 4));
  }

  @Test
  void nothingLargeIsMadeForAProgramThatMustStop() {
    Thread.currentThread().interrupt();
    GradError error = assertThrows(GradError.class, () -> makeAndCopy(LARGE));
    assertEquals(ErrorKind.LIMIT, error.kind());
    assertTrue(Thread.interrupted());
  }

  private static void makeAndCopy(int length) {
    LargeArrays.copyOf(LargeArrays.doubles(length), length);
  }

  @Test
  void whatIsLeftBehindIsToldToStop() throws InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    Thread.currentThread().interrupt();
    GradError error =
        assertThrows(GradError.class, () -> Context.current().aside(() -> workUntil(stopped)));
    assertEquals(ErrorKind.LIMIT, error.kind());
    assertTrue(Thread.interrupted());
    assertTrue(stopped.await(30, TimeUnit.SECONDS));
  }

  private static int workUntil(CountDownLatch stopped) {
    try {
      while (true) {
        Context.current().worked(1);
      }
    } catch (GradError e) {
      stopped.countDown();
      throw e;
    }
  }
}
