package org.gradlang.repl;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.gradlang.repl.Request.Program;
import org.gradlang.repl.Request.Settings;

/** Turns the words of the command line into a {@link Request}. */
final class CommandLineReader {
  static final String CODE = "-e";
  static final String TEST = "test";
  static final Settings DEFAULT = new Settings(OptionalLong.empty(), OptionalInt.empty(), true);

  private CommandLineReader() {}

  /**
   * Reads a command line. The commonest forms need no options: picocli's classes are too old for
   * the cache from which Java starts, and loading them takes a tenth of a second.
   *
   * @param version what {@code --version} shows
   */
  static Request read(List<String> words, String version) throws UsageException {
    if (words.isEmpty()) {
      return new Request.Interactive(Optional.empty(), List.of(), DEFAULT, true);
    }
    String first = words.getFirst();
    List<String> rest = words.subList(1, words.size());
    if (first.equals(CODE) && !rest.isEmpty()) {
      Program code = new Program.Code(rest.getFirst());
      return new Request.Run(code, rest.subList(1, rest.size()), DEFAULT);
    }
    boolean script = (!first.startsWith("-") || first.equals("-")) && !first.equals(TEST);
    return script
        ? new Request.Run(program(first), rest, DEFAULT)
        : new OptionReader(version).read(words);
  }

  static Program program(String word) throws UsageException {
    return word.equals("-") ? new Program.StandardInput() : new Program.File(path(word));
  }

  static Path path(String word) throws UsageException {
    try {
      return Path.of(word);
    } catch (InvalidPathException e) {
      throw new UsageException("'" + word + "' cannot be the name of a file");
    }
  }
}
