package org.gradlang.syntax;

import static org.gradlang.grammar.GradLexer.*;

import java.util.Optional;
import org.gradlang.grammar.GradParser;

/** Explains what stands where a name should. */
final class MissingName {
  private final Stumble at;

  MissingName(Stumble stumble) {
    this.at = stumble;
  }

  Optional<Diagnostic> find() {
    String rule = rule();
    if (rule.isEmpty() || Words.isName(at.type())) {
      return Optional.empty();
    }
    String word = Stumble.quoted(at.token());
    if (Words.isKeyword(at.type())) {
      return at.found(word + " is a keyword and cannot be a name");
    }
    return at.found(at.isEnd() ? rule : rule + ", and " + word + " is none");
  }

  private String rule() {
    return switch (at.last()) {
      case DOT -> "a name must follow the `.`";
      case LET -> "`let` declares a name";
      case FN, MODULE -> at.type() == OPEN_PAREN ? "" : "a name must follow";
      default -> ruleOfContext();
    };
  }

  private String ruleOfContext() {
    return switch (at.context()) {
      case GradParser.ParameterContext p -> "a parameter is a name";
      case GradParser.TargetContext t -> "only a name can be declared";
      case GradParser.NameContext n -> "a name must stand here";
      case GradParser.ParametersContext p when beginsParameter() -> "a parameter is a name";
      case GradParser.LambdaParametersContext l -> "a parameter is a name";
      default -> "";
    };
  }

  private boolean beginsParameter() {
    return at.last() == OPEN_PAREN || at.last() == COMMA;
  }
}
