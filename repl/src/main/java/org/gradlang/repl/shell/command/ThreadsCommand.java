package org.gradlang.repl.shell.command;

import java.util.List;
import java.util.stream.IntStream;
import org.gradlang.repl.shell.session.Session;

/** {@code :threads}. */
final class ThreadsCommand implements Command {
  @Override
  public String name() {
    return "threads";
  }

  @Override
  public String parameters() {
    return "[N]";
  }

  @Override
  public String summary() {
    return "Show or set how many threads large tensors use.";
  }

  @Override
  public ArgumentKind argument() {
    return ArgumentKind.WORD;
  }

  @Override
  public List<Suggestion> choices(Session session, String typed) {
    return IntStream.rangeClosed(1, Runtime.getRuntime().availableProcessors())
        .mapToObj(n -> new Suggestion(Integer.toString(n), ""))
        .toList();
  }

  @Override
  public void run(Session session, String argument) {
    if (!argument.isEmpty() && !argument.matches("[1-9][0-9]{0,3}")) {
      session.say("a number of threads is at least 1: :threads 2");
      return;
    }
    if (!argument.isEmpty()) {
      session.compute("set_num_threads(" + argument + ")");
    }
    int processors = Runtime.getRuntime().availableProcessors();
    session
        .compute("get_num_threads()")
        .ifPresent(n -> session.say(n + " of " + processors + " processors"));
  }
}
