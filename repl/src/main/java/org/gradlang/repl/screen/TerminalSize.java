package org.gradlang.repl.screen;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gradlang.repl.screen.TerminalScreen.Room;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** How large the terminal of this process is. */
public final class TerminalSize {
  /** The terminal whatever input and output are redirected to, where there is such a file. */
  private static final File TERMINAL = new File("/dev/tty");

  private static final Pattern ROWS_AND_COLUMNS = Pattern.compile("(\\d{1,5}) (\\d{1,5})\\s*");
  private static final int PATIENCE_SECONDS = 2;

  private TerminalSize() {}

  /** Asks the system; what cannot be known is the usual size. */
  public static Room ofProcess() {
    return bySystemCommand().orElseGet(TerminalSize::byJLine);
  }

  /** JLine sees no terminal when the program comes through a pipe; {@code stty} can be shown it. */
  private static Optional<Room> bySystemCommand() {
    if (!TERMINAL.canRead()) {
      return Optional.empty();
    }
    ProcessBuilder command = new ProcessBuilder("stty", "size");
    command.redirectInput(TERMINAL).redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      Process process = command.start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroy();
        return Optional.empty();
      }
      byte[] answer = process.getInputStream().readAllBytes();
      return parsed(new String(answer, StandardCharsets.US_ASCII));
    } catch (IOException noSuchCommand) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  static Optional<Room> parsed(String answer) {
    Matcher numbers = ROWS_AND_COLUMNS.matcher(answer);
    return numbers.matches()
        ? Optional.of(
            Room.of(Integer.parseInt(numbers.group(2)), Integer.parseInt(numbers.group(1))))
        : Optional.empty();
  }

  private static Room byJLine() {
    try (Terminal terminal =
        TerminalBuilder.builder().system(true).dumb(true).nativeSignals(false).build()) {
      Size size = terminal.getSize();
      return Room.of(size.getColumns(), size.getRows());
    } catch (IOException unknown) {
      return Room.USUAL;
    }
  }
}
