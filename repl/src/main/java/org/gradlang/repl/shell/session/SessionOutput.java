package org.gradlang.repl.shell.session;

import java.io.IOException;
import java.io.Writer;
import java.util.function.IntSupplier;
import org.gradlang.builtin.Display;
import org.gradlang.repl.screen.ProgressLines;
import org.gradlang.repl.screen.TextWriter;

/**
 * What a session writes to: programs' output, values, errors and progress bars, none of which gets
 * into another's way.
 */
public final class SessionOutput extends TextWriter {
  private static final int USUAL_WIDTH = 80;

  private final Writer target;
  private final boolean live;
  private final IntSupplier width;
  private final ProgressLines bars;
  private final Writer aboveBars;

  /** Whether the cursor stands at the beginning of an empty line, bars aside. */
  private volatile boolean fresh = true;

  /**
   * A terminal.
   *
   * @param live whether a line can be overwritten
   * @param width how many characters fit in a line
   */
  public SessionOutput(Writer target, boolean live, IntSupplier width) {
    this.target = target;
    this.live = live;
    this.width = width;
    this.bars = new ProgressLines(this::draw, live);
    this.aboveBars = bars.above(target);
  }

  /** An output that is only a text, such as a file. */
  public static SessionOutput plain(Writer target) {
    return new SessionOutput(target, false, () -> USUAL_WIDTH);
  }

  /** How many characters fit in a line. */
  public int width() {
    int columns = width.getAsInt();
    return columns > 0 ? columns : USUAL_WIDTH;
  }

  /** Whether this is a terminal that knows more than lines of text. */
  public boolean isTerminal() {
    return live;
  }

  /** Where programs show progress bars. */
  public Display display() {
    return bars;
  }

  /** What the bars write: whole lines, or control sequences that leave the cursor as it was. */
  private void draw(String text) {
    try {
      target.write(text);
      target.flush();
    } catch (IOException e) {
      return; // a terminal that is gone
    }
    fresh |= text.endsWith("\n");
  }

  @Override
  public void write(String text) throws IOException {
    if (!text.isEmpty()) {
      aboveBars.write(text);
      aboveBars.flush();
      fresh = text.endsWith("\n");
    }
  }

  /** Writes a text; a terminal that is gone takes nothing, and nobody is left to be told. */
  public void print(String text) {
    try {
      write(text);
    } catch (IOException e) {
      fresh = true;
    }
  }

  /** Writes a line. */
  public void println(String line) {
    print(line + "\n");
  }

  /** Says that the user ended the line of the cursor, which the terminal has shown. */
  public void lineTyped() {
    fresh = true;
  }

  /** Ends the line that a program left unfinished, and leaves its bars behind. */
  public void freshLine() {
    bars.end();
    if (!fresh) {
      print("\n");
    }
  }

  @Override
  public void flush() throws IOException {
    target.flush();
  }

  @Override
  public void close() throws IOException {
    flush();
  }
}
