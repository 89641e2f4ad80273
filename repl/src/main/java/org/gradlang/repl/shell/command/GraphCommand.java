package org.gradlang.repl.shell.command;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gradlang.Value;
import org.gradlang.repl.shell.session.Session;

/** {@code :graph}. */
final class GraphCommand implements Command {
  private static final Pattern TO_FILE = Pattern.compile("(?s)(.*\\S)\\s*>\\s*(\\S+\\.svg)");

  @Override
  public String name() {
    return "graph";
  }

  @Override
  public String parameters() {
    return "EXPR [> FILE]";
  }

  @Override
  public String summary() {
    return "Draw the graph behind a tensor, here or into a file.";
  }

  @Override
  public String details() {
    return ":graph loss shows which operations a backward would go through, with shapes, saved"
        + " tensors and the lines that recorded them; :graph loss > loss.svg draws it.";
  }

  @Override
  public ArgumentKind argument() {
    return ArgumentKind.CODE;
  }

  @Override
  public void run(Session session, String argument) {
    Matcher toFile = TO_FILE.matcher(argument);
    boolean drawn = toFile.matches();
    String code = drawn ? toFile.group(1) : argument;
    if (code.isEmpty()) {
      session.say("of what? :graph EXPR");
      return;
    }
    Optional<Value> graph = session.compute("autograd.graph(" + code + ")");
    if (graph.isEmpty()) {
      return;
    }
    if (drawn) {
      draw(session, graph.get(), toFile.group(2));
    } else {
      session.run(() -> graph.get().toString().stripTrailing()).ifPresent(session::say);
    }
  }

  private static void draw(Session session, Value graph, String file) {
    String path = UserPath.of(file).toString();
    session
        .run(() -> graph.attribute("svg").map(method -> method.call(path)))
        .ifPresent(done -> session.say("drawn in " + file));
  }
}
