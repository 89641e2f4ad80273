package org.gradlang.syntax;

import static org.gradlang.grammar.GradLexer.*;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.Lexer;
import org.antlr.v4.runtime.atn.LexerATNSimulator;
import org.gradlang.tensor.Context;

/**
 * Finds the usual words of a source by looking at their characters, and leaves the others to the
 * grammar's automaton, which gives the same words for all.
 *
 * <p>The automaton makes its states from the grammar's rules as characters come, in each process
 * anew; bench/notes/starting.md has what that took. What is unusual here is what the automaton
 * reads: letters of other scripts, numbers with underscores or in other bases, texts of several
 * lines, words that the language does not have.
 */
final class WordScanner extends LexerATNSimulator {
  /** What the automaton shall read. */
  private static final int UNUSUAL = -1;

  private static final char END = '\uFFFF';

  private final Lexer lexer;
  private final String text;
  private final Context context = Context.current();

  /** Behind the word that was found. */
  private int end;

  WordScanner(Lexer lexer, String text, LexerATNSimulator automaton) {
    super(lexer, automaton.atn, automaton.decisionToDFA, automaton.getSharedContextCache());
    this.lexer = lexer;
    this.text = text;
  }

  @Override
  public int match(CharStream input, int mode) {
    int start = input.index();
    int type = start < text.length() ? find(start, mode) : UNUSUAL;
    if (type == UNUSUAL) {
      return super.match(input, mode);
    }
    input.seek(end);
    context.worked(SourceStream.CHARACTER * (end - start));
    return type;
  }

  private int find(int start, int mode) {
    return switch (mode) {
      case DEFAULT_MODE -> word(start);
      case FORMAT_DOUBLE -> formatPart(start, '"');
      case FORMAT_SINGLE -> formatPart(start, '\'');
      case FORMAT_SPEC -> formatSpec(start);
      default -> UNUSUAL;
    };
  }

  private char at(int index) {
    return index < text.length() ? text.charAt(index) : END;
  }

  private int found(int type, int behind) {
    end = behind;
    return type;
  }

  private int word(int start) {
    char first = text.charAt(start);
    if (isLetter(first)) {
      return name(start);
    } else if (isDigit(first) || (first == '.' && isDigit(at(start + 1)))) {
      return number(start);
    }
    return switch (first) {
      case ' ', '\t', '\f', '\r', '\uFEFF' -> space(start);
      case '\n' -> found(NEWLINE, start + 1);
      case '#' -> comment(start);
      case '"', '\'' -> string(start, first);
      default -> sign(start, first);
    };
  }

  // What says nothing.

  private int space(int start) {
    if (at(start) == '\r' && at(start + 1) == '\n') {
      return found(NEWLINE, start + 2);
    }
    int i = start;
    while (isSpace(at(i))) {
      i++;
    }
    return found(SKIP, i);
  }

  private int comment(int start) {
    int i = start;
    while (i < text.length() && !endsLine(text.charAt(i))) {
      i++;
    }
    return found(SKIP, i);
  }

  // Names and numbers.

  private int name(int start) {
    int i = start + 1;
    while (isLetter(at(i)) || isDigit(at(i))) {
      i++;
    }
    char next = at(i);
    if (next >= SourceStream.ASCII && i < text.length()) {
      return UNUSUAL; // it may go on
    } else if ((next == '"' || next == '\'') && i == start + 1 && isF(text.charAt(start))) {
      return openFormat(i, next);
    }
    return found(keyword(text.substring(start, i)), i);
  }

  private static boolean isF(char c) {
    return c == 'f' || c == 'F';
  }

  private int openFormat(int quote, char kind) {
    if (at(quote + 1) == kind && at(quote + 2) == kind) {
      return UNUSUAL;
    }
    lexer.pushMode(kind == '"' ? FORMAT_DOUBLE : FORMAT_SINGLE);
    return found(FORMAT_OPEN, quote + 1);
  }

  private static int keyword(String word) {
    return switch (word) {
      case "let" -> LET;
      case "fn" -> FN;
      case "module" -> MODULE;
      case "return" -> RETURN;
      case "if" -> IF;
      case "else" -> ELSE;
      case "for" -> FOR;
      case "in" -> IN;
      case "while" -> WHILE;
      case "break" -> BREAK;
      case "continue" -> CONTINUE;
      case "try" -> TRY;
      case "catch" -> CATCH;
      case "finally" -> FINALLY;
      case "raise" -> RAISE;
      case "assert" -> ASSERT;
      case "import" -> IMPORT;
      case "as" -> AS;
      case "and" -> AND;
      case "or" -> OR;
      case "not" -> NOT;
      case "is" -> IS;
      case "True" -> TRUE;
      case "False" -> FALSE;
      case "None" -> NONE;
      case "no_grad" -> NO_GRAD;
      case "enable_grad" -> ENABLE_GRAD;
      case "inference_mode" -> INFERENCE_MODE;
      default -> NAME;
    };
  }

  /** Digits with a point and an exponent; nothing that could belong to them may follow. */
  private int number(int start) {
    int i = digits(start);
    boolean whole = at(i) != '.';
    if (!whole) {
      i = digits(i + 1);
    }
    int type = whole ? INTEGER : FLOAT;
    if (at(i) == 'e' || at(i) == 'E') {
      int exponent = at(i + 1) == '-' || at(i + 1) == '+' ? i + 2 : i + 1;
      i = digits(exponent);
      if (i == exponent || at(i) == '.') {
        return UNUSUAL;
      }
      type = FLOAT;
    }
    return isLetter(at(i)) ? UNUSUAL : found(type, i);
  }

