package org.gradlang.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is done with long texts in stretches, held against what Java does with them at once. */
class LongTextTest {
  private static final int STRETCH = LongText.STRETCH;

  /** Letters of one and of two bytes, and characters of two chars, at random. */
  private static String text(int characters, long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < characters; i++) {
      text.appendCodePoint(
          switch (random.nextInt(4)) {
            case 0 -> 0x1f600;
            case 1 -> 0x20ac;
            default -> 'a' + random.nextInt(3);
          });
    }
    return text.toString();
  }

  @Test
  void charactersAreCountedAcrossStretches() {
    for (String before : new String[] {"", "x"}) {
      String text = before + "\ud83d\ude00".repeat(STRETCH) + text(STRETCH, 1);
      assertEquals(text.codePointCount(0, text.length()), Text.length(text));
      int from = STRETCH / 2 + 1;
      int to = STRETCH + STRETCH / 3;
      int start = text.offsetByCodePoints(0, from);
      String expected = text.substring(start, text.offsetByCodePoints(start, to - from));
      assertEquals(expected, Text.range(text, from, to));
    }
  }

  @Test
  void aBuilderGivesWhatWasAppended() {
    Random random = new Random(2);
    TextBuilder built = new TextBuilder();
    StringBuilder expected = new StringBuilder();
    String source = text(STRETCH, 3);
    while (expected.length() < 5 * STRETCH) {
      int from = random.nextInt(source.length());
      int to = from + random.nextInt(source.length() - from) / (1 + random.nextInt(1000));
      built.append(source, from, to).appendCodePoint(0x1f601).append('b').repeat('-', to % 7);
      expected.append(source, from, to).appendCodePoint(0x1f601).append('b').repeat('-', to % 7);
      assertEquals(expected.length(), built.length());
    }
    built.repeat('*', 3L * STRETCH).append(source.repeat(3));
    expected.repeat('*', 3 * STRETCH).append(source.repeat(3));
    assertEquals(expected.toString(), built.toString());
  }

  @Test
  void aPartIsFoundWhereverItStands() {
    String text = "ab".repeat(2 * STRETCH);
    for (int at : new int[] {0, 1, STRETCH - 2, STRETCH - 1, STRETCH, 2 * STRETCH + 3}) {
      for (String part : new String[] {"c", "cd", "cde".repeat(10)}) {
        String with = text.substring(0, at) + part + text.substring(at);
        TextSearch search = new TextSearch(part);
        assertEquals(at, search.first(with, 0));
        assertEquals(at, search.first(with, at));
        assertEquals(-1, search.first(with, at + 1));
        assertEquals(at, search.last(with, with.length()));
        assertEquals(at, search.last(with, at + part.length()));
        assertEquals(-1, search.last(with, at + part.length() - 1));
      }
    }
    assertEquals(text.length(), new TextSearch("").last(text, text.length()));
    assertEquals(7, new TextSearch("").first(text, 7));
  }

  @Test
  void longTextsAreComparedToTheEnd() {
    String text = text(2 * STRETCH, 4);
    assertTrue(LongText.equal(text, text + ""));
    assertTrue(LongText.equal(text, String.valueOf(text.toCharArray())));
    assertFalse(LongText.equal(text, text.substring(1) + "a"));
    assertFalse(LongText.equal(text, 1L));
    assertTrue(LongText.matches("x" + text, 1, text));
    assertFalse(LongText.matches("x" + text, 2, text));
    assertFalse(LongText.matches(text, -1, text));
    assertFalse(LongText.matches("x" + text, 1, text.substring(0, text.length() - 1) + "!"));
  }
}
