package org.gradlang.repl.screen;

import java.io.IOException;
import org.gradlang.repl.screen.TerminalScreen.Room;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** How large the terminal of this process is. */
public final class TerminalSize {
  private TerminalSize() {}

  /** Asks the system; what cannot be known is the usual size. */
  public static Room ofProcess() {
    try (Terminal terminal =
        TerminalBuilder.builder().system(true).dumb(true).nativeSignals(false).build()) {
      Size size = terminal.getSize();
      return Room.of(size.getColumns(), size.getRows());
    } catch (IOException unknown) {
      return Room.USUAL;
    }
  }
}
