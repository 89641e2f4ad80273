package org.gradlang.syntax;

import org.gradlang.grammar.GradLexer;
import org.jspecify.annotations.Nullable;

/** An open bracket while tokens are read. */
final class Bracket {
  /** What newlines and closing brackets mean inside. */
  enum Kind {
    FILE,
    BLOCK,
    DICT,
    PAREN,
    INDEX,
    FIELD,
    FORMAT
  }

  final Kind kind;

  /** What opened it; nothing opens a file. */
  final @Nullable GradToken opener;

  /** The keyword inside whose block has not been opened yet. */
  @Nullable GradToken head;

  Bracket(Kind kind, @Nullable GradToken opener) {
    this.kind = kind;
    this.opener = opener;
  }

  /** Whether there are statements directly inside. */
  boolean holdsStatements() {
    return kind == Kind.FILE || kind == Kind.BLOCK;
  }

  /** The type of the token that closes it. */
  int closer() {
    return switch (kind) {
      case FILE -> GradLexer.EOF;
      case BLOCK, DICT -> GradLexer.CLOSE_BRACE;
      case PAREN -> GradLexer.CLOSE_PAREN;
      case INDEX -> GradLexer.CLOSE_BRACKET;
      case FIELD -> GradLexer.CLOSE_FIELD;
      case FORMAT -> GradLexer.FORMAT_CLOSE;
    };
  }
}
