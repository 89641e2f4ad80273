package org.gradlang.repl.shell.line;

import java.util.List;
import org.gradlang.repl.shell.paint.BracketPairs;
import org.gradlang.syntax.Lexeme;

/** How far lines are indented. */
final class Indentation {
  static final String UNIT = "    ";

  private Indentation() {}

  /** The indentation of the line that begins after {@code before}. */
  static String after(String before) {
    List<Lexeme> lexemes = Lexeme.of(before);
    List<Integer> open = BracketPairs.of(before, lexemes).open();
    String own = ofLineAt(before, before.length());
    boolean opened = !open.isEmpty() && open.getLast() >= lineStart(before, before.length());
    return opened ? own + UNIT : own;
  }

  /** The indentation of the line in which a closing bracket's partner stands. */
  static String ofPartner(String text, int bracket) {
    int partner = BracketPairs.of(text, Lexeme.of(text)).partner(bracket);
    return partner < 0 ? ofLineAt(text, bracket) : ofLineAt(text, partner);
  }

  private static String ofLineAt(String text, int at) {
    int start = lineStart(text, at);
    int end = start;
    while (end < text.length() && text.charAt(end) == ' ') {
      end++;
    }
    return text.substring(start, Math.min(end, Math.max(start, at)));
  }

  /** Where the line begins that an offset is in. */
  static int lineStart(String text, int at) {
    return text.lastIndexOf('\n', at - 1) + 1;
  }
}
