package org.gradlang.repl.shell.command;

import org.gradlang.repl.shell.session.Session;

/** {@code :reset}. */
final class ResetCommand implements Command {
  @Override
  public String name() {
    return "reset";
  }

  @Override
  public String summary() {
    return "Forget all variables and imports, and begin anew.";
  }

  @Override
  public void run(Session session, String argument) {
    session.reset();
    session.say("all variables are gone");
  }
}
