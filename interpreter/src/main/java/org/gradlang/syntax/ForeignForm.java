package org.gradlang.syntax;

import static org.gradlang.grammar.GradLexer.*;

import java.util.Optional;
import org.antlr.v4.runtime.RuleContext;
import org.gradlang.grammar.GradParser;

/** Recognizes what other languages write with words and signs that Grad has as well. */
final class ForeignForm {
  private final Stumble at;

  ForeignForm(Stumble stumble) {
    this.at = stumble;
  }

  Optional<Diagnostic> find() {
    return switch (at.type()) {
      case COLON -> colon();
      case ELSE -> otherwise();
      case IF -> conditional();
      case FOR -> generator();
      case ARROW -> resultType();
      case COMMA, CLOSE_BRACE -> set();
      case ASSIGN -> assignment();
      case LET -> counting();
      case DOUBLE_SLASH, SLASH -> comment();
      case AT -> decorator();
      default -> Optional.empty();
    };
  }

  private Optional<Diagnostic> colon() {
    if (at.context() instanceof GradParser.BlockContext) {
      return at.found(
          "a block stands in braces", "write `{` for the `:`, and `}` behind the block");
    }
    if (Words.endsValue(at.last()) && beginsFunctionBody()) {
      return at.found(
          "the braces behind `->` are a block, not a dict", "write `({key: value})` for a dict");
    }
    if (at.after().getType() == ASSIGN && at.token().touches(at.after())) {
      return at.found("there is no operator `:=`", "write `let x = ...` on a line before");
    }
    if (at.context() instanceof GradParser.ParametersContext) {
      return at.found("a parameter has no type", "write its name alone");
    }
    if (at.context() instanceof GradParser.LetContext
        || at.amongStatements() && Words.isName(at.last())) {
      return at.found("a variable has no type", "write `let x = ...`");
    }
    return Optional.empty();
  }

  /** Whether the token before is the first one in the braces of {@code () -> { }}. */
  private boolean beginsFunctionBody() {
    RuleContext around = at.context();
    while (around != null && !(around instanceof GradParser.BlockContext)) {
      around = around.getParent();
    }
    return at.amongStatements()
        && around instanceof GradParser.BlockContext block
        && block.getStart() instanceof GradToken brace
        && brace.head == ARROW
        && brace.getTokenIndex() == at.before().getTokenIndex() - 1;
  }

  private Optional<Diagnostic> otherwise() {
    GradToken opener = at.before().opener;
    int head = opener == null ? 0 : opener.head;
    if (head == FOR || head == WHILE) {
      return at.found(
          "a loop has no `else`", "set a variable before `break`, and test it behind the loop");
    }
    return at.amongStatements()
        ? at.found("this `else` belongs to no `if`")
        : conditionalExpression();
  }

  private Optional<Diagnostic> conditional() {
    GradToken opener = at.before().opener;
    boolean afterBlock = opener != null && opener.getType() == OPEN_BRACE;
    return Words.endsValue(at.last()) && !afterBlock ? conditionalExpression() : Optional.empty();
  }

  private Optional<Diagnostic> conditionalExpression() {
    return at.found("`a if c else b` is not in the language", "write `if c { a } else { b }`");
  }

  private Optional<Diagnostic> generator() {
    return Words.endsValue(at.last()) && !at.amongStatements()
        ? at.found("a comprehension stands in `[ ]` or `{ }`", "write `[x for x in xs]`: a list")
        : Optional.empty();
  }

  private Optional<Diagnostic> resultType() {
    return at.context() instanceof GradParser.BlockContext
        ? at.found("a function does not say the type of its result", "write `{` here")
        : Optional.empty();
  }

  private Optional<Diagnostic> set() {
    return at.context() instanceof GradParser.EntryContext
        ? at.found(
            "a dict has a `:` between key and value, and there are no sets",
            "write `{key: value}`, or a list `[a, b]`")
        : Optional.empty();
  }

  private Optional<Diagnostic> assignment() {
    if (at.context() instanceof GradParser.BlockContext) {
      return at.found("`=` does not compare", "write `==`");
    }
    return at.amongStatements() && Words.endsValue(at.last())
        ? at.found("a statement assigns only once", "write one statement for each `=`")
        : Optional.empty();
  }

  private Optional<Diagnostic> counting() {
    return at.context() instanceof GradParser.TargetContext && at.last() == OPEN_PAREN
        ? at.found("`for` takes the elements of something", "write `for i in range(n) { ... }`")
        : Optional.empty();
  }

  private Optional<Diagnostic> comment() {
    boolean opens = at.type() == DOUBLE_SLASH || at.after().getType() == STAR;
    return at.isStart() && opens ? at.found("a comment begins with `#`") : Optional.empty();
  }

  private Optional<Diagnostic> decorator() {
    return at.isStart()
        ? at.found("there are no decorators", "call the function: `let f = decorate(f)`")
        : Optional.empty();
  }
}
