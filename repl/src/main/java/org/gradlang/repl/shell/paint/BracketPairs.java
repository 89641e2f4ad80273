package org.gradlang.repl.shell.paint;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gradlang.syntax.Lexeme;

/**
 * Which brackets of a text belong together.
 *
 * @param partners the offset of each bracket's partner
 * @param stray the offsets of those that close nothing
 * @param open the offsets of those that are not closed, from the outermost
 */
public record BracketPairs(
    Map<Integer, Integer> partners, List<Integer> stray, List<Integer> open) {

  public static BracketPairs of(String text, List<Lexeme> lexemes) {
    Map<Integer, Integer> partners = new HashMap<>();
    List<Integer> stray = new ArrayList<>();
    Deque<Integer> open = new ArrayDeque<>();
    for (Lexeme lexeme : lexemes) {
      int at = lexeme.start();
      if (lexeme.kind() == Lexeme.Kind.OPEN) {
        open.addLast(at);
      } else if (lexeme.kind() == Lexeme.Kind.CLOSE) {
        Integer opener = open.peekLast();
        if (opener != null && fit(text.charAt(opener), text.charAt(at))) {
          open.removeLast();
          partners.put(opener, at);
          partners.put(at, opener);
        } else {
          stray.add(at);
        }
      }
    }
    return new BracketPairs(Map.copyOf(partners), List.copyOf(stray), List.copyOf(open));
  }

  private static boolean fit(char open, char close) {
    return switch (open) {
      case '(' -> close == ')';
      case '[' -> close == ']';
      default -> close == '}';
    };
  }

  /** The offset of the partner of the bracket at an offset, or -1. */
  public int partner(int at) {
    return partners.getOrDefault(at, -1);
  }
}
