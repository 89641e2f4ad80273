package org.gradlang.syntax;

import static org.gradlang.grammar.GradLexer.*;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Recognizes a keyword of another language by what follows it. */
final class ForeignWord {
  private static final Set<String> STRING_PREFIXES = Set.of("r", "b", "u", "rb", "br", "fr", "rf");

  private final Stumble at;

  ForeignWord(Stumble stumble) {
    this.at = stumble;
  }

  Optional<Diagnostic> find() {
    if (at.type() == NAME && at.last() == CLOSE_BRACE) {
      return keyword(at.token());
    }
    if (at.last() != NAME || !goesOn()) {
      return Optional.empty();
    }
    return keyword(at.before()).or(this::command).or(this::prefixedString);
  }

  private boolean goesOn() {
    return Words.beginsValue(at.type())
        || at.type() == COLON
        || at.type() == STAR
        || Words.isKeyword(at.type());
  }

  private Optional<Diagnostic> keyword(GradToken word) {
    String text = word.getText();
    Optional<String> replacement =
        text.equals("from")
            ? FromImport.replacement(at.source().text(), word.span().start())
            : Optional.empty();
    return replacement
        .or(() -> ForeignWords.replacement(text))
        .map(help ->
            Diagnostic.of("SyntaxError", ForeignWords.message(text), at.source(), word.span())
                .withHelp(help));
  }

  private Optional<Diagnostic> command() {
    return at.before().getText().equals("print") && at.type() != COLON
        ? at.found("`print` is a function", "put what it prints in parentheses")
        : Optional.empty();
  }

  private Optional<Diagnostic> prefixedString() {
    String prefix = at.before().getText();
    boolean string = at.type() == STRING || at.type() == FORMAT_OPEN;
    if (!string
        || !at.before().touches(at.token())
        || !STRING_PREFIXES.contains(prefix.toLowerCase(Locale.ROOT))) {
      return Optional.empty();
    }
    return Optional.of(
        at.errorBefore("there are no " + prefix + "-strings")
            .withHelp("write `\"...\"` with `\\\\` for a backslash, or `f\"...\"`"));
  }
}
