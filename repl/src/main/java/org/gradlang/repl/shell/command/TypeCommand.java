package org.gradlang.repl.shell.command;

import org.gradlang.repl.shell.complete.Description;
import org.gradlang.repl.shell.session.Session;

/** {@code :type}. */
final class TypeCommand implements Command {
  @Override
  public String name() {
    return "type";
  }

  @Override
  public String parameters() {
    return "EXPR";
  }

  @Override
  public String summary() {
    return "Say what a value is: its type, and a tensor's shape and dtype.";
  }

  @Override
  public ArgumentKind argument() {
    return ArgumentKind.CODE;
  }

  @Override
  public void run(Session session, String argument) {
    if (argument.isEmpty()) {
      session.say("of what? :type EXPR");
    } else {
      session.compute(argument).ifPresent(value -> session.say(Description.type(value)));
    }
  }
}
