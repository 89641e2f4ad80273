package org.gradlang.repl.shell.command;

import java.util.List;
import org.gradlang.repl.shell.session.Session;

/** {@code :mem}. */
final class MemCommand implements Command {
  private static final String COLLECT = "gc";

  @Override
  public String name() {
    return "mem";
  }

  @Override
  public String parameters() {
    return "[gc]";
  }

  @Override
  public String summary() {
    return "Show how much memory is in use; with gc, after collecting what is not.";
  }

  @Override
  public ArgumentKind argument() {
    return ArgumentKind.WORD;
  }

  @Override
  public List<Suggestion> choices(Session session, String typed) {
    return List.of(new Suggestion(COLLECT, "collect garbage first"));
  }

  @Override
  public void run(Session session, String argument) {
    if (!argument.isEmpty() && !argument.equals(COLLECT)) {
      session.say(":mem, or :mem gc");
      return;
    }
    if (argument.equals(COLLECT)) {
      System.gc();
    }
    session.run(() -> tensors(session)).ifPresent(bytes -> show(session, bytes));
  }

  private static double tensors(Session session) {
    Memory memory = new Memory();
    VarsCommand.variables(session).forEach(memory::add);
    return memory.bytes();
  }

  private static void show(Session session, double tensors) {
    Runtime runtime = Runtime.getRuntime();
    TextTable table = TextTable.of("lrl");
    table.row("tensors of variables", Amounts.bytes(tensors), "");
    table.row(
        "in use",
        Amounts.bytes((double) (runtime.totalMemory() - runtime.freeMemory())),
        "garbage included");
    table.row("taken from the system", Amounts.bytes((double) runtime.totalMemory()), "");
    table.row(
        "at most",
        Amounts.bytes((double) runtime.maxMemory()),
        "GRAD_JVM_FLAGS=-Xmx8g grants 8 GB");
    table.lines().forEach(session::say);
  }
}
