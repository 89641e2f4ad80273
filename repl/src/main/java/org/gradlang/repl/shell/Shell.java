package org.gradlang.repl.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
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
import org.jline.terminal.Size;
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
    session.desk(inputs);
  }

  /**
   * Runs a session at the process's terminal until the user leaves.
   *
   * @return the exit code
   */
  public static int run(ShellOptions options) {
    String type = System.getenv("TERM");
    return type == null || type.equals("dumb") ? plain(options) : edited(options);
  }

  private static int plain(ShellOptions options) {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    SessionOutput output =
        SessionOutput.plain(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
    Screen screen = new TerminalScreen(output, () -> Room.USUAL, Abilities.ofProcess(false));
    try (Session session = new Session(output, new Preferences(false), options.engines(), screen)) {
      return new Shell(session, new PlainInput(lines, output)).loop(options);
    }
  }

  private static int edited(ShellOptions options) {
    try (Terminal terminal = builder().system(true).build()) {
      return at(terminal, options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Of the ways to reach a terminal the quickest first: the foreign function interface takes a
   * quarter of a second to get going. Asking the terminal what it does with joined characters takes
   * time, too.
   */
  static TerminalBuilder builder() {
    return TerminalBuilder.builder().providers("jni,ffm,exec").graphemeCluster(false);
  }

  /** Runs a session at a terminal until the user leaves. */
  static int at(Terminal terminal, ShellOptions options) {
    if (terminal.getSize().getColumns() <= 0 || terminal.getSize().getRows() <= 0) {
      terminal.setSize(Size.of(80, 24)); // nobody told the terminal how large it is
    }
    SessionOutput output =
        new SessionOutput(terminal.writer(), true, () -> terminal.getSize().getColumns());
    Preferences preferences = new Preferences(options.color());
    Screen screen =
        new TerminalScreen(
            output,
            () -> Room.of(terminal.getSize().getColumns(), terminal.getSize().getRows()),
            Abilities.ofProcess(options.color()));
    try (Session session = new Session(output, preferences, options.engines(), screen);
        InputReader inputs = new EditedInput(terminal, session, options.history())) {
      terminal.handle(Signal.INT, signal -> session.interrupt());
      return new Shell(session, inputs).loop(options);
    }
  }

  private int loop(ShellOptions options) {
    try {
      session.output().println(options.banner());
      options.startup().ifPresent(session::begin);
      options.program().ifPresent(session::load);
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
