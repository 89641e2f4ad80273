package org.gradlang.syntax;

import static org.gradlang.grammar.GradLexer.*;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A word of a text as an editor sees it: what kind it is and where it stands.
 *
 * @param start the offset of its first character
 * @param end the offset behind its last
 */
public record Lexeme(Kind kind, int start, int end) {
  /** What words there are. */
  public enum Kind {
    KEYWORD,
    NAME,
    NUMBER,
    STRING,
    OPERATOR,
    /** Commas, dots and the like. */
    SEPARATOR,
    OPEN,
    CLOSE,
    COMMENT,
    /** What is no word of the language. */
    UNKNOWN
  }

  /** The words that are no names. */
  public static List<String> keywords() {
    return IntStream.rangeClosed(LET, INFERENCE_MODE)
        .mapToObj(VOCABULARY::getLiteralName)
        .map(quoted -> quoted.substring(1, quoted.length() - 1))
        .toList();
  }

  /** Whether a variable may be called so. */
  public static boolean isName(String text) {
    GradToken token = new ScriptLexer(Source.of("", text)).nextToken();
    return Words.isName(token.getType())
        && token.getStartIndex() == 0
        && token.getStopIndex() == text.length() - 1;
  }

  /** All words of a text in order, whatever it says. The text itself can be far from complete. */
  public static List<Lexeme> of(String text) {
    List<Lexeme> lexemes = new ArrayList<>();
    ScriptLexer lexer = new ScriptLexer(Source.of("", text));
    int end = 0;
    GradToken token = lexer.nextToken();
    while (token.getType() != EOF) {
      comment(text, end, token.getStartIndex(), lexemes);
      end = token.getStopIndex() + 1;
      if (token.getType() != NEWLINE && token.getType() != FORMAT_UNCLOSED) {
        lexemes.add(new Lexeme(kind(token.getType()), token.getStartIndex(), end));
      }
      token = lexer.nextToken();
    }
    comment(text, end, text.length(), lexemes);
    return lexemes;
  }

  /** The lexer skips comments: whatever stands between two tokens and is not blank is one. */
  private static void comment(String text, int from, int to, List<Lexeme> lexemes) {
    int start = text.indexOf('#', from);
    if (start >= 0 && start < to) {
      lexemes.add(new Lexeme(Kind.COMMENT, start, to));
    }
  }

  private static Kind kind(int type) {
    if (Words.isKeyword(type)) {
      return Kind.KEYWORD;
    }
    if (Words.isName(type)) {
      return type == NAME ? Kind.NAME : Kind.KEYWORD;
    }
    return switch (type) {
      case INTEGER, FLOAT -> Kind.NUMBER;
      case STRING,
          UNCLOSED_STRING,
          UNCLOSED_LONG_STRING,
          FORMAT_OPEN,
          FORMAT_TEXT,
          FORMAT_CLOSE,
          SPEC_TEXT ->
          Kind.STRING;
      case OPEN_PAREN, OPEN_BRACKET, OPEN_BRACE, OPEN_FIELD -> Kind.OPEN;
      case CLOSE_PAREN, CLOSE_BRACKET, CLOSE_BRACE, CLOSE_FIELD -> Kind.CLOSE;
      case COMMA, COLON, SEMICOLON, DOT, ELLIPSIS -> Kind.SEPARATOR;
      case BAD_NUMBER, BACKSLASH, QUESTION, UNKNOWN_CHARACTER, FORMAT_STRAY -> Kind.UNKNOWN;
      default -> Kind.OPERATOR;
    };
  }

  /** Its characters. */
  public String text(String whole) {
    return whole.substring(start, end);
  }
}
