package org.gradlang.syntax;

import java.util.List;
import org.antlr.v4.runtime.IntStream;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenSource;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.misc.Interval;
import org.gradlang.tensor.Context;
import org.jspecify.annotations.Nullable;

/** All tokens of a source; the last one is the end of the text. */
final class TokenArray implements TokenStream {
  private final GradToken[] tokens;
  private int index;

  TokenArray(List<GradToken> tokens) {
    this.tokens = tokens.toArray(GradToken[]::new);
    Context context = Context.current();
    for (int i = 0; i < this.tokens.length; i++) {
      context.reached(i);
      this.tokens[i].setTokenIndex(i);
    }
  }

  @Override
  public @Nullable GradToken LT(int offset) {
    int at = offset > 0 ? index + offset - 1 : index + offset;
    return at < 0 ? null : tokens[Math.min(at, tokens.length - 1)];
  }

  /** The token at the current index. */
  GradToken current() {
    return tokens[index];
  }

  @Override
  public int LA(int offset) {
    GradToken token = LT(offset);
    return token == null ? Token.INVALID_TYPE : token.getType();
  }

  @Override
  public GradToken get(int at) {
    return tokens[at];
  }

  @Override
  public void consume() {
    if (tokens[index].getType() == IntStream.EOF) {
      throw new IllegalStateException("nothing left to consume");
    }
    index++;
  }

  @Override
  public int mark() {
    return -1;
  }

  @Override
  public void release(int marker) {}

  @Override
  public int index() {
    return index;
  }

  @Override
  public void seek(int index) {
    this.index = index;
  }

  @Override
  public int size() {
    return tokens.length;
  }

  @Override
  public String getSourceName() {
    return tokens[0].getInputStream().getSourceName();
  }

  @Override
  public TokenSource getTokenSource() {
    return tokens[0].getTokenSource();
  }

  @Override
  public String getText(Interval interval) {
    return getText(tokens[interval.a], tokens[interval.b]);
  }

  @Override
  public String getText() {
    return getText(tokens[0], tokens[tokens.length - 1]);
  }

  @Override
  public String getText(RuleContext context) {
    return getText(context.getSourceInterval());
  }

  @Override
  public String getText(Token start, Token stop) {
    return start.getInputStream().getText(Interval.of(start.getStartIndex(), stop.getStopIndex()));
  }
}