  private int digits(int start) {
    int i = start;
    while (isDigit(at(i))) {
      i++;
    }
    return i;
  }

  // Texts.

  private int string(int start, char quote) {
    if (at(start + 1) == quote && at(start + 2) == quote) {
      return UNUSUAL;
    }
    for (int i = start + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == quote) {
        return found(STRING, i + 1);
      } else if (c == '\\') {
        i++;
        c = at(i);
      }
      if (endsLine(c)) {
        return UNUSUAL; // it is never closed
      }
    }
    return UNUSUAL;
  }

  private int formatPart(int start, char quote) {
    int i = start;
    int behind = formatCharacter(i, quote);
    while (behind > i) {
      i = behind;
      behind = formatCharacter(i, quote);
    }
    if (i > start) {
      return found(FORMAT_TEXT, i);
    } else if (at(start) == quote) {
      lexer.popMode();
      return found(FORMAT_CLOSE, start + 1);
    }
    return at(start) == '{' ? openField(start) : UNUSUAL;
  }

  /** Behind the character that stands here for itself; where it does not, here. */
  private int formatCharacter(int i, char quote) {
    char c = at(i);
    if (i >= text.length() || c == quote || endsLine(c)) {
      return i;
    }
    return switch (c) {
      case '\\' -> i + 1 >= text.length() || endsLine(at(i + 1)) ? i : i + 2;
      case '{', '}' -> at(i + 1) == c ? i + 2 : i;
      default -> i + 1;
    };
  }

  private int openField(int start) {
    lexer.pushMode(DEFAULT_MODE);
    return found(OPEN_FIELD, start + 1);
  }

  private int formatSpec(int start) {
    int i = start;
    while (i < text.length() && at(i) != '{' && at(i) != '}' && !endsLine(at(i))) {
      i++;
    }
    if (i > start) {
      return found(SPEC_TEXT, i);
    }
    return switch (at(start)) {
      case '{' -> openField(start);
      case '}' -> {
        lexer.popMode();
        yield found(CLOSE_FIELD, start + 1);
      }
      default -> UNUSUAL;
    };
  }

  // Signs.

  private int sign(int start, char first) {
    return switch (first) {
      case '(' -> found(OPEN_PAREN, start + 1);
      case ')' -> found(CLOSE_PAREN, start + 1);
      case '[' -> found(OPEN_BRACKET, start + 1);
      case ']' -> found(CLOSE_BRACKET, start + 1);
      case '{' -> found(OPEN_BRACE, start + 1);
      case '}' -> found(CLOSE_BRACE, start + 1);
      case ',' -> found(COMMA, start + 1);
      case ':' -> found(COLON, start + 1);
      case ';' -> found(SEMICOLON, start + 1);
      case '~' -> found(TILDE, start + 1);
      case '.' -> dots(start);
      default -> operator(start, first);
    };
  }

  private int dots(int start) {
    return at(start + 1) == '.' && at(start + 2) == '.'
        ? found(ELLIPSIS, start + 3)
        : found(DOT, start + 1);
  }

  private int operator(int start, char first) {
    int after = start + 1;
    return switch (first) {
      case '+' -> assigning(after, PLUS, PLUS_ASSIGN);
      case '-' ->
          at(after) == '>' ? found(ARROW, after + 1) : assigning(after, MINUS, MINUS_ASSIGN);
      case '*' ->
          at(after) == '*'
              ? assigning(after + 1, POWER, POWER_ASSIGN)
              : assigning(after, STAR, STAR_ASSIGN);
      case '/' ->
          at(after) == '/'
              ? assigning(after + 1, DOUBLE_SLASH, DOUBLE_SLASH_ASSIGN)
              : assigning(after, SLASH, SLASH_ASSIGN);
      case '%' -> assigning(after, PERCENT, PERCENT_ASSIGN);
      case '@' -> assigning(after, AT, AT_ASSIGN);
      case '^' -> assigning(after, CARET, CARET_ASSIGN);
      case '&' -> at(after) == '&' ? UNUSUAL : assigning(after, AMPERSAND, AMPERSAND_ASSIGN);
      case '|' -> bar(after);
      case '=' -> equal(after);
      case '<' -> at(after) == '<' ? UNUSUAL : assigning(after, LESS, LESS_EQUAL);
      case '>' -> at(after) == '>' ? UNUSUAL : assigning(after, GREATER, GREATER_EQUAL);
      case '!' -> assigning(after, BANG, NOT_EQUAL);
      default -> UNUSUAL;
    };
  }

  private int assigning(int after, int alone, int withEqual) {
    return at(after) == '=' ? found(withEqual, after + 1) : found(alone, after);
  }

  private int bar(int after) {
    return switch (at(after)) {
      case '|' -> UNUSUAL;
      case '>' -> found(PIPE, after + 1);
      default -> assigning(after, BAR, BAR_ASSIGN);
    };
  }

  private int equal(int after) {
    return switch (at(after)) {
      case '>' -> UNUSUAL;
      case '=' -> at(after + 1) == '=' ? UNUSUAL : found(EQUAL, after + 1);
      default -> found(ASSIGN, after);
    };
  }

  // Characters.

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\f' || c == '\r' || c == '\uFEFF';
  }

  private static boolean endsLine(char c) {
    return c == '\n' || c == '\r';
  }
}
