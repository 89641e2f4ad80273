package org.gradlang.repl.shell.command;

import org.gradlang.repl.shell.session.Inputs;

/** What kind of input a text is. */
public sealed interface CommandLine {
  /** {@code :name argument}. */
  record Call(String name, boolean hasArgument, String argument) implements CommandLine {}

  /** {@code ?name}, or {@code ??name} where the source is asked for. */
  record Question(String name, boolean source) implements CommandLine {}

  /** Anything else. */
  record Code(String text) implements CommandLine {}

  /** Tells what a text is; it may still be being typed. */
  static CommandLine of(String input) {
    String text = input.stripLeading();
    if (text.startsWith(":")) {
      return call(text.substring(1));
    }
    if (text.startsWith("?")) {
      boolean source = text.startsWith("??");
      return new Question(text.substring(source ? 2 : 1), source);
    }
    return asked(text) ? asking(text.stripTrailing()) : new Code(input);
  }

  /** Whether an input needs another line: code that the parser finds to end too early. */
  static boolean isIncomplete(String input) {
    return switch (of(input)) {
      case Code code -> Inputs.isIncomplete(code.text());
      case Question _ -> false;
      case Call call ->
          Inputs.isIncomplete(call.argument())
              && Commands.find(call.name())
                  .filter(command -> command.argument() == ArgumentKind.CODE)
                  .isPresent();
    };
  }

  private static CommandLine call(String text) {
    int end = 0;
    while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return new Call(
        text.substring(0, end), end < text.length(), text.substring(end).stripLeading());
  }

  /** {@code name?}: the mark stands where no code can end. */
  private static boolean asked(String text) {
    String line = text.stripTrailing();
    return line.endsWith("?") && line.indexOf('\n') < 0 && isName(line.replaceFirst("\\?+$", ""));
  }

  private static boolean isName(String text) {
    return !text.isEmpty()
        && text.chars().allMatch(c -> Character.isJavaIdentifierPart(c) || c == '.');
  }

  private static CommandLine asking(String line) {
    boolean source = line.endsWith("??");
    return new Question(line.substring(0, line.length() - (source ? 2 : 1)), source);
  }
}
