package org.gradlang.repl;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Standard output as UTF-8, with a buffer: written out at once on a terminal, and elsewhere when
 * the buffer is full or a tenth of a second old, so that a long job's lines arrive while it runs.
 *
 * <p>Where nobody reads any more, as in {@code grad x.grad | head -1}, the process ends quietly.
 */
final class ConsoleOutput extends Writer {
  private static final int CAPACITY = 1 << 14;
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** What a shell reports of a process that a closed pipe ended. */
  private static final int BROKEN_PIPE_CODE = 141;

  private final OutputStream target;
  private final boolean terminal;
  private final ReentrantLock guard = new ReentrantLock();
  private final byte[] buffer = new byte[CAPACITY];
  private int size;
  private boolean flusherStarted;

  ConsoleOutput(OutputStream target, boolean terminal) {
    this.target = target;
    this.terminal = terminal;
  }

  @Override
  public void write(char[] text, int offset, int length) {
    write(new String(text, offset, length));
  }

  @Override
  public void write(String text, int offset, int length) {
    write(text.substring(offset, offset + length));
  }

  @Override
  public void write(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    write(bytes, bytes.length);
  }

  private void write(byte[] bytes, int length) {
    guard.lock();
    try {
      if (length > CAPACITY - size) {
        writeOut();
      }
      if (length > CAPACITY) {
        send(bytes, length);
        return;
      }
      System.arraycopy(bytes, 0, buffer, size, length);
      size += length;
      if (terminal) {
        writeOut();
      } else if (!flusherStarted) {
        startFlusher();
      }
    } finally {
      guard.unlock();
    }
  }

  @Override
  public void flush() {
    guard.lock();
    try {
      writeOut();
    } finally {
      guard.unlock();
    }
  }

  @Override
  public void close() {
    flush();
  }

  /** Flushes unless a write is under way, which may last for ever: for the end by Ctrl-C. */
  void flushIfFree() {
    if (guard.tryLock()) {
      try {
        writeOut();
      } finally {
        guard.unlock();
      }
    }
  }

  private void writeOut() {
    int length = size;
    size = 0;
    if (length > 0) {
      send(buffer, length);
    }
  }

  private void send(byte[] bytes, int length) {
    try {
      target.write(bytes, 0, length);
    } catch (IOException e) {
      String reason = String.valueOf(e.getMessage());
      if (!reason.toLowerCase(Locale.ROOT).contains("broken pipe")) {
        System.err.println("grad: the output cannot be written: " + reason);
        Runtime.getRuntime().halt(ExitCode.FAILURE);
      }
      Runtime.getRuntime().halt(BROKEN_PIPE_CODE);
    }
  }

  private void startFlusher() {
    flusherStarted = true;
    Thread flusher = new Thread(this::flushNowAndThen, "grad-output");
    flusher.setDaemon(true);
    flusher.start();
  }

  private void flushNowAndThen() {
    while (!Thread.interrupted()) {
      LockSupport.parkNanos(PATIENCE_NANOS); // sleep would load the JDK's classes for its events
      flush();
    }
  }
}
