package org.gradlang.syntax;

import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;

/**
 * Finds words for a token at which a statement cannot be read on. It tries what people bring along
 * from other languages first, then what the form at hand needs, then what stands side by side.
 */
final class Explanation {
  private final Source source;
  private final TokenArray tokens;

  Explanation(Source source, TokenArray tokens) {
    this.source = source;
    this.tokens = tokens;
  }

  /** What is wrong with {@code token}, which ended the parsing of {@code context}. */
  Diagnostic of(ParserRuleContext context, GradToken token) {
    if (token.problem != null) {
      return token.problem;
    }
    Stumble stumble = Stumble.at(source, tokens, context, token);
    return new ForeignWord(stumble)
        .find()
        .or(() -> new BadWord(stumble).find())
        .or(() -> new ForeignForm(stumble).find())
        .or(() -> unfinished(stumble))
        .orElseGet(() -> new Neighbours(stumble).find());
  }

  private static Optional<Diagnostic> unfinished(Stumble stumble) {
    return new UnfinishedForm(stumble).find().or(() -> new MissingName(stumble).find());
  }
}
