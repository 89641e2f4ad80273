package org.gradlang.syntax;

import static org.gradlang.grammar.GradLexer.*;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.gradlang.syntax.Bracket.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Prepares the lexer's tokens for the grammar: decides which newlines end a statement, tells blocks
 * from dicts and parameters from parentheses, and finds brackets that are never closed or close
 * nothing. After it, all brackets match.
 *
 * <p>What is wrong with a bracket becomes an ERROR token in its statement, so that a statement has
 * one error only.
 */
final class TokenReader {
  /** How many brackets may be left unclosed before one that is closed; bounds the search. */
  private static final int FARTHEST_MATCH = 50;

  /** How far an indentation is looked at. */
  private static final int WIDEST_INDENTATION = 200;

  private final Source source;
  private final ScriptLexer lexer;
  private final List<GradToken> tokens = new ArrayList<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final Deque<Bracket> open = new ArrayDeque<>();

  /** The first newline since the last token, wherever it stands. */
  private @Nullable GradToken newline;

  /** Whether the token at hand is the first of its line. */
  private boolean beginsLine;

  /** A bracket that was closed by a closing brace further left than its line begins. */
  private @Nullable GradToken suspect;

  private int endIndex = Integer.MAX_VALUE;
  private boolean incomplete;

  TokenReader(Source source) {
    this.source = source;
    this.lexer = new ScriptLexer(source);
    open.push(new Bracket(Kind.FILE, null));
  }

  /** Reads all of the source. */
  TokenArray read() {
    GradToken token = lexer.nextToken();
    while (token.getType() != EOF) {
      if (token.getType() == NEWLINE) {
        newline(token);
      } else {
        word(token);
      }
      token = lexer.nextToken();
    }
    end(token);
    return new TokenArray(tokens);
  }

  /** Errors that belong to no statement. */
  List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  /** Whether more text could close what is open at the end. */
  boolean incomplete() {
    return incomplete;
  }

  /** The index of the first token that is there only because the text ends. */
  int endIndex() {
    return endIndex;
  }

  private Bracket inner() {
    return open.element();
  }

  private int lastType() {
    return tokens.isEmpty() ? NEWLINE : last().getType();
  }

  private GradToken last() {
    return tokens.getLast();
  }

  private void add(GradToken token) {
    token.depth = open.size() - 1;
    token.amongStatements = inner().holdsStatements();
    tokens.add(token);
  }

  private void newline(GradToken token) {
    if (newline == null) {
      newline = token;
    }
  }

  private void word(GradToken token) {
    beginsLine = newline != null;
    if (beginsLine) {
      firstOfLine(token);
      newline = null;
    }
    switch (token.getType()) {
      case OPEN_PAREN -> open(token, Kind.PAREN);
      case OPEN_BRACKET -> open(token, Kind.INDEX);
      case OPEN_FIELD -> open(token, Kind.FIELD);
      case FORMAT_OPEN -> open(token, Kind.FORMAT);
      case OPEN_BRACE -> openBrace(token);
      case CLOSE_PAREN, CLOSE_BRACKET, CLOSE_BRACE, CLOSE_FIELD, FORMAT_CLOSE -> close(token);
      case FORMAT_UNCLOSED -> unclosedFormat(token);
      case UNCLOSED_LONG_STRING -> unclosedLongString(token);
      default -> plain(token);
    }
  }

  private void plain(GradToken token) {
    int type = token.getType();
    if (type == SEMICOLON) {
      inner().head = null;
      findIncrement();
    } else if (type == ARROW && lastType() == CLOSE_PAREN) {
      beginLambda();
    } else if (type == NOT && lastType() == IS) {
      token.setType(IS_NOT);
    } else if (type == UNCLOSED_STRING) {
      findUnclosedField(token);
    }
    Heads.note(token, inner(), lastType(), source);
    add(token);
  }

  /** The parentheses before {@code ->} hold parameters, unless they are those of a call. */
  private void beginLambda() {
    GradToken opener = last().opener;
    if (opener != null && !opener.called) {
      opener.setType(OPEN_LAMBDA);
    }
  }

  // Newlines.

  private void firstOfLine(GradToken token) {
    if (!inner().holdsStatements()) {
      if (Heads.beginsStatement(token, source) && !isIndented(token)) {
        leaveUnclosed(token);
        endStatement(token);
      }
    } else if (token.getType() == OPEN_BRACE && inner().head != null) {
      blockOnNextLine(token, inner().head);
    } else if (findIncrement() || !continues(token)) {
      endStatement(token);
    }
  }

