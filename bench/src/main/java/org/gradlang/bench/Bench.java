package org.gradlang.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The command behind {@code bench/run}: measures the rows whose group or name has a pattern in it,
 * each group with each number of threads in a process of its own.
 */
public final class Bench {
  private final Options options;
  private final Report report = new Report();

  private Bench(Options options) {
    this.options = options;
  }

  /** Runs it. */
  public static void main(String[] args) throws IOException {
    new Bench(Options.parse(args)).run();
  }

  private void run() throws IOException {
    prepare();
    for (int threads : options.threads()) {
      Map<String, List<Row>> groups =
          Rows.all().stream()
              .filter(
                  row -> row.threads().contains(threads) && options.wants(row.group(), row.name()))
              .collect(Collectors.groupingBy(Row::group, LinkedHashMap::new, Collectors.toList()));
      groups.forEach((group, rows) -> measure(group, threads, rows));
    }
    if (options.complete()) {
      Path file = Path.of(System.getProperty("bench.folder", "bench"), "RESULTS.md");
      report.write(file);
      System.out.println("written to " + file);
    }
  }

  /**
   * Has the peers' libraries unpacked: a process that had to do that before it loaded them has been
   * seen to crash.
   */
  private void prepare() throws IOException {
    String folder = System.getProperty("org.bytedeco.javacpp.cachedir");
    if (folder == null || Files.exists(Path.of(folder, "unpacked"))) {
      return;
    }
    System.out.println("unpacking libtorch ...");
    Files.createDirectories(Path.of(folder));
    List<String> command = new ArrayList<>(options.java());
    command.addAll(List.of(Worker.class.getName(), "1", "1", "0"));
    waitFor(
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start());
    Files.writeString(Path.of(folder, "unpacked"), "");
  }

  private static int waitFor(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      throw new IllegalStateException(e);
    }
  }

  private void measure(String group, int threads, List<Row> rows) {
    System.out.printf(
        Locale.ROOT, "%n%s, %s%n", group, threads == 1 ? "1 thread" : threads + " threads");
    List<String> command = new ArrayList<>();
    if (threads == 1) {
      command.addAll(List.of("taskset", "-c", "1"));
    }
    command.addAll(options.java());
    command.addAll(
        List.of(
            Worker.class.getName(),
            Integer.toString(threads),
            Integer.toString(options.rounds()),
            Double.toString(options.warmUpSeconds())));
    rows.forEach(row -> command.add(row.name()));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("OMP_NUM_THREADS", Integer.toString(threads));
    try {
      Process process = builder.start();
      try (BufferedReader lines = process.inputReader()) {
        lines.lines().forEach(report::read);
      }
      int code = waitFor(process);
      if (code != 0) {
        System.out.println("the process ended with " + code);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the command line asks for. */
  private record Options(
      List<Integer> threads, int rounds, double warmUpSeconds, List<Pattern> patterns) {
    static Options parse(String[] args) {
      List<Integer> threads = List.of(1, 2);
      int rounds = 11;
      double seconds = 6;
      List<Pattern> patterns = new ArrayList<>();
      for (int i = 0; i < args.length; i++) {
        switch (args[i]) {
          case "--threads" -> threads = List.of(Integer.valueOf(args[++i]));
          case "--rounds" -> rounds = Integer.parseInt(args[++i]);
          case "--warm-up" -> seconds = Double.parseDouble(args[++i]);
          default -> patterns.add(Pattern.compile(args[i], Pattern.CASE_INSENSITIVE));
        }
      }
      return new Options(threads, rounds, seconds, patterns);
    }

    boolean complete() {
      return patterns.isEmpty();
    }

    boolean wants(String group, String name) {
      return complete() || patterns.stream().anyMatch(p -> p.matcher(group + ": " + name).find());
    }

    /** The Java that runs this, with the flags of the grad command, and what peers need. */
    List<String> java() {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(
          List.of(
              "--add-modules=jdk.incubator.vector",
              "--enable-native-access=ALL-UNNAMED",
              "-XX:+UseParallelGC",
              "-XX:-UsePerfData",
              "-Xlog:disable",
              "-XX:ErrorFile=/dev/null",
              // Native memory is freed by scopes: what registers it for the collector as well would
              // slow libtorch down.
              "-Dorg.bytedeco.javacpp.nopointergc=true"));
      for (String name : List.of("bench.folder", "bench.python", "org.bytedeco.javacpp.cachedir")) {
        String value = System.getProperty(name);
        if (value != null) {
          command.add("-D" + name + "=" + value);
        }
      }
      String flags = System.getenv("BENCH_JVM_FLAGS");
      if (flags != null && !flags.isBlank()) {
        command.addAll(List.of(flags.trim().split(" +", -1)));
      }
      command.addAll(List.of("-cp", System.getProperty("java.class.path")));
      return command;
    }
  }
}
