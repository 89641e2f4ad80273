package org.gradlang.repl.shell.session;

import java.util.List;
import java.util.Optional;

/** What a session has of the person before it. */
public interface Desk {
  /** The inputs of this session and of those before it, as far as they are known. */
  List<String> history();

  /** Adds an input that was not typed at the prompt. */
  void remember(String input);

  /** Lets the person edit a text; empty where it was left as it is, or cannot be edited. */
  Optional<String> edit(String text);

  /** Nobody. */
  static Desk none() {
    return new Desk() {
      @Override
      public List<String> history() {
        return List.of();
      }

      @Override
      public void remember(String input) {}

      @Override
      public Optional<String> edit(String text) {
        return Optional.empty();
      }
    };
  }
}
