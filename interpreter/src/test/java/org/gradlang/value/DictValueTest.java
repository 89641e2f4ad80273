package org.gradlang.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.gradlang.tensor.GradError;
import org.junit.jupiter.api.Test;

/** A dict as Java code sees it: a {@code java.util.Map} in the order of arrival. */
class DictValueTest {
  @Test
  void behavesAsALinkedHashMap() {
    Map<Object, Object> expected = new LinkedHashMap<>();
    DictValue dict = new DictValue();
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      Object key = (long) random.nextInt(300);
      if (random.nextInt(3) == 0) {
        assertEquals(expected.remove(key), dict.remove(key));
      } else {
        assertEquals(expected.put(key, i), dict.put(key, i));
      }
      assertEquals(expected.size(), dict.size());
    }
    assertEquals(new ArrayList<>(expected.entrySet()), new ArrayList<>(dict.entrySet()));
    assertEquals(List.copyOf(expected.keySet()), dict.keyList());
    assertEquals(List.copyOf(expected.values()), dict.valueList());
  }

  @Test
  void equalNumbersAreOneKey() {
    DictValue dict = new DictValue(Map.of(1L, "int"));
    dict.put(1.0, "float");
    dict.put(true, "bool");
    assertEquals(List.of(1L), dict.keyList());
    assertEquals("bool", dict.get(1L));
    assertNull(dict.get("1"));
    assertEquals("bool", dict.remove(1.0));
    assertEquals(0, dict.size());
  }

  @Test
  void keysWithEqualHashesStayApart() {
    // "Aa" and "BB" have one hash in Java
    DictValue dict = new DictValue(Map.of("Aa", 1L));
    dict.put("BB", 2L);
    assertEquals(1L, dict.get("Aa"));
    assertEquals(2L, dict.get("BB"));
  }

  @Test
  void listsAreNoKeys() {
    DictValue dict = new DictValue();
    assertThrows(GradError.class, () -> dict.put(new ListValue(), 1L));
    assertThrows(GradError.class, () -> dict.get(TupleValue.of(1L, new ListValue())));
  }

  @Test
  void changesDuringIterationAreNoticed() {
    DictValue dict = new DictValue(Map.of("a", 1L));
    Iterator<Object> keys = dict.keyIterator();
    dict.put("b", 2L);
    assertThrows(GradError.class, keys::hasNext);
  }
}
