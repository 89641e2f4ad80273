package org.gradlang.syntax;

import static org.gradlang.grammar.GradLexer.*;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.Token;

/** Finds words for a token that could not stand anywhere, or that follows a foreign keyword. */
final class WordExplanation {
  private static final Set<String> STRING_PREFIXES = Set.of("r", "b", "u", "rb", "br", "fr", "rf");

  private final Source source;
  private final GradToken before;
  private final GradToken token;

  WordExplanation(Source source, GradToken before, GradToken token) {
    this.source = source;
    this.before = before;
    this.token = token;
  }

  Optional<Diagnostic> find() {
    return foreignWord().or(this::byType);
  }

  private Optional<Diagnostic> foreignWord() {
    if (token.getType() == NAME && before.getType() == CLOSE_BRACE) {
      return foreignWord(token);
    }
    boolean goesOn =
        Words.beginsValue(token.getType())
            || token.getType() == COLON
            || token.getType() == STAR
            || Words.isKeyword(token.getType());
    if (before.getType() != NAME || !goesOn || before == token) {
      return Optional.empty();
    }
    return foreignWord(before).or(this::command).or(this::prefixedString);
  }

  private Optional<Diagnostic> foreignWord(GradToken word) {
    String text = word.getText();
    return ForeignWords.replacement(text)
        .map(help -> error(word, ForeignWords.message(text)).withHelp(help));
  }

  private Optional<Diagnostic> command() {
    return before.getText().equals("print") && token.getType() != COLON
        ? Optional.of(
            error(token, "`print` is a function").withHelp("put what it prints in parentheses"))
        : Optional.empty();
  }

  private Optional<Diagnostic> prefixedString() {
    String prefix = before.getText();
    boolean string = token.getType() == STRING || token.getType() == FORMAT_OPEN;
    return string
            && before.touches(token)
            && STRING_PREFIXES.contains(prefix.toLowerCase(Locale.ROOT))
        ? Optional.of(
            error(before, "there are no " + prefix + "-strings")
                .withHelp("write `\"...\"` with `\\\\` for a backslash, or `f\"...\"`"))
        : Optional.empty();
  }

  private Optional<Diagnostic> byType() {
    return switch (token.getType()) {
      case UNCLOSED_STRING -> Optional.of(unclosedString());
      case UNKNOWN_CHARACTER -> Optional.of(unknownCharacter());
      case BAD_NUMBER -> Optional.of(badNumber());
      case BACKSLASH ->
          Optional.of(
              error(token, "a backslash has no meaning here")
                  .withHelp("a line goes on by itself inside `( )` and after an operator"));
      case FORMAT_STRAY -> Optional.of(strayInFormat());
      case FORMAT_UNCLOSED -> Optional.of(error(token, "this f-string is never closed"));
      default -> operator();
    };
  }

  private Diagnostic unclosedString() {
    String text = token.getText();
    char quote = text.charAt(0);
    if (text.endsWith("\\")) {
      Span backslash = new Span(token.getStopIndex(), token.getStopIndex() + 1);
      return Diagnostic.of(
              "SyntaxError", "a string cannot go on behind a backslash", source, backslash)
          .withHelp("write a string of several lines between \"\"\" and \"\"\"");
    }
    return error(token, "this string is never closed on its line")
        .withHelp("close it with " + quote + ", or begin and end it with \"\"\"");
  }

  private Diagnostic unknownCharacter() {
    int character = token.getText().codePointAt(0);
    String shown =
        Character.isISOControl(character) || Character.isSpaceChar(character)
            ? ""
            : "`" + Character.toString(character) + "` ";
    String code = String.format(Locale.ROOT, "U+%04X", character);
    Diagnostic error = error(token, "the character " + shown + "(" + code + ") means nothing here");
    return ForeignWords.character(character).map(error::withHelp).orElse(error);
  }

  private Diagnostic badNumber() {
    String text = token.getText();
    int dot = text.indexOf('.');
    Diagnostic error = error(token, "`" + text + "` is not a number");
    if (dot > 0 && dot + 1 < text.length() && Character.isLetter(text.charAt(dot + 1))) {
      return error.withHelp("write `(" + text.substring(0, dot) + ")" + text.substring(dot) + "`");
    }
    return text.endsWith("j") ? error.withHelp("there are no complex numbers") : error;
  }

  private Diagnostic strayInFormat() {
    return token.getText().equals("}")
        ? error(token, "this `}` closes nothing").withHelp("write `}}` for a brace in an f-string")
        : error(token, "a string cannot go on behind a backslash")
            .withHelp("write a string of several lines between f\"\"\" and \"\"\"");
  }

  private Optional<Diagnostic> operator() {
    if (token.getType() == Token.EOF) {
      return Optional.empty();
    }
    return ForeignWords.operator(token.getType())
        .map(help ->
            error(token, "`" + token.getText() + "` is not an operator of Grad").withHelp(help));
  }

  private Diagnostic error(GradToken place, String message) {
    return Diagnostic.of("SyntaxError", message, source, place.span());
  }
}
