package org.gradlang.syntax;

import static org.gradlang.grammar.GradLexer.*;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.gradlang.syntax.Bracket.Kind;
import org.jspecify.annotations.Nullable;

/** The brackets that are open at a token; the outermost one is the file. */
final class Brackets {
  /** How many brackets may be left unclosed before one that is closed; bounds the search. */
  private static final int FARTHEST_MATCH = 50;

  /** How far an indentation is looked at. */
  private static final int WIDEST_INDENTATION = 200;

  private final Source source;
  private final Deque<Bracket> open = new ArrayDeque<>();

  /** A bracket that was closed by a closing brace further left than its line begins. */
  private @Nullable GradToken suspect;

  Brackets(Source source) {
    this.source = source;
    open.push(new Bracket(Kind.FILE, null));
  }

  Bracket inner() {
    return open.element();
  }

  /** How many are open. */
  int depth() {
    return open.size() - 1;
  }

  void open(GradToken token, Kind kind) {
    open.push(new Bracket(kind, token));
  }

  /** Closes the innermost one. */
  void close() {
    open.pop();
  }

  /** Gives up what is open inside {@code bracket}. */
  void leaveTo(Bracket bracket) {
    while (inner() != bracket) {
      open.pop();
    }
  }

  /** Gives up what is open inside the innermost block. */
  void leaveToStatements() {
    while (!inner().holdsStatements()) {
      open.pop();
    }
  }

  /**
   * The bracket that a closing one means: the innermost of its form. A {@code )} or {@code ]} does
   * not reach out of a block that began on an earlier line.
   */
  Optional<Bracket> match(GradToken token) {
    int distance = 0;
    for (Bracket bracket : open) {
      if (bracket.closer() == token.getType()) {
        return Optional.of(bracket);
      }
      if (distance++ > FARTHEST_MATCH || holds(bracket, token)) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Whether a closing bracket inside cannot mean one outside. */
  private boolean holds(Bracket bracket, GradToken closing) {
    return switch (bracket.kind) {
      case FIELD, FORMAT, FILE -> true;
      case BLOCK -> closing.getType() != CLOSE_BRACE && !onOneLine(bracket.opener, closing);
      case DICT, PAREN, INDEX -> false;
    };
  }

  private boolean onOneLine(@Nullable GradToken opener, GradToken token) {
    return opener != null && line(opener) == line(token);
  }

  // Indentation shows what was meant.

  /** Remembers the first block whose end stands further left than its beginning. */
  void watchEnd(GradToken brace) {
    GradToken opener = inner().opener;
    if (suspect == null && opener != null && column(brace) < indentation(line(opener))) {
      suspect = opener;
    }
  }

  /** Of a block that is never closed, the brace that most likely lacks its partner. */
  Optional<GradToken> likelyUnclosed() {
    return Optional.ofNullable(suspect == null ? inner().opener : suspect);
  }

  /**
   * Whether a line can be part of the bracket that is open around it: it is further right than the
   * line of that bracket, or in an f-string.
   */
  boolean canHold(GradToken first) {
    GradToken opener = inner().opener;
    return opener == null || column(first) > indentation(line(opener)) || isInFormat();
  }

  private boolean isInFormat() {
    return open.stream()
        .limit(FARTHEST_MATCH)
        .filter(bracket -> bracket.kind == Kind.FORMAT || bracket.holdsStatements())
        .findFirst()
        .map(bracket -> bracket.kind == Kind.FORMAT)
        .orElse(false);
  }

  private int line(GradToken token) {
    return source.lineOf(token.getStartIndex());
  }

  private int column(GradToken token) {
    return source.columnOf(token.getStartIndex()) - 1;
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

  // f-strings.

  /** Leaves the innermost f-string, and says what opened it. */
  Optional<GradToken> leaveFormat() {
    if (open.stream().noneMatch(bracket -> bracket.kind == Kind.FORMAT)) {
      return Optional.empty();
    }
    while (inner().kind != Kind.FORMAT) {
      open.pop();
    }
    return Optional.ofNullable(open.pop().opener);
  }

  /** The innermost field, if a string that begins at {@code quote} ends the f-string around it. */
  Optional<GradToken> fieldEndedBy(GradToken quote) {
    GradToken field = null;
    for (Bracket bracket : open) {
      if (bracket.kind == Kind.FIELD && field == null) {
        field = bracket.opener;
      }
      if (bracket.kind == Kind.FORMAT || bracket.holdsStatements()) {
        boolean ends = isOneLine(bracket) && quoteOf(bracket) == character(quote.getStartIndex());
        return ends ? Optional.ofNullable(field) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Whether something is open that further lines could close. */
  boolean canGoOn() {
    return depth() > 0 && open.stream().noneMatch(Brackets::isOneLine);
  }

  private static boolean isOneLine(Bracket bracket) {
    GradToken opener = bracket.opener;
    return bracket.kind == Kind.FORMAT && opener != null && opener.span().length() == 2;
  }

  private char quoteOf(Bracket format) {
    return format.opener == null ? 0 : character(format.opener.getStopIndex());
  }

  private char character(int offset) {
    return source.text().charAt(offset);
  }
}
