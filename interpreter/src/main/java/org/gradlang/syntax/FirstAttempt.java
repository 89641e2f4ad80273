package org.gradlang.syntax;

import java.io.Serial;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;

/** Gives up at the first error, without a word: the statement is read again with care. */
final class FirstAttempt extends DefaultErrorStrategy {

  /** Thrown where the first attempt fails. */
  static final class Failed extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    private Failed() {
      super("not readable at first", null, false, false);
    }
  }

  @Override
  public void reportError(Parser parser, RecognitionException error) {}

  @Override
  public void recover(Parser parser, RecognitionException error) {
    throw new Failed();
  }

  @Override
  public Token recoverInline(Parser parser) {
    throw new Failed();
  }

  @Override
  public void sync(Parser parser) {}
}
