package org.gradlang.syntax;

import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.gradlang.grammar.GradParser;
import org.gradlang.tensor.Context;

/**
 * Drives the generated parser one line at a time: fast first, and again with care where that fails.
 * Each line's parse tree can be forgotten before the next one is read.
 */
final class StatementParser extends GradParser {
  /** What it costs to read by a rule of the grammar: up to some microseconds. */
  private static final int RULE = 64;

  private final Context context = Context.current();
  private final TokenArray tokens;
  private final FirstAttempt firstAttempt = new FirstAttempt();
  private final StatementRecovery recovery;
  private int depth;
  private int deepest;

  StatementParser(TokenArray tokens, StatementRecovery recovery) {
    super(tokens);
    this.tokens = tokens;
    this.recovery = recovery;
    removeErrorListeners();
    setInterpreter(new Lookahead(this, getInterpreter()));
  }

  /**
   * The next line; where it has an error, the tree says so and the recovery has reported it.
   *
   * @throws TooDeep if more than {@code deepest} rules are inside each other
   */
  LineContext nextLine(int deepest) {
    int start = tokens.index();
    this.deepest = deepest;
    depth = 0;
    try {
      setErrorHandler(firstAttempt);
      getInterpreter().setPredictionMode(PredictionMode.SLL);
      return line();
    } catch (FirstAttempt.Failed failed) {
      tokens.seek(start);
      setErrorHandler(recovery);
      recovery.reset(this);
      depth = 0;
      getInterpreter().setPredictionMode(PredictionMode.LL);
      return line();
    }
  }

  private void descend() {
    context.worked(RULE);
    if (++depth > deepest) {
      throw new TooDeep(tokens.current().span());
    }
  }

  @Override
  public void enterRule(ParserRuleContext context, int state, int rule) {
    descend();
    super.enterRule(context, state, rule);
  }

  @Override
  public void exitRule() {
    depth--;
    super.exitRule();
  }

  @Override
  public void enterRecursionRule(ParserRuleContext context, int state, int rule, int precedence) {
    descend();
    super.enterRecursionRule(context, state, rule, precedence);
  }

  @Override
  public void unrollRecursionContexts(ParserRuleContext parent) {
    depth--;
    super.unrollRecursionContexts(parent);
  }
}
