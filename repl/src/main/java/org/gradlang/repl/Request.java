package org.gradlang.repl;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.gradlang.Limits;

/** What the command line asks for. */
sealed interface Request {
  /** Run a program; it finds {@code arguments} in {@code args}. */
  record Run(Program program, List<String> arguments, Settings settings) implements Request {
    public Run {
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * Begin an interactive session; where there is no terminal, run what comes in as a program.
   *
   * @param program what runs before the first prompt
   * @param startup whether the user's startup file runs before that
   */
  record Interactive(
      Optional<Program> program, List<String> arguments, Settings settings, boolean startup)
      implements Request {
    public Interactive {
      arguments = List.copyOf(arguments);
    }
  }

  /** Report syntax errors and undeclared names of files, and run nothing. */
  record Check(List<Path> files, Settings settings) implements Request {
    public Check {
      files = List.copyOf(files);
    }
  }

  /** Run the scripts with expectations under paths and compare. */
  record Test(List<Path> paths, Settings settings) implements Request {
    public Test {
      paths = List.copyOf(paths);
    }
  }

  /** Print a text: help or the version. */
  record Show(String text) implements Request {}

  /** Where a program comes from. */
  sealed interface Program {
    record File(Path path) implements Program {}

    record Code(String text) implements Program {}

    record StandardInput() implements Program {}
  }

  /**
   * How to run.
   *
   * @param seed for {@code manual_seed} before the program begins
   * @param threads how many threads large operations may use
   * @param color whether diagnostics may have colours where they go to a terminal
   * @param sandbox whether programs are granted nothing but output and arguments
   * @param limits what a program may use up
   */
  record Settings(
      OptionalLong seed, OptionalInt threads, boolean color, boolean sandbox, Limits limits) {
    /** For programs that one trusts. */
    Settings(OptionalLong seed, OptionalInt threads, boolean color) {
      this(seed, threads, color, false, Limits.none());
    }

    /** Whether these are for running a program alone. */
    boolean isRestrictive() {
      return sandbox || !limits.equals(Limits.none());
    }
  }
}
