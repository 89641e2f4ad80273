package org.gradlang.repl.shell.command;

import java.util.List;
import java.util.Optional;

/** All commands, in the order in which {@code :help} lists them. */
public final class Commands {
  private static final List<Command> ALL =
      List.of(
          new EditCommand(),
          new GraphCommand(),
          new HelpCommand(),
          new HistoryCommand(),
          new LoadCommand(),
          new MemCommand(),
          new QuitCommand(),
          new ResetCommand(),
          new SaveCommand(),
          new SetCommand(),
          new ThreadsCommand(),
          new TimeCommand(),
          new TimeitCommand(),
          new TraceCommand(),
          new TypeCommand(),
          new VarsCommand());

  private Commands() {}

  /** All of them. */
  public static List<Command> all() {
    return ALL;
  }

  /** The command of a name, or the only one whose name begins so. */
  public static Optional<Command> find(String name) {
    Optional<Command> exact = ALL.stream().filter(c -> c.name().equals(name)).findFirst();
    return exact.or(() -> only(ALL.stream().filter(c -> c.name().startsWith(name)).toList()));
  }

  private static Optional<Command> only(List<Command> found) {
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }
}
