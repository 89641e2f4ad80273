package org.gradlang.repl;

/** What the process tells the shell. */
final class ExitCode {
  static final int SUCCESS = 0;

  /** An error in a script, or a failed test. */
  static final int FAILURE = 1;

  /** The command line is wrong, or names a file that cannot be read. */
  static final int USAGE = 2;

  /** A limit stopped the program. */
  static final int LIMIT = 3;

  private ExitCode() {}
}
