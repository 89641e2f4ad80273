package org.gradlang.syntax;

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
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private int firstErrorIndex = Integer.MAX_VALUE;

  StatementRecovery(Explanation explanation) {
    this.explanation = explanation;
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
    throw new InputMismatchException(parser);
  }

  @Override
  public void recover(Parser parser, RecognitionException error) {
    if (!(parser.getContext() instanceof GradParser.LineContext line)) {
      throw error;
    }
    skip(parser.getInputStream(), (GradToken) line.getStart());
  }

  /** To the end of the statement that begins with {@code start}. */
  private static void skip(TokenStream tokens, GradToken start) {
    while (true) {
      GradToken token = (GradToken) tokens.LT(1);
      int type = token.getType();
      if (type == Token.EOF || token.depth < start.depth) {
        return;
      }
      tokens.consume();
      if (token.depth == start.depth && (type == GradLexer.NEWLINE || type == GradLexer.SEMICOLON)) {
        return;
      }
    }
  }

  /** In a block, what cannot begin a statement is an error of its own, not one of the block. */
  @Override
  public void sync(Parser parser) {
    if (!(parser.getContext() instanceof GradParser.BlockContext)) {
      return;
    }
    GradToken token = (GradToken) parser.getCurrentToken();
    while (!beginsLine(parser, token)) {
      if (!inErrorRecoveryMode(parser)) {
        beginErrorCondition(parser);
        report(parser, token);
      }
      skip(parser.getInputStream(), token);
      endErrorCondition(parser);
      token = (GradToken) parser.getCurrentToken();
    }
  }

  private static boolean beginsLine(Parser parser, GradToken token) {
    int type = token.getType();
    return type == Token.EOF
        || type == GradLexer.CLOSE_BRACE
        || parser.getExpectedTokens().contains(type);
  }
}
