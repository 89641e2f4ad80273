package org.gradlang.resolve;

import java.util.List;
import java.util.Set;

/**
 * What a program may use without declaring it.
 *
 * @param globals the names that are always there
 * @param fileVariables top-level variables that are there before the program: what earlier inputs
 *     of the same session declared or the host set, in the order of their indices. The program may
 *     declare them again; they keep their indices
 * @param session whether the program is a REPL's input: it may declare a top-level name twice
 */
public record Known(Set<String> globals, List<String> fileVariables, boolean session) {
  public Known {
    fileVariables = List.copyOf(fileVariables);
  }

  /** For a file or any other text that stands for itself. */
  public static Known file(Set<String> globals) {
    return new Known(globals, List.of(), false);
  }

  /** For the next input of a session that has declared {@code fileVariables} so far. */
  public static Known session(Set<String> globals, List<String> fileVariables) {
    return new Known(globals, fileVariables, true);
  }
}
