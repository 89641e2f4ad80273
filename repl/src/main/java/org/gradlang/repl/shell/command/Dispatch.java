package org.gradlang.repl.shell.command;

import java.util.Optional;
import org.gradlang.op.signature.Nearest;
import org.gradlang.repl.shell.session.Session;

/** Answers an input: a command, or code. */
public final class Dispatch {
  private Dispatch() {}

  /** Answers an input, whatever it is; only {@code ExitRequest} leaves. */
  public static void answer(Session session, String input) {
    String text = input.strip();
    if (text.startsWith(":")) {
      command(session, text.substring(1));
    } else if (!text.isEmpty()) {
      session.evaluate(input);
    }
  }

  private static void command(Session session, String text) {
    String[] parts = text.strip().split("\\s+", 2);
    String argument = parts.length > 1 ? parts[1].strip() : "";
    Optional<Command> command = Commands.find(parts[0]);
    if (command.isEmpty()) {
      session.say(unknown(parts[0]));
    } else {
      command.get().run(session, argument);
    }
  }

  /** What is said about a command that does not exist. */
  static String unknown(String name) {
    String near = Nearest.to(name, Commands.all().stream().map(Command::name).toList());
    String hint = near == null ? ":help lists the commands" : "did you mean :" + near + "?";
    return "there is no command :" + name + "; " + hint;
  }
}
