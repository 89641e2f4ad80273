package org.gradlang.repl.shell.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.gradlang.repl.shell.paint.Palette;
import org.gradlang.syntax.Lexeme.Kind;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

final class PainterTest {
  private final Painter painter = new Painter();

  @Test
  void wordsHaveTheirColours() {
    AttributedString painted = painter.paint("let x = f\"a{1}\" # c", 0);
    assertEquals("let x = f\"a{1}\" # c", painted.toString());
    assertEquals(Palette.of(Kind.KEYWORD), painted.styleAt(0));
    assertEquals(Palette.of(Kind.NAME), painted.styleAt(4));
    assertEquals(Palette.of(Kind.STRING), painted.styleAt(8));
    assertEquals(Palette.of(Kind.NUMBER), painted.styleAt(12));
    assertEquals(Palette.of(Kind.COMMENT), painted.styleAt(18));
  }

  @Test
  void commandsAreNoCodeButTheirArgumentsMayBe() {
    assertEquals(Palette.COMMAND, painter.paint(":type 1", 0).styleAt(1));
    assertEquals(Palette.of(Kind.NUMBER), painter.paint(":type 1", 0).styleAt(6));
    assertEquals(Palette.COMMAND, painter.paint(":load let", 0).styleAt(6));
  }

  @Test
  void theBracketAtTheCursorAndItsPartnerAreMarked() {
    AttributedString painted = painter.paint("f([1], 2)", 9);
    assertEquals(Palette.matched(Palette.PLAIN), painted.styleAt(8));
    assertEquals(Palette.matched(Palette.PLAIN), painted.styleAt(1));
    assertEquals(Palette.PLAIN, painted.styleAt(2));
    assertEquals(Palette.PLAIN, painter.paint("f([1], 2)", 0).styleAt(1));
    assertEquals(Palette.STRAY, painter.paint("f(])", 0).styleAt(2));
    assertNotEquals(Palette.STRAY, painter.paint("\"]\"", 0).styleAt(1));
  }
}
