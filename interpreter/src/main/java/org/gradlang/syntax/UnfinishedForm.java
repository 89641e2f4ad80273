package org.gradlang.syntax;

import static org.gradlang.grammar.GradLexer.*;

import java.util.Optional;
import org.gradlang.grammar.GradParser;

/** Knows what the statement or expression at hand still needs. */
final class UnfinishedForm {
  private final Stumble at;

  UnfinishedForm(Stumble stumble) {
    this.at = stumble;
  }

  Optional<Diagnostic> find() {
    return function()
        .or(this::block)
        .or(this::let)
        .or(this::brackets)
        .or(this::imported)
        .or(this::belonging);
  }

  private Optional<Diagnostic> function() {
    if (at.last() == FN && Words.isName(at.type())) {
      return at.found("a function in an expression has no name", "declare it on a line before");
    }
    boolean brace = at.type() == OPEN_BRACE || at.type() == OPEN_DICT;
    boolean named = at.context() instanceof GradParser.ParametersContext && Words.isName(at.last());
    if (!brace || (at.last() != FN && !named)) {
      return Optional.empty();
    }
    boolean module = named && at.context().getParent() instanceof GradParser.ModuleContext;
    return at.found(
        "a " + (module ? "module" : "function") + " needs its parentheses, also without parameters",
        "write `" + (module ? "module Name" : "fn name") + "() { ... }`");
  }

  private Optional<Diagnostic> block() {
    boolean behindElse = at.last() == ELSE && at.type() != IF;
    if (at.context() instanceof GradParser.BlockContext || behindElse) {
      return at.found("the `{` of a block is missing " + place());
    }
    return Optional.empty();
  }

  private String place() {
    return at.isEnd() ? "here" : "before " + Stumble.quoted(at.token());
  }

  private Optional<Diagnostic> let() {
    if (!(at.context() instanceof GradParser.LetContext)) {
      return Optional.empty();
    }
    if (at.isEnd()) {
      return at.found("`let` needs a value", "write `let x = ...`, `None` if there is none yet");
    }
    return at.type() == OPEN_PAREN
        ? at.found("`let` declares a variable", "for a function write `fn name(x) { ... }`")
        : Optional.empty();
  }

  private Optional<Diagnostic> brackets() {
    if (at.last() == OPEN_BRACKET && at.type() == CLOSE_BRACKET) {
      return at.found("an index cannot be empty");
    }
    if (at.last() == OPEN_FIELD && at.type() == CLOSE_FIELD) {
      return at.found("a field of an f-string cannot be empty", "write `{{}}` for braces");
    }
    boolean afterRow = at.last() == SEMICOLON && !at.before().amongStatements;
    boolean beforeRow = at.type() == SEMICOLON && at.last() == OPEN_BRACKET;
    return afterRow && (at.type() == SEMICOLON || at.type() == CLOSE_BRACKET) || beforeRow
        ? at.found("a row of a matrix cannot be empty")
        : Optional.empty();
  }

  private Optional<Diagnostic> imported() {
    if (at.last() == IMPORT) {
      return at.found(
          "what to import is missing", "write `import torch`, or `import \"a.grad\" as a`");
    }
    return at.context() instanceof GradParser.ImportFileContext && at.isEnd()
        ? at.found("an imported file needs a name", "write `import \"file.grad\" as name`")
        : Optional.empty();
  }

  private Optional<Diagnostic> belonging() {
    boolean keyword = at.last() == CATCH || at.last() == FINALLY;
    if (keyword && (at.type() == OPEN_BRACE || at.type() == NAME) && at.amongStatements()) {
      String word = Stumble.quoted(at.before());
      return Optional.of(at.errorBefore("this " + word + " belongs to no `try`"));
    }
    if (at.context() instanceof GradParser.TryContext) {
      return at.found("a `try` needs a `catch` or a `finally` behind its block");
    }
    boolean loop =
        at.context() instanceof GradParser.ForContext
            || at.context() instanceof GradParser.ForClauseContext;
    if (loop && Words.endsValue(at.last())) {
      return at.found("`in` is missing " + place());
    }
    if (at.context() instanceof GradParser.ComparisonContext && at.last() == NOT) {
      return at.found("`in` is missing behind `not`", "write `x not in xs`, or `x != y`");
    }
    return Optional.empty();
  }
}
