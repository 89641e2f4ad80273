package org.gradlang.syntax;

import static org.gradlang.grammar.GradLexer.*;

import java.util.ArrayList;
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
  private final Source source;
  private final ScriptLexer lexer;
  private final List<GradToken> tokens = new ArrayList<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final Brackets brackets;

  /** The first newline since the last token, wherever it stands. */
  private @Nullable GradToken newline;

  /** Whether the token at hand is the first of its line. */
  private boolean beginsLine;

  private int endIndex = Integer.MAX_VALUE;
  private boolean incomplete;

  TokenReader(Source source) {
    this.source = source;
    this.lexer = new ScriptLexer(source);
    this.brackets = new Brackets(source);
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
    return brackets.inner();
  }

  private int lastType() {
    return tokens.isEmpty() ? NEWLINE : last().getType();
  }

  private GradToken last() {
    return tokens.getLast();
  }

  private void add(GradToken token) {
    token.depth = brackets.depth();
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
      token.problem = brackets.fieldEndedBy(token).map(this::unclosed).orElse(null);
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
      if (seemsOutside(token) && !brackets.canHold(token)) {
        leaveUnclosed(token);
        endStatement(token);
      }
    } else if (token.getType() == OPEN_BRACE && inner().head != null) {
      blockOnNextLine(token, inner().head);
    } else if (findIncrement() || !continues(token)) {
      endStatement(token);
    }
  }

  /** Whether a word can hardly be part of the bracket that is open around it. */
  private boolean seemsOutside(GradToken token) {
    boolean twoValues = Words.endsValue(lastType()) && Words.isName(token.getType());
    return twoValues || Heads.beginsStatement(token, source);
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
    brackets.open(token, kind);
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
    Optional<Bracket> match = brackets.match(token);
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
    brackets.leaveTo(match);
  }

  private void close(GradToken token, Bracket bracket) {
    if (bracket.kind == Kind.BLOCK) {
      findIncrement();
      endStatement(token);
      if (beginsLine) {
        brackets.watchEnd(token);
      }
    }
    brackets.close();
    token.opener = bracket.opener;
    add(token);
  }

  /** Gives up what is open around {@code token} up to the innermost block. */
  private void leaveUnclosed(GradToken token) {
    Bracket unclosed = inner();
    if (unclosed.opener != null) {
      addError(token, unclosed(unclosed.opener));
    }
    brackets.leaveToStatements();
  }

  private Diagnostic unclosed(GradToken opener) {
    String text = opener.getText();
    boolean bracket = text.length() == 1 && !text.isBlank();
    return error(
        "this " + (bracket ? "`" + text + "`" : "f-string") + " is never closed", opener.span());
  }

  // Strings that are never closed.

  private void unclosedFormat(GradToken token) {
    GradToken opener = token;
    for (int count = token.head; count > 0; count--) {
      opener = brackets.leaveFormat().orElse(opener);
    }
    addError(token, unclosed(opener));
    newline(token);
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
    incomplete |= brackets.canGoOn() || Words.awaitsMore(lastType()) || closedBlockOf(TRY);
    beginsLine = false;
    findIncrement();
    while (brackets.depth() > 0) {
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
    if (diagnostics.isEmpty()) {
      brackets.likelyUnclosed().map(this::unclosed).ifPresent(diagnostics::add);
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
