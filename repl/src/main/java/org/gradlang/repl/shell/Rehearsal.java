package org.gradlang.repl.shell;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import org.gradlang.Grad;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;

/**
 * A session that nobody types and nobody sees. It runs while the cache is made from which Java
 * starts, so that the cache holds what the first prompt needs.
 */
public final class Rehearsal {
  /** What is typed: values, a completion, several lines, a mistake, and the end. */
  private static final String KEYS =
      "let x = randn(2, 3)\r"
          + "x.su\t\u0015"
          + "fn f(a) {\ra * 2\r}\r"
          + "f(x)\r"
          + "nn.Linear(2, \u0015"
          + "y\r"
          + ":help\r"
          + "?relu\r"
          + "\u0004";

  private Rehearsal() {}

  /** Runs the session; {@code engines} begins its engines. */
  public static void run(Supplier<Grad.Builder> engines) {
    ShellOptions options =
        new ShellOptions(engines, true, "", Optional.empty(), Optional.empty(), Optional.empty());
    try (Terminal terminal = terminal()) {
      Shell.at(terminal, options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Terminal terminal() throws IOException {
    return Shell.builder()
        .system(false)
        .streams(
            new ByteArrayInputStream(KEYS.getBytes(StandardCharsets.UTF_8)),
            OutputStream.nullOutputStream())
        .type("xterm-256color")
        .size(Size.of(80, 24))
        .build();
  }
}
