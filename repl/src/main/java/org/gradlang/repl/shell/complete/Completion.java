package org.gradlang.repl.shell.complete;

import java.util.List;
import org.gradlang.repl.shell.command.Suggestion;

/**
 * What could stand at a place.
 *
 * @param typed what of it stands there already
 * @param suggestions words that may take the place of {@code typed}
 */
public record Completion(String typed, List<Suggestion> suggestions) {
  public Completion {
    suggestions = List.copyOf(suggestions);
  }

  /** Nothing. */
  static Completion none() {
    return new Completion("", List.of());
  }
}
