package org.gradlang.repl.shell.command;

import java.util.List;
import org.gradlang.repl.shell.session.Session;

/** What a line such as {@code :load net.grad} does. {@link Commands} lists all. */
public interface Command {
  /** Its name, without the colon. */
  String name();

  /** Its argument as help shows it, such as {@code FILE} or {@code on|off}; empty for none. */
  default String parameters() {
    return "";
  }

  /** What it does, in one line. */
  String summary();

  /** What {@code :help NAME} says beyond the summary; may be empty. */
  default String details() {
    return "";
  }

  /** What it takes. */
  default ArgumentKind argument() {
    return ArgumentKind.NONE;
  }

  /**
   * The words that it takes, where {@link #argument} is {@link ArgumentKind#WORD}.
   *
   * @param typed the argument so far, from which the words that may come next can depend
   */
  default List<Suggestion> choices(Session session, String typed) {
    return List.of();
  }

  /**
   * Does it.
   *
   * @param argument what stands behind the name, without blanks around it; may be empty
   */
  void run(Session session, String argument);
}
