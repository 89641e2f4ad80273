package org.gradlang.syntax;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.TokenFactory;
import org.antlr.v4.runtime.TokenSource;
import org.antlr.v4.runtime.misc.Pair;
import org.jspecify.annotations.Nullable;

/** A token with what {@link TokenReader} finds out about it. */
final class GradToken extends CommonToken {
  private static final long serialVersionUID = 1;

  /** The number of brackets open around it; a bracket is not inside itself. */
  int depth;

  /**
   * Of a bracket that opens a block: the type of the keyword that the block belongs to, or 0. Of a
   * FORMAT_UNCLOSED: how many f-strings end there.
   */
  int head;

  /** Whether statements stand directly around it. */
  boolean amongStatements;

  /** Of an opening bracket: whether it stands right behind what it calls or indexes. */
  boolean called;

  /** Of a closing bracket: the one that it closes. */
  transient @Nullable GradToken opener;

  /** What is wrong here, if the token cannot be part of any statement. */
  transient @Nullable Diagnostic problem;

  GradToken(Pair<TokenSource, CharStream> source, int type, int start, int stop) {
    super(source, type, DEFAULT_CHANNEL, start, stop);
  }

  /** A token that is not in the text, at the place of another. */
  GradToken(GradToken place, int type) {
    super(place.source, type, DEFAULT_CHANNEL, place.getStartIndex(), place.getStopIndex());
  }

  /** Where it stands; the end of the text is an empty span. */
  Span span() {
    return new Span(getStartIndex(), Math.max(getStartIndex(), getStopIndex() + 1));
  }

  /** Whether nothing stands between this token and the next one. */
  boolean touches(GradToken next) {
    return getStopIndex() + 1 == next.getStartIndex();
  }

  /** Makes such tokens for a lexer. */
  static final class Factory implements TokenFactory<GradToken> {
    @Override
    public GradToken create(
        Pair<TokenSource, CharStream> source,
        int type,
        @Nullable String text,
        int channel,
        int start,
        int stop,
        int line,
        int column) {
      return new GradToken(source, type, start, stop);
    }

    @Override
    public GradToken create(int type, String text) {
      throw new UnsupportedOperationException("a token has a place");
    }
  }
}