  private boolean continues(GradToken token) {
    return switch (token.getType()) {
      case DOT, PIPE, ELSE -> true;
      case CATCH -> closedBlockOf(TRY);
      case FINALLY -> closedBlockOf(TRY) || closedBlockOf(CATCH);
      case CLOSE_BRACE -> false;
      default -> Words.awaitsMore(lastType()) && !Heads.beginsStatement(token, source);
    };
  }

  private boolean closedBlockOf(int keyword) {
    return lastType() == CLOSE_BRACE && last().opener != null && last().opener.head == keyword;
  }

  private void endStatement(GradToken place) {
    inner().head = null;
    int last = lastType();
    if (last != NEWLINE && last != SEMICOLON && last != OPEN_BRACE) {
      add(new GradToken(newline == null ? place : newline, NEWLINE));
    }
  }

  private void blockOnNextLine(GradToken brace, GradToken head) {
    String message = "the `{` of a block stands on the line of its `" + head.getText() + "`";
    addError(brace, error(message, brace.span()).withNote(head.span(), "this line"));
  }

  /** {@code i++} would go on in the next line: a sum, whose last operand has a sign. */
  private boolean findIncrement() {
    int size = tokens.size();
    if (size < 2 || (lastType() != PLUS && lastType() != MINUS)) {
      return false;
    }
    GradToken before = tokens.get(size - 2);
    if (before.getType() != lastType() || !before.touches(last())) {
      return false;
    }
    String sign = last().getText();
    before.problem =
        error("there is no operator `" + sign + sign + "`", before.span().to(last().span()))
            .withHelp("write `" + sign + "= 1`");
    before.setType(ERROR);
    return true;
  }

  // Brackets.

  private void open(GradToken token, Kind kind) {
    token.called = Words.endsValue(lastType()) || lastType() == FN;
    add(token);
    open.push(new Bracket(kind, token));
  }

  private void openBrace(GradToken token) {
    int before = lastType();
    GradToken head = inner().head;
    if (Words.comesBeforeBlock(before) || head != null && !Words.awaitsValue(before)) {
      boolean lambda = before == ARROW || head == null;
      token.head = lambda ? ARROW : head.getType();
      inner().head = lambda ? head : null;
      open(token, Kind.BLOCK);
    } else {
      token.setType(OPEN_DICT);
      open(token, Kind.DICT);
    }
  }

  private void close(GradToken token) {
    Optional<Bracket> match = match(token);
    if (match.isEmpty()) {
      closesNothing(token);
    } else {
      closeOver(token, match.get());
      close(token, match.get());
    }
  }

  private void closesNothing(GradToken token) {
    Diagnostic error = error("this `" + token.getText() + "` closes nothing", token.span());
    GradToken opener = inner().holdsStatements() ? null : inner().opener;
    addError(token, opener == null ? error : error.withNote(opener.span(), "open here"));
  }

  private void closeOver(GradToken token, Bracket match) {
    GradToken opener = inner().opener;
    if (inner() != match && opener != null) {
      addError(token, unclosed(opener).withNote(token.span(), "closes what is around it"));
    }
    while (inner() != match) {
      open.pop();
    }
  }

  private void close(GradToken token, Bracket bracket) {
    if (bracket.kind == Kind.BLOCK) {
      findIncrement();
      endStatement(token);
      watchIndentation(token, bracket);
    }
    open.pop();
    token.opener = bracket.opener;
    add(token);
  }

