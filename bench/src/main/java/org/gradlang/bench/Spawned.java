package org.gradlang.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A process that has run: {@code peers/spawn.py} starts it, waits for it, and asks the system what
 * it took.
 *
 * @param bytes the most memory that it had at a time
 */
record Spawned(double nanos, double bytes, String output) {
  static Spawned of(List<String> command) {
    try {
      Path output = Files.createTempFile("bench", ".txt");
      List<String> words = new ArrayList<>();
      words.add(python());
      words.add(folder().resolve("peers/spawn.py").toString());
      words.add(output.toString());
      words.addAll(command);
      ProcessBuilder builder =
          new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT);
      Process process = builder.start();
      String[] answer =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
              .strip()
              .split(" ", -1);
      String text = Files.readString(output);
      Files.delete(output);
      if (answer.length < 3 || !answer[2].equals("0")) {
        throw new IllegalStateException(command + " ended with " + List.of(answer) + ": " + text);
      }
      return new Spawned(Double.parseDouble(answer[0]), Double.parseDouble(answer[1]) * 1024, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path folder() {
    return Path.of(System.getProperty("bench.folder", "bench"));
  }

  static String python() {
    return System.getProperty("bench.python", "/usr/bin/python3");
  }

  /**
   * The command with these arguments: {@code ./grad}, or what GRAD_COMMAND says, or the classes
   * that GRAD_CLASSPATH names, which start without a cache.
   */
  static List<String> grad(String... arguments) {
    List<String> command = new ArrayList<>();
    String given = System.getenv("GRAD_COMMAND");
    String classes = System.getenv("GRAD_CLASSPATH");
    if (given != null) {
      command.addAll(List.of(given.trim().split(" +", -1)));
    } else if (classes != null) {
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(Options.launcherFlags());
      command.addAll(List.of("-cp", classes, "org.gradlang.repl.Main"));
    } else {
      command.add(folder().toAbsolutePath().resolveSibling("grad").toString());
    }
    command.addAll(List.of(arguments));
    return command;
  }
}
