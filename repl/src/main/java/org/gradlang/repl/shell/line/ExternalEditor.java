package org.gradlang.repl.shell.line;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jline.builtins.Nano;
import org.jline.terminal.Terminal;

/** Lets the user edit a text in the editor that the environment names. */
final class ExternalEditor {
  private ExternalEditor() {}

  /** The text as the user left it; empty where the editor failed. */
  static Optional<String> edit(Terminal terminal, String text) throws IOException {
    Path file = Files.createTempFile("grad-", ".grad");
    try {
      Files.writeString(file, text.isEmpty() || text.endsWith("\n") ? text : text + "\n");
      Optional<String> editor = editor();
      boolean done = editor.isPresent() ? run(terminal, editor.get(), file) : nano(terminal, file);
      return done ? Optional.of(Files.readString(file).stripTrailing()) : Optional.empty();
    } finally {
      Files.delete(file);
    }
  }

  private static Optional<String> editor() {
    return List.of("VISUAL", "EDITOR").stream()
        .map(System::getenv)
        .filter(value -> value != null && !value.isBlank())
        .findFirst();
  }

  /** The variable may hold arguments as well, so that a shell has to read it. */
  private static boolean run(Terminal terminal, String editor, Path file) throws IOException {
    terminal.flush();
    try {
      List<String> command = List.of("/bin/sh", "-c", editor + " \"$1\"", "grad", file.toString());
      return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static boolean nano(Terminal terminal, Path file) throws IOException {
    Nano nano = new Nano(terminal, file.getParent());
    nano.open(file.getFileName().toString());
    nano.run();
    return true;
  }
}
