package org.gradlang.repl.shell.command;

import java.util.Optional;
import org.gradlang.op.signature.Nearest;
import org.gradlang.repl.shell.session.Session;

/** Answers an input: a command, or code. */
public final class Dispatch {
  private Dispatch() {}

  /** Answers an input, whatever it is; only {@code ExitRequest} leaves. */
  public static void answer(Session session, String input) {
    switch (CommandLine.of(input)) {
      case CommandLine.Call call -> command(session, call);
      case CommandLine.Question question ->
          Documentation.show(session, question.name(), question.source());
      case CommandLine.Code code -> {
        String text = code.text().strip();
        Optional<String> meant = meant(session, text);
        if (meant.isPresent()) {
          answer(session, meant.get());
        } else if (isClear(session, text)) {
          session.say("Ctrl-L clears the screen; :reset forgets all variables");
        } else if (!code.text().isBlank()) {
          session.evaluate(code.text());
        }
      }
    }
  }

  private static boolean isClear(Session session, String text) {
    return (text.equals("clear") || text.equals("clear()") || text.equals("cls"))
        && !session.grad().names().contains(text.replace("()", ""));
  }

  /** The command that people mean by a bare word, unless they have given it a meaning. */
  private static Optional<String> meant(Session session, String text) {
    if (session.grad().names().contains(text)) {
      return Optional.empty();
    }
    return switch (text) {
      case "help", "help()" -> Optional.of(":help");
      case "exit", "quit", "quit()" -> Optional.of(":quit");
      default -> Optional.empty();
    };
  }

  private static void command(Session session, CommandLine.Call call) {
    Commands.find(call.name())
        .ifPresentOrElse(
            command -> command.run(session, call.argument().strip()),
            () -> session.say(unknown(call.name())));
  }

  /** What is said about a command that does not exist. */
  static String unknown(String name) {
    String near = Nearest.to(name, Commands.all().stream().map(Command::name).toList());
    String hint = near == null ? ":help lists the commands" : "did you mean :" + near + "?";
    return "there is no command :" + name + "; " + hint;
  }
}
