package org.gradlang.repl.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.gradlang.Grad;
import org.gradlang.repl.shell.session.NamedText;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ctrl-C at a terminal: stops what runs, and leaves the session as it was. */
@Timeout(120)
class InterruptTest {
  private static final long PATIENCE = 30_000_000_000L;
  private static final char CONTROL_C = 3;
  private static final char CONTROL_D = 4;

  private static final String PREPARED =
      """
      let a = ones(1500, 1500)
      let xs = [i * 7919 % 100003 for i in range(300000)]
      let y = ones(1, requires_grad=True)
      y.register_hook(g -> { while True { } })
      print("prepared")
      """;

  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  private int seen;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "while True { }",
        "while True { a @ a }",
        "[i for i in range(10 ** 12)]",
        "for i in progress(range(10 ** 12)) { }",
        "sorted(xs * 10)",
        "linalg.svd(a)",
        "randn(3 * 10 ** 7)",
        "(y * 2).backward()",
        ":timeit while True { a @ a }"
      })
  void controlCStopsWhatRuns(String input) throws IOException {
    try (LineDisciplineTerminal keys =
        new LineDisciplineTerminal("test", "xterm-256color", screen, StandardCharsets.UTF_8)) {
      keys.setSize(Size.of(200, 50));
      CompletableFuture<Integer> left =
          CompletableFuture.supplyAsync(() -> Shell.at(keys, options()));
      await("ready");
      await("prepared");
      String command = input.startsWith(":") ? ":timeit " : "";
      String code = input.substring(command.length());
      press(keys, command + "print(\"run\" + \"ning\"); " + code + "\r");
      await("running");
      LockSupport.parkNanos(100_000_000);
      long start = System.nanoTime();
      press(keys, "" + CONTROL_C);
      await("the program was interrupted");
      double took = (System.nanoTime() - start) / 1e6;
      System.out.printf("%8.1f ms from Ctrl-C to the message: %s%n", took, input);
      press(keys, "print(len(xs) + 1)\r");
      await("300001");
      press(keys, "" + CONTROL_D);
      assertEquals(0, left.join());
    }
  }

  private static ShellOptions options() {
    return new ShellOptions(
        () -> Grad.builder().seed(1),
        false,
        "ready",
        Optional.of(new NamedText("init.grad", PREPARED)),
        Optional.empty(),
        Optional.empty());
  }

  private static void press(LineDisciplineTerminal keys, String text) throws IOException {
    keys.processInputBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Waits until a text is shown that was not there before. */
  private void await(String text) {
    long start = System.nanoTime();
    while (true) {
      String shown = screen.toString(StandardCharsets.UTF_8);
      int at = shown.indexOf(text, seen);
      if (at >= 0) {
        seen = at + text.length();
        return;
      }
      assertTrue(
          System.nanoTime() - start < PATIENCE, () -> "'" + text + "' does not come: " + shown);
      LockSupport.parkNanos(1_000_000);
    }
  }
}
