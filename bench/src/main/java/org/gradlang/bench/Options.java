package org.gradlang.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the command line asks for.
 *
 * @param threads the numbers of threads to measure with
 * @param rounds in which the sides take turns
 * @param warmUpSeconds that each side may take at most
 * @param output where results shall be written, if not where all are
 * @param patterns of which one must be in a row's group and name; none for all rows
 */
record Options(
    List<Integer> threads,
    int rounds,
    double warmUpSeconds,
    Clock clock,
    Optional<Path> output,
    List<Pattern> patterns) {
  /**
   * Seconds. Where one processor has to compile as well, the longest of the small programs took 15
   * of them before it became no faster; with less it was not the program that was measured.
   */
  private static final double LONGEST_WARM_UP = 60;

  static Options parse(String[] args) {
    List<Integer> threads = List.of(1, 2);
    int rounds = 11;
    double seconds = LONGEST_WARM_UP;
    Clock clock = Clock.WALL;
    Optional<Path> output = Optional.empty();
    List<Pattern> patterns = new ArrayList<>();
    Iterator<String> words = Arrays.asList(args).iterator();
    while (words.hasNext()) {
      String word = words.next();
      switch (word) {
        case "--threads" -> threads = List.of(Integer.valueOf(words.next()));
        case "--rounds" -> rounds = Integer.parseInt(words.next());
        case "--warm-up" -> seconds = Double.parseDouble(words.next());
        case "--output" -> output = Optional.of(Path.of(words.next()));
        case "--busy" -> {
          clock = Clock.PROCESSOR;
          threads = List.of(1);
        }
        default -> patterns.add(Pattern.compile(word, Pattern.CASE_INSENSITIVE));
      }
    }
    return new Options(threads, rounds, seconds, clock, output, patterns);
  }

  /** Where the results shall be written; empty for those of some rows that nobody wants written. */
  Optional<Path> destination() {
    return output.isPresent() || !patterns.isEmpty()
        ? output
        : Optional.of(Spawned.folder().resolve("RESULTS.md"));
  }

  boolean wants(String group, String name) {
    return patterns.isEmpty()
        || patterns.stream().anyMatch(p -> p.matcher(group + ": " + name).find());
  }

  /** The Java that runs this, with the flags of the grad command, and what peers need. */
  List<String> java() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--add-modules=jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "-XX:ErrorFile=/dev/null",
            // Scopes free native memory: what the collector knows of it only slows libtorch down.
            "-Dorg.bytedeco.javacpp.nopointergc=true"));
    command.addAll(launcherFlags());
    for (String name :
        List.of("bench.flags", "bench.folder", "bench.python", "org.bytedeco.javacpp.cachedir")) {
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

  /** The flags that the grad command gives to Java. */
  static List<String> launcherFlags() {
    String flags = System.getProperty("bench.flags", "").strip();
    return flags.isEmpty() ? List.of() : List.of(flags.split(" +", -1));
  }
}
