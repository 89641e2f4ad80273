package org.gradlang.repl.shell.command;

import java.util.List;
import java.util.Optional;
import org.gradlang.repl.shell.session.Session;

/** {@code :help}. */
final class HelpCommand implements Command {
  private static final int COLUMN = 24;

  @Override
  public String name() {
    return "help";
  }

  @Override
  public String parameters() {
    return "[COMMAND]";
  }

  @Override
  public String summary() {
    return "List the commands, or tell more about one.";
  }

  @Override
  public ArgumentKind argument() {
    return ArgumentKind.WORD;
  }

  @Override
  public List<Suggestion> choices(Session session, String typed) {
    return Commands.all().stream().map(c -> new Suggestion(c.name(), c.summary())).toList();
  }

  @Override
  public void run(Session session, String argument) {
    if (argument.isEmpty()) {
      Commands.all().forEach(command -> session.say(line(command)));
      return;
    }
    String name = argument.startsWith(":") ? argument.substring(1) : argument;
    Optional<Command> found = Commands.find(name);
    if (found.isEmpty()) {
      session.say(Dispatch.unknown(name));
      return;
    }
    session.say(line(found.get()));
    if (!found.get().details().isEmpty()) {
      session.say(found.get().details());
    }
  }

  private static String line(Command command) {
    String form = ":" + command.name() + " " + command.parameters();
    return form + " ".repeat(Math.max(1, COLUMN - form.length())) + command.summary();
  }
}
