package org.gradlang.repl.shell;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;

/** A session at JLine's own terminal in memory: a test types, and waits for what is shown. */
final class TypedTerminal implements AutoCloseable {
  static final String ENTER = "\r";
  static final String CTRL_C = "\u0003";
  static final String CTRL_D = "\u0004";
  static final String CTRL_R = "\u0012";
  static final String CTRL_U = "\u0015";
  static final String UP = "\u001bOA";
  static final String RIGHT = "\u001bOC";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Shown shown = new Shown();
  private final LineDisciplineTerminal terminal;
  private final CompletableFuture<Integer> code = new CompletableFuture<>();
  private final Thread session;
  private int seen;

  TypedTerminal(ShellOptions options) throws IOException {
    terminal = new LineDisciplineTerminal("test", "xterm-256color", shown, StandardCharsets.UTF_8);
    terminal.setSize(Size.of(100, 40));
    session = new Thread(() -> run(options), "session");
    session.setDaemon(true);
    session.start();
    await("grad> ");
  }

  private void run(ShellOptions options) {
    try {
      code.complete(Shell.at(terminal, options));
    } catch (IllegalStateException e) {
      code.completeExceptionally(e); // the test took the terminal away
    }
  }

  /** Types keys. */
  TypedTerminal type(String keys) {
    try {
      terminal.processInputBytes(keys.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Types an input, and waits until its answer and the next prompt are there. */
  String answer(String input) {
    await(type(input), input.substring(input.lastIndexOf('\n') + 1));
    int from = seen;
    type(ENTER);
    await("grad> ");
    return shown.text().substring(from, seen - "grad> ".length()).strip();
  }

  private static void await(TypedTerminal terminal, String text) {
    terminal.await(text.substring(Math.max(0, text.length() - 3)));
  }

  /** Waits until a text is shown behind what was waited for before. */
  TypedTerminal await(String text) {
    seen = shown.await(text, seen);
    return this;
  }

  /** What was shown and not waited for before. */
  String since(int offset) {
    return shown.text().substring(offset);
  }

  int seen() {
    return seen;
  }

  /** Waits for the end; the answer is the exit code. */
  int exitCode() throws InterruptedException, ExecutionException, TimeoutException {
    return code.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** Takes the terminal away, and waits until the session has ended and written its files. */
  @Override
  public void close() throws IOException {
    terminal.close();
    session.interrupt();
    try {
      session.join(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Everything that was shown, without control sequences. */
  private static final class Shown extends OutputStream {
    private final ReentrantLock guard = new ReentrantLock();
    private final Condition more = guard.newCondition();
    private final StringBuilder bytes = new StringBuilder();

    @Override
    public void write(int value) {
      guard.lock();
      try {
        bytes.append((char) (value & 0xff));
        more.signalAll();
      } finally {
        guard.unlock();
      }
    }

    String text() {
      guard.lock();
      try {
        byte[] raw = bytes.toString().getBytes(StandardCharsets.ISO_8859_1);
        return new String(raw, StandardCharsets.UTF_8)
            .replaceAll("\u001b\\[[0-9;?]*[a-zA-Z]|\u001b[=>]|\r|.\b", "");
      } finally {
        guard.unlock();
      }
    }

    int await(String wanted, int from) {
      long left = PATIENCE.toNanos();
      guard.lock();
      try {
        while (text().indexOf(wanted, from) < 0) {
          if (left <= 0) {
            throw new AssertionError(
                "'" + wanted + "' is not shown in:\n" + text().substring(from));
          }
          left = more.awaitNanos(left);
        }
        return text().indexOf(wanted, from) + wanted.length();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      } finally {
        guard.unlock();
      }
    }
  }
}
