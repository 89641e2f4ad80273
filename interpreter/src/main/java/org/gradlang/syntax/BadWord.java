package org.gradlang.syntax;

import static org.gradlang.grammar.GradLexer.*;

import java.util.Locale;
import java.util.Optional;

/** Explains a token that could not stand anywhere. */
final class BadWord {
  private final Stumble at;
  private final String text;

  BadWord(Stumble stumble) {
    this.at = stumble;
    this.text = stumble.type() == EOF ? "" : stumble.token().getText();
  }

  Optional<Diagnostic> find() {
    return switch (at.type()) {
      case UNCLOSED_STRING -> Optional.of(unclosedString());
      case UNKNOWN_CHARACTER -> Optional.of(unknownCharacter());
      case BAD_NUMBER -> Optional.of(badNumber());
      case FORMAT_STRAY -> Optional.of(strayInFormat());
      case BACKSLASH ->
          at.found(
              "a backslash has no meaning here",
              "a line goes on by itself inside `( )` and after an operator");
      default ->
          ForeignWords.operator(at.type())
              .map(help -> at.error("`" + text + "` is not an operator of Grad").withHelp(help));
    };
  }

  private Diagnostic unclosedString() {
    int line = (text + "\n").indexOf('\n');
    if (text.substring(0, line).stripTrailing().endsWith("\\")) {
      int end = at.token().span().start() + text.lastIndexOf('\\', line) + 1;
      return Diagnostic.of(
              "SyntaxError",
              "a string cannot go on behind a backslash",
              at.source(),
              new Span(end - 1, end))
          .withHelp("write a string of several lines between \"\"\" and \"\"\"");
    }
    return at.error("this string is never closed on its line")
        .withHelp("close it with " + text.charAt(0) + ", or begin and end it with \"\"\"");
  }

  private Diagnostic unknownCharacter() {
    int character = text.codePointAt(0);
    boolean hidden =
        Printable.character(character) != character || Character.isSpaceChar(character);
    String shown = hidden ? "" : "`" + text + "` ";
    String code = String.format(Locale.ROOT, "U+%04X", character);
    Diagnostic error = at.error("the character " + shown + "(" + code + ") means nothing here");
    return ForeignWords.character(character).map(error::withHelp).orElse(error);
  }

  private Diagnostic badNumber() {
    int dot = text.indexOf('.');
    Diagnostic error = at.error(Stumble.quoted(at.token()) + " is not a number");
    if (dot > 0 && dot + 1 < text.length() && Character.isLetter(text.charAt(dot + 1))) {
      return error.withHelp("write `(" + text.substring(0, dot) + ")" + text.substring(dot) + "`");
    }
    return text.endsWith("j") ? error.withHelp("there are no complex numbers") : error;
  }

  private Diagnostic strayInFormat() {
    return text.equals("}")
        ? at.error("this `}` closes nothing").withHelp("write `}}` for a brace in an f-string")
        : at.error("a string cannot go on behind a backslash")
            .withHelp("write a string of several lines between f\"\"\" and \"\"\"");
  }
}
