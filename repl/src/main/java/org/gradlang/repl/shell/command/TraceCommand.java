package org.gradlang.repl.shell.command;

import java.util.List;
import org.gradlang.TextStyle;
import org.gradlang.repl.shell.session.Session;

/** {@code :trace}. */
final class TraceCommand implements Command {
  private static final String ON = "on";
  private static final String OFF = "off";

  @Override
  public String name() {
    return "trace";
  }

  @Override
  public String parameters() {
    return "on|off";
  }

  @Override
  public String summary() {
    return "Show each operation and each backward step as it runs, with shapes.";
  }

  @Override
  public String details() {
    return "∂ stands before the shape of what requires a gradient. A line says what node an"
        + " operation recorded, whether its result is a view, changed in place, or cut off from"
        + " the graph; a step, what it keeps or frees, and where gradients end.";
  }

  @Override
  public ArgumentKind argument() {
    return ArgumentKind.WORD;
  }

  @Override
  public List<Suggestion> choices(Session session, String typed) {
    return List.of(
        new Suggestion(ON, "show what runs from now on"), new Suggestion(OFF, "show it no more"));
  }

  @Override
  public void run(Session session, String argument) {
    switch (argument) {
      case "" -> session.say("trace is " + (session.grad().isTraced() ? ON : OFF));
      case ON -> session.grad().trace(session::say, style(session));
      case OFF -> session.grad().trace(null, style(session));
      default -> session.say(":trace on, or :trace off");
    }
  }

  private static TextStyle style(Session session) {
    TextStyle.Colors colors =
        session.preferences().color() ? TextStyle.Colors.PALETTE : TextStyle.Colors.NONE;
    return new TextStyle(session.output().width(), 1, colors, true);
  }
}
