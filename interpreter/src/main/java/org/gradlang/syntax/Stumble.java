package org.gradlang.syntax;

import static org.gradlang.grammar.GradLexer.*;

import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/**
 * A place at which a statement cannot be read on.
 *
 * @param context the rule of the grammar that failed
 * @param before the token before; at the beginning of the text a NEWLINE
 * @param token the token that does not fit
 * @param after the token after
 */
record Stumble(
    Source source, ParserRuleContext context, GradToken before, GradToken token, GradToken after) {

  static Stumble at(Source source, TokenArray tokens, ParserRuleContext context, GradToken token) {
    int index = token.getTokenIndex();
    GradToken start = new GradToken(token, NEWLINE);
    start.setStopIndex(token.getStartIndex() - 1);
    return new Stumble(
        source,
        context,
        index == 0 ? start : tokens.get(index - 1),
        token,
        tokens.get(Math.min(index + 1, tokens.size() - 1)));
  }

  int type() {
    return token.getType();
  }

  int last() {
    return before.getType();
  }

  /** Whether the statement ends here. */
  boolean isEnd() {
    return type() == NEWLINE || type() == Token.EOF || type() == SEMICOLON && amongStatements();
  }

  /** Whether a statement begins here. */
  boolean isStart() {
    return last() == NEWLINE
        || last() == SEMICOLON && before.amongStatements
        || last() == OPEN_BRACE && amongStatements();
  }

  boolean amongStatements() {
    return token.amongStatements;
  }

  /** An error at the token; where a line ends, right behind its last word. */
  Diagnostic error(String message) {
    Span span = token.span();
    if (type() == NEWLINE || type() == Token.EOF) {
      int end = before.span().end();
      span = new Span(end, end);
    }
    return Diagnostic.of("SyntaxError", message, source, span);
  }

  /** An error at the token before. */
  Diagnostic errorBefore(String message) {
    return Diagnostic.of("SyntaxError", message, source, before.span());
  }

  Optional<Diagnostic> found(String message) {
    return Optional.of(error(message));
  }

  Optional<Diagnostic> found(String message, String help) {
    return Optional.of(error(message).withHelp(help));
  }

  static String quoted(GradToken token) {
    return switch (token.getType()) {
      case NEWLINE -> "the end of the line";
      case EOF -> "the end of the text";
      default -> "`" + shortened(token.getText()) + "`";
    };
  }

  private static String shortened(String text) {
    String line = text.lines().findFirst().orElse("");
    return text.length() <= 30 && line.length() == text.length()
        ? text
        : line.substring(0, Math.min(27, line.length())) + "...";
  }
}
