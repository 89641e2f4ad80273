package org.gradlang.repl.screen;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.gradlang.builtin.Display;

/**
 * Progress bars below a program's output, drawn with the control sequences that every terminal
 * knows. Output goes through {@link #above}, which takes the bars away, writes, and draws them
 * again, so that neither spoils the other.
 *
 * <p>Where {@code live} is false only the lines that stay are written.
 */
public final class ProgressLines implements Display {
  private static final String CLEAR = "\r\u001b[2K";
  private static final String UP = "\u001b[1A";

  /** Without wrapping, a line is one row however narrow the terminal is. */
  private static final String NO_WRAP = "\u001b[?7l";

  private static final String WRAP = "\u001b[?7h";

  private final Consumer<String> target;
  private final boolean live;
  private final ReentrantLock guard = new ReentrantLock();
  private List<String> lines = List.of();
  private int drawn;
  private boolean inLine;

  /**
   * Lines on a terminal or a file.
   *
   * @param target writes to the terminal or the file
   * @param live whether that is a terminal that overwrites
   */
  public ProgressLines(Consumer<String> target, boolean live) {
    this.target = target;
    this.live = live;
  }

  @Override
  public boolean isLive() {
    return live;
  }

  @Override
  public void show(List<String> wanted) {
    guard.lock();
    try {
      lines = List.copyOf(wanted);
      draw();
    } finally {
      guard.unlock();
    }
  }

  @Override
  public void leave(String line) {
    guard.lock();
    try {
      send(erased() + (inLine ? "\n" : "") + line + "\n");
      inLine = false;
      draw();
    } finally {
      guard.unlock();
    }
  }

  /** A writer to {@code output}, which shares the terminal with these lines. */
  public Writer above(Writer output) {
    return live ? new Above(output) : output;
  }

  /** Does what writes to the terminal by another way, whole lines, with the bars out of the way. */
  public void above(Runnable action) {
    guard.lock();
    try {
      send(erased() + (live && inLine ? "\n" : ""));
      action.run();
      inLine = false;
      draw();
    } finally {
      guard.unlock();
    }
  }

  /** The end: bars that are still there stay as they are. */
  public void end() {
    if (drawn > 0) {
      drawn = 0;
      send("\n");
    }
    lines = List.of();
  }

  /** Draws the bars, unless the program is in the middle of a line: then they wait for its end. */
  private void draw() {
    String before = erased();
    if (inLine || lines.isEmpty()) {
      send(before);
      return;
    }
    drawn = lines.size();
    send(before + NO_WRAP + String.join("\n", lines) + WRAP);
  }

  /** What takes the drawn bars away. */
  private String erased() {
    if (drawn == 0) {
      return "";
    }
    String text = CLEAR + (UP + CLEAR).repeat(drawn - 1);
    drawn = 0;
    return text;
  }

  private void send(String text) {
    if (!text.isEmpty()) {
      target.accept(text);
    }
  }

  /** Output that takes the bars away before it is written. */
  private final class Above extends TextWriter {
    private final Writer output;

    Above(Writer output) {
      this.output = output;
    }

    @Override
    public void write(String text) throws IOException {
      if (text.isEmpty()) {
        return;
      }
      guard.lock();
      try {
        send(erased());
        output.write(text);
        output.flush();
        inLine = !text.endsWith("\n");
        draw();
      } finally {
        guard.unlock();
      }
    }

    @Override
    public void flush() throws IOException {
      output.flush();
    }

    @Override
    public void close() throws IOException {
      output.close();
    }
  }
}