  /**
   * The bracket that a closing one means: the innermost of its form. A {@code )} or {@code ]} does
   * not reach out of a block that began on an earlier line.
   */
  private Optional<Bracket> match(GradToken token) {
    int type = token.getType();
    int distance = 0;
    for (Bracket bracket : open) {
      if (bracket.closer() == type) {
        return Optional.of(bracket);
      }
      if (distance++ > FARTHEST_MATCH) {
        return Optional.empty();
      }
      if (bracket.kind == Kind.FIELD || bracket.kind == Kind.FORMAT) {
        return Optional.empty();
      }
      if (type != CLOSE_BRACE && bracket.holdsStatements() && !onOneLine(bracket.opener, token)) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private boolean onOneLine(@Nullable GradToken opener, GradToken token) {
    return opener != null
        && source.lineOf(opener.getStartIndex()) == source.lineOf(token.getStartIndex());
  }

  /** Gives up what is open around {@code token} up to the innermost block. */
  private void leaveUnclosed(GradToken token) {
    Bracket unclosed = inner();
    if (unclosed.opener != null) {
      addError(token, unclosed(unclosed.opener));
    }
    while (!inner().holdsStatements()) {
      open.pop();
    }
  }

  private Diagnostic unclosed(GradToken opener) {
    String text = opener.getType() == FORMAT_OPEN ? "f-string" : "`" + opener.getText() + "`";
    return error("this " + text + " is never closed", opener.span());
  }

  private void watchIndentation(GradToken brace, Bracket bracket) {
    GradToken opener = bracket.opener;
    if (suspect == null && opener != null && beginsLine) {
      int column = source.columnOf(brace.getStartIndex());
      if (column <= indentation(source.lineOf(opener.getStartIndex()))) {
        suspect = opener;
      }
    }
  }

  /** Whether a line is further right than the one that the bracket around it stands in. */
  private boolean isIndented(GradToken first) {
    GradToken opener = inner().opener;
    return opener != null
        && source.columnOf(first.getStartIndex()) - 1
            > indentation(source.lineOf(opener.getStartIndex()));
  }

  private int indentation(int line) {
    int start = source.startOf(line);
    int at = start;
    String text = source.text();
    while (at < start + WIDEST_INDENTATION && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at - start;
  }

  // Strings that are never closed.

  private void unclosedFormat(GradToken token) {
    GradToken opener = null;
    for (int count = token.head; count > 0; count--) {
      while (inner().kind != Kind.FORMAT) {
        open.pop();
      }
      opener = open.pop().opener;
    }
    if (opener != null) {
      addError(token, unclosed(opener));
    }
    newline(token);
  }

  /** The quote that should have ended an f-string begins a string in a field never closed. */
  private void findUnclosedField(GradToken token) {
    GradToken field = null;
    for (Bracket bracket : open) {
      if (bracket.kind == Kind.FIELD && field == null) {
        field = bracket.opener;
      }
      if (bracket.kind == Kind.FORMAT || bracket.holdsStatements()) {
        boolean ends =
            bracket.opener != null && isOneLine(bracket) && quote(bracket) == quote(token);
        token.problem = ends && field != null ? unclosed(field) : null;
        return;
      }
    }
  }

  private boolean isOneLine(Bracket bracket) {
    GradToken opener = bracket.opener;
    return bracket.kind == Kind.FORMAT && opener != null && opener.span().length() == 2;
  }

  private char quote(Bracket format) {
    GradToken opener = format.opener;
    return opener == null ? 0 : source.text().charAt(opener.getStopIndex());
  }

  private char quote(GradToken string) {
    return source.text().charAt(string.getStartIndex());
  }

  private void unclosedLongString(GradToken token) {
    incomplete = true;
    endIndex = tokens.size();
    Span quotes = new Span(token.getStartIndex(), token.getStartIndex() + 3);
    addError(token, error("this string is never closed", quotes));
  }

  // The end of the text.

  private void end(GradToken token) {
    endIndex = Math.min(endIndex, tokens.size());
    boolean unclosed = open.size() > 1 && open.stream().noneMatch(this::isOneLine);
    incomplete |= unclosed || Words.awaitsMore(lastType()) || closedBlockOf(TRY);
    beginsLine = false;
    findIncrement();
    while (open.size() > 1) {
      if (inner().kind == Kind.BLOCK) {
        endBlock(token);
      } else {
        leaveUnclosed(token);
      }
    }
    endStatement(token);
    add(token);
  }

  private void endBlock(GradToken end) {
    Bracket block = inner();
    if (diagnostics.isEmpty() && block.opener != null) {
      diagnostics.add(unclosed(suspect == null ? block.opener : suspect));
    }
    close(new GradToken(end, CLOSE_BRACE), block);
  }

  private Diagnostic error(String message, Span span) {
    return Diagnostic.of("SyntaxError", message, source, span);
  }

  private void addError(GradToken place, Diagnostic problem) {
    GradToken error = new GradToken(place, ERROR);
    error.problem = problem;
    add(error);
  }
}
