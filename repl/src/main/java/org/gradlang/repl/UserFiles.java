package org.gradlang.repl;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The files that a user keeps for the command, in the folders of the XDG specification. */
final class UserFiles {
  private UserFiles() {}

  /** What every interactive session runs first, if the user has written it. */
  static Optional<Path> startup() {
    return folder("XDG_CONFIG_HOME", ".config")
        .map(folder -> folder.resolve("init.grad"))
        .filter(Files::isRegularFile);
  }

  /** Where the inputs of interactive sessions are kept. */
  static Optional<Path> history() {
    return folder("XDG_STATE_HOME", ".local/state").map(folder -> folder.resolve("history"));
  }

  /** A relative path in such a variable does not count, says the specification. */
  private static Optional<Path> folder(String variable, String usual) {
    String set = System.getenv(variable);
    if (set != null && set.startsWith("/")) {
      return Optional.of(Path.of(set, "grad"));
    }
    String home = System.getProperty("user.home", "");
    return home.isEmpty() ? Optional.empty() : Optional.of(Path.of(home, usual, "grad"));
  }
}
