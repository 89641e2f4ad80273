package org.gradlang.repl.shell.command;

import org.gradlang.builtin.ExitRequest;
import org.gradlang.repl.shell.session.Session;

/** {@code :quit}. */
final class QuitCommand implements Command {
  @Override
  public String name() {
    return "quit";
  }

  @Override
  public String summary() {
    return "Leave; so do Ctrl-D and exit().";
  }

  @Override
  public void run(Session session, String argument) {
    throw new ExitRequest(0);
  }
}
