package org.gradlang.repl.conformance;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A script file with its expectations. */
public record ConformanceScript(Path file, Expectations expectations) {
  private static final int FRAMES = 8;

  /** Reads a script; a file that is no UTF-8 text is an {@link IOException} that says so. */
  public static ConformanceScript read(Path file) throws IOException {
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      return new ConformanceScript(file, Expectations.in(text));
    } catch (CharacterCodingException e) {
      throw new IOException(file + " is not a UTF-8 text", e);
    }
  }

  /**
   * The scripts with expectations among files and below folders, in the order of the arguments and,
   * below a folder, of the names. A file that was named itself counts with or without the ending
   * {@code .grad}.
   */
  public static List<ConformanceScript> find(List<Path> paths) throws IOException {
    List<ConformanceScript> scripts = new ArrayList<>();
    for (Path path : paths) {
      for (Path file : filesBelow(path)) {
        ConformanceScript script = read(file);
        if (!script.expectations().isEmpty()) {
          scripts.add(script);
        }
      }
    }
    return List.copyOf(scripts);
  }

  private static List<Path> filesBelow(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> files = Files.walk(path)) {
      return files
          .filter(file -> file.toString().endsWith(".grad") && Files.isRegularFile(file))
          .sorted()
          .toList();
    }
  }

  /** Runs the script and compares; an exception that is no error of the script is a difference. */
  public Verdict judge(ScriptRunner runner) {
    try {
      Observation observed = runner.run(file);
      return new Verdict(this, Comparison.differences(expectations, observed), observed.rendered());
    } catch (RuntimeException | Error e) {
      return new Verdict(this, List.of("an error in Grad itself: " + e), origin(e));
    }
  }

  /** The root cause with the innermost frames: for those who work on Grad. */
  private static String origin(Throwable problem) {
    Throwable root = problem;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root
        + Arrays.stream(root.getStackTrace())
            .limit(FRAMES)
            .map(frame -> "\n  at " + frame)
            .collect(Collectors.joining());
  }

  /**
   * The result of a test.
   *
   * @param differences what is not as expected; none if the test passed
   * @param rendered the errors of the run
   */
  public record Verdict(ConformanceScript script, List<String> differences, String rendered) {
    public Verdict {
      differences = List.copyOf(differences);
    }

    public boolean passed() {
      return differences.isEmpty();
    }

    /** What is wrong, for a person to read: the differences, and the errors of the run. */
    public String explanation() {
      String text = String.join("\n", differences);
      return rendered.isBlank() ? text : text + "\n" + rendered.stripTrailing();
    }
  }
}
