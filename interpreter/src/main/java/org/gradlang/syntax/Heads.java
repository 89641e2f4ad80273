package org.gradlang.syntax;

import static org.gradlang.grammar.GradLexer.*;

/** Recognizes the words that begin statements and blocks. */
final class Heads {
  private Heads() {}

  /** Remembers a keyword whose block is to come. */
  static void note(GradToken token, Bracket inside, int before, Source source) {
    boolean begins =
        switch (token.getType()) {
          case IF, FOR, WHILE, TRY, ELSE, FN -> true;
          case NO_GRAD, ENABLE_GRAD, INFERENCE_MODE -> before != DOT;
          case CATCH, FINALLY -> before == CLOSE_BRACE;
          case MODULE -> beginsStatement(token, source);
          default -> false;
        };
    if (begins) {
      inside.head = token;
    }
  }

  /** Whether nothing but a statement can begin with this token, as it stands in its line. */
  static boolean beginsStatement(GradToken token, Source source) {
    return switch (token.getType()) {
      case FN, MODULE -> isNameNext(source.text(), token.getStopIndex() + 1);
      default -> Words.isStatementKeyword(token.getType());
    };
  }

  private static boolean isNameNext(String text, int after) {
    int at = after;
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    if (at == after || at >= text.length()) {
      return false;
    }
    int character = text.codePointAt(at);
    return character == '_' || Character.isLetter(character);
  }
}
