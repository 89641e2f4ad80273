package org.gradlang.repl.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import org.gradlang.Grad;
import org.gradlang.Screen;
import org.gradlang.builtin.ExitRequest;
import org.gradlang.repl.screen.Abilities;
import org.gradlang.repl.screen.TerminalScreen;
import org.gradlang.repl.screen.TerminalScreen.Room;
import org.gradlang.repl.shell.command.Dispatch;
import org.gradlang.repl.shell.line.EditedInput;
import org.gradlang.repl.shell.line.InputReader;
import org.gradlang.repl.shell.line.PlainInput;
import org.gradlang.repl.shell.session.Preferences;
import org.gradlang.repl.shell.session.Session;
import org.gradlang.repl.shell.session.SessionOutput;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;

/** The interactive session at a terminal. */
public final class Shell {
  private final Session session;
  private final InputReader inputs;

  private Shell(Session session, InputReader inputs) {
    this.session = session;
    this.inputs = inputs;
  }

  /**
   * Runs a session at the process's terminal until the user leaves.
   *
   * @param engines begins each engine
   * @param color whether colours are wanted where the terminal has them
   * @return the exit code
   */
  public static int run(Supplier<Grad.Builder> engines, boolean color) {
    String type = System.getenv("TERM");
    return type == null || type.equals("dumb") ? plain(engines) : edited(engines, color);
  }

  private static int plain(Supplier<Grad.Builder> engines) {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    SessionOutput output =
        SessionOutput.plain(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
    Screen screen = new TerminalScreen(output, () -> Room.USUAL, Abilities.ofProcess(false));
    Supplier<Grad.Builder> all = () -> engines.get().screen(screen);
    try (Session session = new Session(output, new Preferences(false), all)) {
      return new Shell(session, new PlainInput(lines, output)).loop();
    }
  }

  private static int edited(Supplier<Grad.Builder> engines, boolean color) {
    try (Terminal terminal = TerminalBuilder.builder().system(true).build()) {
      SessionOutput output = new SessionOutput(terminal.writer(), true, terminal::getWidth);
      Screen screen =
          new TerminalScreen(
              output,
              () -> Room.of(terminal.getWidth(), terminal.getHeight()),
              Abilities.ofProcess(color));
      Supplier<Grad.Builder> all = () -> engines.get().screen(screen);
      try (Session session = new Session(output, new Preferences(color), all)) {
        terminal.handle(Signal.INT, signal -> session.interrupt());
        return new Shell(session, new EditedInput(terminal, session, Optional.empty())).loop();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int loop() {
    try {
      Optional<String> input = inputs.read();
      while (input.isPresent()) {
        Dispatch.answer(session, input.get());
        session.output().freshLine();
        input = inputs.read();
      }
      return 0;
    } catch (ExitRequest exit) {
      return exit.code();
    }
  }
}
