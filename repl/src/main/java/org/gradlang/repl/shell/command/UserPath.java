package org.gradlang.repl.shell.command;

import java.nio.file.Path;

/** Paths as people type them. */
final class UserPath {
  private UserPath() {}

  /** The path; a leading {@code ~/} is the user's home, and quotes around it do not count. */
  static Path of(String typed) {
    boolean quoted = typed.length() > 1 && typed.charAt(0) == '"' && typed.endsWith("\"");
    String path = quoted ? typed.substring(1, typed.length() - 1) : typed;
    return path.startsWith("~/")
        ? Path.of(System.getProperty("user.home"), path.substring(2))
        : Path.of(path);
  }
}
