package org.gradlang.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The command behind {@code bench/run}: measures the rows whose group or name has a pattern in it,
 * each row with each number of threads in a process of its own.
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
      String group = "";
      for (Row row : Rows.all()) {
        if (row.threads().contains(threads) && options.wants(row.group(), row.name())) {
          if (!row.group().equals(group)) {
            group = row.group();
            System.out.printf(
                Locale.ROOT, "%n%s, %s%n", group, threads == 1 ? "1 thread" : threads + " threads");
          }
          measure(row, threads);
        }
      }
    }
    Processes.measure(options, report);
    Processes.measureFirstCalls(options, report);
    Others.measureGrowth(options, report);
    Others.measureMemory(options, report);
    Optional<Path> destination = options.destination();
    if (destination.isPresent()) {
      report.write(destination.get(), options);
      System.out.println("written to " + destination.get());
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
    command.addAll(List.of(Worker.class.getName(), "1", "1", "0", Clock.WALL.name()));
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

  private void measure(Row row, int threads) {
    List<String> command = new ArrayList<>();
    if (threads == 1 && options.clock() == Clock.WALL) {
      command.addAll(List.of("taskset", "-c", "1"));
    }
    command.addAll(options.java());
    command.addAll(
        List.of(
            Worker.class.getName(),
            Integer.toString(threads),
            Integer.toString(options.rounds()),
            Double.toString(options.warmUpSeconds()),
            options.clock().name(),
            row.name()));
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
        report.fail(row.name() + ", threads: " + threads + ": the process ended with " + code);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
