package org.gradlang.repl.shell.command;

import java.util.List;
import java.util.Optional;
import org.gradlang.Value;
import org.gradlang.repl.shell.complete.Receivers;
import org.gradlang.repl.shell.session.Session;
import org.gradlang.tensor.GradError;
import org.gradlang.value.Written;

/** {@code :edit}. */
final class EditCommand implements Command {
  @Override
  public String name() {
    return "edit";
  }

  @Override
  public String parameters() {
    return "[NAME]";
  }

  @Override
  public String summary() {
    return "Edit the last input, or the source of a function, and run it.";
  }

  @Override
  public String details() {
    return """
    The editor is the one that $VISUAL or $EDITOR name, or a small one of its own. What is left
    in it when you leave it runs, unless nothing was changed.\
    """;
  }

  @Override
  public ArgumentKind argument() {
    return ArgumentKind.CODE;
  }

  @Override
  public void run(Session session, String argument) {
    Optional<String> before = argument.isEmpty() ? last(session) : source(session, argument);
    Optional<String> after = before.flatMap(session.desk()::edit);
    after.ifPresent(text -> {
      session.desk().remember(text);
      session.say(text);
      Dispatch.answer(session, text);
    });
  }

  private static Optional<String> last(Session session) {
    List<String> inputs = session.desk().history();
    return Optional.of(
        inputs.stream()
            .filter(input -> !input.startsWith(":") && !input.startsWith("?"))
            .reduce("", (earlier, later) -> later));
  }

  private static Optional<String> source(Session session, String name) {
    Optional<Value> value = new Receivers(session.grad()).value(name);
    if (value.isEmpty()) {
      session.say("there is no '" + name + "'");
      return Optional.empty();
    }
    try {
      return Optional.of(Written.of(value.get().content()).source());
    } catch (GradError e) {
      session.say(e.message());
      return Optional.empty();
    }
  }
}
