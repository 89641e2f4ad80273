package org.gradlang.resolve;

import java.util.List;
import java.util.Set;

/**
 * What a program may use without declaring it.
 *
 * @param globals the names that are always there
 * @param fileVariables the top-level variables that earlier inputs of the same session declared, in
 *     the order of their indices; empty for a file
 * @param session whether the program is a REPL's input: a top-level name may be declared again and
 *     then keeps its index
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
