package org.gradlang.op.index;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.junit.jupiter.api.Test;

class IndexPlanTest {
  /** Of 2 rows and 3 columns, column by column: element (i, j) is at i + 2 * j. */
  private static final Layout TURNED = Layout.strided(new int[] {2, 3}, new int[] {1, 2}, 0);

  @Test
  void numbersOfElementsBecomeTheirPlaces() {
    assertArrayEquals(new int[] {0, 4, 1, 3}, IndexPlan.flat(TURNED, new int[] {0, 2, 3, 4}));
  }

  /** As many numbers as a context asks once in; the layout has too few elements to ask for. */
  @Test
  void whoNumbersElementsLooksWhetherToStop() {
    Context before = new Context().enter();
    Thread.currentThread().interrupt();
    try {
      int[] numbers = new int[1 << 16];
      GradError stopped = assertThrows(GradError.class, () -> IndexPlan.flat(TURNED, numbers));
      assertEquals(ErrorKind.LIMIT, stopped.kind());
    } finally {
      assertTrue(Thread.interrupted());
      Context.restore(before);
    }
  }
}
