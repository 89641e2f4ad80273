package org.gradlang.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.gradlang.tensor.GradError;
import org.junit.jupiter.api.Test;

/** Ranges at the edges of 64 bits, where lengths and differences overflow. */
class RangeValueTest {
  private static final long MOST = Long.MAX_VALUE;
  private static final long LEAST = Long.MIN_VALUE;

  @Test
  void countsAcrossTheWholeOfLong() {
    assertEquals(MOST, new RangeValue(0, MOST, 1).length());
    assertEquals(3, new RangeValue(LEAST, MOST, MOST).length());
    assertEquals(2, new RangeValue(MOST, LEAST, LEAST).length());
    assertEquals(0, new RangeValue(5, 5, -1).length());
    assertThrows(GradError.class, () -> new RangeValue(LEAST, MOST, 1));
  }

  @Test
  void containsExactlyItsInts() {
    RangeValue range = new RangeValue(LEAST, MOST, MOST);
    assertTrue(range.contains(-1));
    assertTrue(range.contains(MOST - 1));
    assertFalse(range.contains(MOST));
    assertFalse(range.contains(0));
    assertFalse(new RangeValue(0, 10, 3).contains(10));
    assertTrue(new RangeValue(10, 0, -3).contains(1));
  }
}
