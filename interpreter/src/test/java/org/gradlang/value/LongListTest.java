package org.gradlang.value;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists and dicts whose elements move, few and many of them, held against Java's. */
class LongListTest {
  private static Object[] numbers(int count) {
    Object[] numbers = new Object[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (long) i;
    }
    return numbers;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 20, (1 << 22) + 100})
  void elementsMoveAsInJava(int count) {
    ListValue list = ListValue.of(numbers(count));
    List<Object> expected = new ArrayList<>(List.of(numbers(count)));
    Random random = new Random(count);
    for (int i = 0; i < 12; i++) {
      int at = i % 3 == 0 ? 0 : random.nextInt(list.size() + 1);
      list.add(at, -1L - i);
      expected.add(at, -1L - i);
      int end = at + random.nextInt(Math.min(50, list.size() + 1 - at));
      Object[] given = numbers(random.nextInt(60));
      list.splice(at, end, given);
      expected.subList(at, end).clear();
      expected.addAll(at, List.of(given));
      if (!list.isEmpty()) {
        int gone = i % 3 == 0 ? 0 : random.nextInt(list.size());
        assertEquals(expected.remove(gone), list.remove(gone));
      }
    }
    list.reverse();
    Collections.reverse(expected);
    assertArrayEquals(expected.toArray(), list.toArray());
    list.clear();
    assertTrue(list.isEmpty());
    list.add(7L);
    assertEquals(List.of(7L), list);
  }

  @Test
  void aCopyOfADictIsItsOwn() {
    DictValue dict = new DictValue();
    for (long i = 0; i < 100; i++) {
      dict.put(i, -i);
    }
    for (long i = 0; i < 100; i += 3) {
      dict.remove(i);
    }
    DictValue copy = new DictValue(dict);
    assertEquals(List.copyOf(dict.entrySet()), List.copyOf(copy.entrySet()));
    for (long i = 50; i < 300; i++) {
      copy.put(i, i);
    }
    copy.remove(1L);
    assertEquals(-1L, dict.get(1L));
    assertNull(dict.get(51L));
    assertEquals(66, dict.size());
    for (long i = 0; i < 100; i++) {
      dict.remove(i);
    }
    assertEquals(new DictValue(), new DictValue(dict));
    assertEquals(300L - 50 + 32, copy.size());
  }
}
