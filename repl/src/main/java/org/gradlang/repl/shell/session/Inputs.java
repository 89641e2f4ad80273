package org.gradlang.repl.shell.session;

import java.util.List;
import org.gradlang.syntax.Lexeme;
import org.gradlang.syntax.Parser;
import org.gradlang.syntax.Source;

/** What can be told about an input before it runs. */
public final class Inputs {
  private Inputs() {}

  /** Whether a REPL should ask for another line. */
  public static boolean isIncomplete(String text) {
    return Parser.parse(Source.of("", text)).incomplete();
  }

  /** Whether the last thing in it is a semicolon, so that its value is not to be shown. */
  public static boolean endsInSemicolon(String text) {
    List<Lexeme> lexemes =
        Lexeme.of(text).stream().filter(lexeme -> lexeme.kind() != Lexeme.Kind.COMMENT).toList();
    return !lexemes.isEmpty() && lexemes.getLast().text(text).equals(";");
  }
}
