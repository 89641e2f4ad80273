package org.gradlang.value;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SortingTest {
  @Test
  void valuesWhoseOrderContradictsItselfAreOnlyRearranged() {
    Random random = new Random(5);
    ListValue list = new ListValue();
    for (int i = 0; i < 500; i++) {
      list.add(random.nextInt(4) == 0 ? Double.NaN : (Object) random.nextDouble());
    }
    ListValue before = new ListValue(list);
    Sorting.sort(list, null, false);
    assertEquals(before.size(), list.size());
    assertEquals(new HashSet<>(before), new HashSet<>(list));
  }

  @Test
  void equalElementsKeepTheirOrderAlsoInReverse() {
    ListValue list = new ListValue(List.of(2L, 1L, 2.0, 1.0, true));
    Sorting.sort(list, null, false);
    assertEquals(List.of(1L, 1.0, true, 2L, 2.0), list);
    Sorting.sort(list, null, true);
    assertEquals(List.of(2L, 2.0, 1L, 1.0, true), list);
  }
}
