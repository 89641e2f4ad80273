package org.gradlang.syntax;

import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.gradlang.grammar.GradLexer;
import org.gradlang.grammar.GradParser;

/**
 * Reports one error for each statement that has one, inserts and deletes nothing, and goes on
 * behind the end of the innermost statement around the error.
 */
final class StatementRecovery extends DefaultErrorStrategy {
  private final Explanation explanation;
  private final LostNames lostNames;
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private int firstErrorIndex = Integer.MAX_VALUE;

  /** A token that does not fit; without the cost of a Java stack trace. */
  private static final class Mismatch extends InputMismatchException {
    @Serial private static final long serialVersionUID = 1;

    Mismatch(Parser parser) {
      super(parser);
    }

    @Override
    public Throwable fillInStackTrace() {
      return this;
    }
  }

  StatementRecovery(Explanation explanation, LostNames lostNames) {
    this.explanation = explanation;
    this.lostNames = lostNames;
  }

  List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  /** The index of the first token at which there was an error. */
  int firstErrorIndex() {
    return firstErrorIndex;
  }

  @Override
  public void reportError(Parser parser, RecognitionException error) {
    if (!inErrorRecoveryMode(parser)) {
      beginErrorCondition(parser);
      report(parser, (GradToken) error.getOffendingToken());
    }
  }

  private void report(Parser parser, GradToken token) {
    firstErrorIndex = Math.min(firstErrorIndex, token.getTokenIndex());
    diagnostics.add(explanation.of(parser.getContext(), token));
  }

  @Override
  public Token recoverInline(Parser parser) {
    throw new Mismatch(parser);
  }

  @Override
  public void recover(Parser parser, RecognitionException error) {
    if (!(parser.getContext() instanceof GradParser.LineContext line)) {
      throw error;
    }
    lose(parser.getInputStream(), (GradToken) line.getStart());
  }

  private void lose(TokenStream tokens, GradToken start) {
    skip(tokens, start);
    lostNames.add(start.getTokenIndex(), tokens.index());
  }

  /** Goes behind the end of the statement that begins with {@code start}. */
  static void skip(TokenStream tokens, GradToken start) {
    while (true) {
      GradToken token = (GradToken) tokens.LT(1);
      int type = token.getType();
      if (type == Token.EOF || token.depth < start.depth) {
        return;
      }
      tokens.consume();
      if (token.depth == start.depth
          && (type == GradLexer.NEWLINE || type == GradLexer.SEMICOLON)) {
        return;
      }
    }
  }

  /** In a block, what cannot begin a statement is an error of its own, not one of the block. */
  @Override
  public void sync(Parser parser) {
    if (!(parser.getContext() instanceof GradParser.BlockContext block)) {
      return;
    }
    int depth = ((GradToken) block.getStart()).depth;
    GradToken token = (GradToken) parser.getCurrentToken();
    while (token.depth > depth && !parser.getExpectedTokens().contains(token.getType())) {
      report(parser, token);
      lose(parser.getInputStream(), token);
      endErrorCondition(parser);
      token = (GradToken) parser.getCurrentToken();
    }
  }
}
