package org.gradlang.repl.shell.command;

import java.util.List;
import java.util.Optional;
import org.gradlang.repl.shell.session.Session;
import org.gradlang.repl.shell.session.Setting;

/** {@code :set}. */
final class SetCommand implements Command {
  @Override
  public String name() {
    return "set";
  }

  @Override
  public String parameters() {
    return "[NAME VALUE]";
  }

  @Override
  public String summary() {
    return "Show the settings, or change one.";
  }

  @Override
  public ArgumentKind argument() {
    return ArgumentKind.WORD;
  }

  @Override
  public List<Suggestion> choices(Session session, String typed) {
    int blank = typed.indexOf(' ');
    if (blank < 0) {
      return session.preferences().all().stream()
          .map(setting -> new Suggestion(setting.name(), setting.summary()))
          .toList();
    }
    return find(session, typed.substring(0, blank)).map(Setting::values).orElse(List.of()).stream()
        .map(value -> new Suggestion(value, ""))
        .toList();
  }

  private static Optional<Setting> find(Session session, String name) {
    return session.preferences().all().stream().filter(s -> s.name().equals(name)).findFirst();
  }

  @Override
  public void run(Session session, String argument) {
    if (argument.isEmpty()) {
      session.preferences().all().forEach(setting -> session.say(line(setting)));
      return;
    }
    String[] words = argument.split("\\s+", -1);
    Optional<Setting> setting = find(session, words[0]);
    if (setting.isEmpty()) {
      session.say("there is no setting '" + words[0] + "'; :set shows all");
    } else if (words.length == 1) {
      session.say(line(setting.get()));
    } else if (words.length > 2 || !setting.get().change().test(words[1])) {
      String values = String.join(", ", setting.get().values());
      session.say(words[0] + " is one of: " + values);
    }
  }

  private static String line(Setting setting) {
    return String.format(
        "%-8s %-6s %s", setting.name(), setting.current().get(), setting.summary());
  }
}
