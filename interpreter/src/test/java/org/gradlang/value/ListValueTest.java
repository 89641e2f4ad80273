package org.gradlang.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A list as Java code sees it: a {@code java.util.List} that may be lazy. */
class ListValueTest {
  @Test
  void isAJavaList() {
    ListValue list = new ListValue(List.of(1L, 2L));
    list.add(1, "between");
    list.addAll(List.of(3L, 4L));
    list.remove(0);
    assertEquals(List.of("between", 2L, 3L, 4L), list);
    list.subList(1, 3).clear();
    assertEquals(List.of("between", 4L), list);
    assertThrows(IndexOutOfBoundsException.class, () -> list.get(2));
  }

  @Test
  void makesLazyElementsOnceAndOnlyWhenAsked() {
    List<Integer> made = new ArrayList<>();
    Iterator<Object> source = Stream.of(1, 2, 3).peek(made::add).map(i -> (Object) i).iterator();
    ListValue list = ListValue.lazily(source);
    assertEquals(List.of(), made);
    assertEquals(1, list.iterator().next());
    assertEquals(List.of(1), made);
    assertEquals(List.of(1, 2, 3), list);
    assertEquals(List.of(1, 2, 3), new ArrayList<>(list));
    assertEquals(List.of(1, 2, 3), made);
  }

  @Test
  void iterationSeesWhatIsAppendedMeanwhile() {
    ListValue list = new ListValue(List.of(1L));
    Iterator<Object> elements = list.iterator();
    assertEquals(1L, elements.next());
    list.add(2L);
    assertEquals(2L, elements.next());
  }
}
