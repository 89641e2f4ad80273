package org.gradlang.repl.shell.command;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.gradlang.repl.shell.session.Session;

/** {@code :history}. */
final class HistoryCommand implements Command {
  private static final int USUAL = 20;

  @Override
  public String name() {
    return "history";
  }

  @Override
  public String parameters() {
    return "[N|TEXT]";
  }

  @Override
  public String summary() {
    return "Show the latest inputs, or those that contain a text.";
  }

  @Override
  public String details() {
    return """
    :history shows the last 20 inputs, :history 100 the last 100, :history Adam those with
    Adam in them, of this session and of earlier ones. Ctrl-R searches while you type.\
    """;
  }

  @Override
  public ArgumentKind argument() {
    return ArgumentKind.WORD;
  }

  @Override
  public void run(Session session, String argument) {
    List<String> inputs = session.desk().history();
    boolean counted = argument.matches("[0-9]{1,6}");
    String wanted = counted ? "" : argument.toLowerCase(Locale.ROOT);
    int[] found =
        IntStream.range(0, inputs.size())
            .filter(i -> inputs.get(i).toLowerCase(Locale.ROOT).contains(wanted))
            .toArray();
    int most = counted ? Integer.parseInt(argument) : argument.isEmpty() ? USUAL : found.length;
    for (int i = Math.max(0, found.length - most); i < found.length; i++) {
      String text = inputs.get(found[i]).replace("\n", "\n       ");
      session.say(String.format("%5d  %s", found[i] + 1, text));
    }
    if (found.length == 0) {
      session.say(argument.isEmpty() ? "no inputs yet" : "no input has '" + argument + "' in it");
    }
  }
}
