package org.gradlang.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** What is measured without taking turns: growth with the size of the work, and memory. */
final class Others {
  private static final double GROWTH = 2.2;
  private static final double MEMORY = 1.3;

  private Others() {}

  static void measureGrowth(Options options, Report report) {
    List<String> names =
        Growth.names().stream().filter(name -> options.wants(Growth.TITLE, name)).toList();
    if (names.isEmpty()) {
      return;
    }
    Table table =
        new Table(
            Growth.TITLE,
            "How much longer it takes than half of it, all processors. Where data no longer fit"
                + " into a cache, a step of more than two is the machine's.",
            "work",
            "size",
            "time",
            "PyTorch's",
            "its times longer",
            "times longer",
            "at most",
            "");
    List<String> command = new ArrayList<>(options.java());
    command.addAll(
        List.of(Growth.class.getName(), Integer.toString(Math.max(5, options.rounds()))));
    command.add(options.clock().name());
    command.addAll(names);
    lines(command, line -> addGrowth(table, line.split("\t", -1)));
    report.add(table);
  }

  private static void addGrowth(Table table, String[] cells) {
    if (cells[0].equals("growth")) {
      Quartiles ours = quartiles(cells, 4);
      Quartiles theirs = quartiles(cells, 8);
      table.add(
          cells[1],
          cells[2],
          Verdict.time(Double.parseDouble(cells[3])),
          Verdict.time(Double.parseDouble(cells[7])),
          Verdict.spread(theirs),
          Verdict.spread(ours),
          Verdict.goal(GROWTH),
          Verdict.atMost(GROWTH, ours.median()));
    }
  }

  private static Quartiles quartiles(String[] cells, int from) {
    return new Quartiles(
        Double.parseDouble(cells[from]),
        Double.parseDouble(cells[from + 1]),
        Double.parseDouble(cells[from + 2]));
  }

  static void measureMemory(Options options, Report report) {
    List<String> programs =
        List.of("mlp", "cnn", "lstm").stream()
            .filter(name -> options.wants(Memory.TITLE, name))
            .toList();
    if (programs.isEmpty()) {
      return;
    }
    Table table =
        new Table(
            Memory.TITLE,
            "The most bytes held at one time: by Grad's heap, beyond what an engine and its library"
                + " hold; by PyTorch's tensors.",
            "program",
            "Grad",
            Row.PYTHON,
            "Grad / PyTorch",
            "at most",
            "");
    for (String program : programs) {
      double grad = grad(options, program + ".grad");
      double torch = torch(program + ".py");
      table.add(
          program,
          Verdict.bytes(grad),
          Verdict.bytes(torch),
          String.format(Locale.ROOT, "%.2f", grad / torch),
          Verdict.goal(MEMORY),
          Verdict.atMost(MEMORY, grad / torch));
    }
    report.add(table);
  }

  private static double grad(Options options, String program) {
    List<String> command = new ArrayList<>(options.java());
    // So that a collection may come in the middle of a kernel's loop.
    command.add(1, "-XX:+UseCountedLoopSafepoints");
    command.addAll(List.of(Memory.class.getName(), program));
    List<String> answer = new ArrayList<>();
    lines(command, answer::add);
    return Double.parseDouble(answer.getLast());
  }

  private static double torch(String program) {
    List<String> command =
        List.of(
            Spawned.python(),
            Spawned.folder().resolve("peers/memory.py").toString(),
            Spawned.folder().resolve("programs").resolve(program).toString(),
            "5");
    return Double.parseDouble(
        Spawned.of(command).output().strip().lines().toList().getLast().split(" ", -1)[0]);
  }

  private static void lines(List<String> command, Consumer<String> reader) {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      try (BufferedReader lines = process.inputReader()) {
        lines.lines().forEach(reader);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
