package org.gradlang.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Whole processes, start included: their time and the most memory that they had. */
final class Processes {
  private static final String TITLE = "Whole processes";

  /** A cache that was there already makes none of them faster. */
  private static final int STARTS = 20;

  private Processes() {}

  /**
   * Two programs.
   *
   * @param time the least ratio of times
   * @param memory the least ratio of memory
   */
  private record Pair(
      String name,
      List<String> grad,
      String peer,
      List<String> theirs,
      @Nullable Double time,
      @Nullable Double memory) {}

  private static List<Pair> all() {
    String python = Spawned.python();
    Path peers = Spawned.folder().resolve("peers");
    Path examples = Spawned.folder().toAbsolutePath().resolveSibling("examples");
    List<Pair> pairs = new ArrayList<>();
    pairs.add(
        new Pair(
            "print(1); import torch",
            Spawned.grad("-e", "print(1)"),
            Row.PYTHON,
            List.of(python, "-c", "import torch"),
            8.0,
            2.0));
    pairs.add(
        new Pair(
            "examples/digits.grad",
            Spawned.grad(examples.resolve("digits.grad").toString()),
            Row.PYTHON,
            List.of(python, peers.resolve("digits.py").toString()),
            2.0,
            null));
    for (String name : List.of("fib", "loops", "text")) {
      pairs.add(
          new Pair(
              "programs/" + name + ", once",
              Spawned.grad(withCall(name + ".grad", "print(run(1) is None)")),
              Row.CPYTHON,
              List.of(python, withCall(name + ".py", "print(run(1) is None)")),
              null,
              null));
    }
    for (String name : List.of("mlp", "cnn", "lstm")) {
      pairs.add(
          new Pair(
              "programs/" + name + ", 40 steps",
              Spawned.grad(withCall(name + ".grad", "print(run(40).item())")),
              Row.PYTHON,
              List.of(python, withCall(name + ".py", "print(run(40).item())")),
              null,
              null));
    }
    return pairs;
  }

  /** A copy of a program that also runs it. */
  private static String withCall(String program, String call) {
    try {
      Path copy = Files.createTempFile("bench", program.substring(program.indexOf('.')));
      copy.toFile().deleteOnExit();
      String text = Files.readString(Spawned.folder().resolve("programs").resolve(program));
      boolean torch = program.endsWith(".py") && text.contains("torch");
      Files.writeString(copy, (torch ? "import torch\n" : "") + text + "\n" + call + "\n");
      return copy.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void measure(Options options, Report report) {
    List<Pair> pairs = all().stream().filter(pair -> options.wants(TITLE, pair.name())).toList();
    if (pairs.isEmpty()) {
      return;
    }
    Table table =
        new Table(
            TITLE,
            "Of a Grad that has been built and run before, all processors.",
            "program",
            "of",
            "Grad",
            "peer",
            "its",
            "ratio",
            "at least",
            "");
    awaitCache();
    for (Pair pair : pairs) {
      try {
        measure(pair, Math.max(3, options.rounds() / 2), table);
      } catch (IllegalStateException e) {
        report.fail(pair.name() + ": " + e.getMessage());
      }
    }
    report.add(table);
  }

  /**
   * What a first run builds and caches for later ones is not part of a start. The cache is made
   * beside it, and takes some seconds; then a start takes a fraction of the first.
   */
  private static void awaitCache() {
    List<String> start = Spawned.grad("-e", "print(1)");
    double first = Spawned.of(start).nanos();
    for (int i = 0; i < STARTS && Spawned.of(start).nanos() > first / 2; i++) {
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
    }
  }

  private static void measure(Pair pair, int rounds, Table table) {
    List<Spawned> ours = new ArrayList<>();
    List<Spawned> theirs = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      ours.add(Spawned.of(pair.grad()));
      theirs.add(Spawned.of(pair.theirs()));
    }
    double[][] time = {values(ours, Spawned::nanos), values(theirs, Spawned::nanos)};
    double[][] memory = {values(ours, Spawned::bytes), values(theirs, Spawned::bytes)};
    add(table, pair, "time", pair.time(), time, Verdict::time);
    add(table, pair, "memory", pair.memory(), memory, Verdict::bytes);
  }

  private static double[] values(List<Spawned> all, ToDoubleFunction<Spawned> part) {
    return all.stream().mapToDouble(part).toArray();
  }

  private interface Format {
    String of(double value);
  }

  private static void add(
      Table table,
      Pair pair,
      String what,
      @Nullable Double goal,
      double[][] values,
      Format format) {
    double[] ratios = new double[values[0].length];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = values[1][i] / values[0][i];
    }
    Quartiles ratio = Quartiles.of(ratios);
    table.add(
        pair.name(),
        what,
        format.of(Quartiles.of(values[0]).median()),
        pair.peer(),
        format.of(Quartiles.of(values[1]).median()),
        Verdict.spread(ratio),
        Verdict.goal(goal),
        Verdict.atLeast(goal, ratio.median()));
  }

  /** How long the first call of a function takes in a fresh process. */
  static void measureFirstCalls(Options options, Report report) {
    String title = "First calls";
    String name = "tanh of 2^20 elements";
    if (!options.wants(title, name)) {
      return;
    }
    String grad =
        """
        let x = randn(1024, 1024)
        let start = clock()
        let y = tanh(x)
        print((clock() - start) * 1e9)
        """;
    String python =
        """
        import time, torch
        x = torch.randn(1024, 1024)
        start = time.perf_counter_ns()
        y = torch.tanh(x)
        print(time.perf_counter_ns() - start)
        """;
    int rounds = Math.max(3, options.rounds() / 2);
    double[] ours = new double[rounds];
    double[] theirs = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      ours[i] = Double.parseDouble(Spawned.of(Spawned.grad("-e", grad)).output().strip());
      theirs[i] =
          Double.parseDouble(Spawned.of(List.of(Spawned.python(), "-c", python)).output().strip());
    }
    Table table =
        new Table(
            title,
            "In a fresh process, after it has made its input.",
            "call",
            "Grad",
            "quartiles, ms",
            Row.PYTHON,
            "at most",
            "");
    Quartiles own = Quartiles.of(ours);
    table.add(
        name,
        Verdict.time(own.median()),
        String.format(Locale.ROOT, "%.0f to %.0f", own.first() / 1e6, own.third() / 1e6),
        Verdict.time(Quartiles.of(theirs).median()),
        "80 ms",
        Verdict.atMost(80e6, own.median()));
    report.add(table);
  }
}
