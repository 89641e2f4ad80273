package org.gradlang.repl;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.gradlang.Screen;
import org.gradlang.repl.screen.Abilities;
import org.gradlang.repl.screen.ProgressLines;
import org.gradlang.repl.screen.TerminalScreen;
import org.gradlang.repl.screen.TerminalSize;
import org.gradlang.syntax.DiagnosticRenderer;

/**
 * The process's output and error streams.
 *
 * @param attended whether a person is at the input
 * @param interactive whether output is shown on a terminal
 * @param overwrites whether the error stream is a terminal whose lines can be overwritten
 * @param colorful whether it is a terminal that shows colours
 */
record Terminal(
    ConsoleOutput out,
    PrintStream error,
    boolean attended,
    boolean interactive,
    boolean overwrites,
    boolean colorful) {

  /** The streams that the process was started with; the launcher says which are terminals. */
  static Terminal ofProcess() {
    List<String> terminals = List.of(System.getProperty("grad.terminals", "").split(",", -1));
    FileOutputStream out = new FileOutputStream(FileDescriptor.out);
    FileOutputStream error = new FileOutputStream(FileDescriptor.err);
    boolean interactive = terminals.contains("out");
    boolean overwrites = terminals.contains("err") && isCapable();
    return new Terminal(
        new ConsoleOutput(out, interactive),
        new PrintStream(error, true, StandardCharsets.UTF_8),
        terminals.contains("in"),
        interactive,
        overwrites,
        overwrites && !isPlainWanted());
  }

  private static boolean isCapable() {
    String kind = System.getenv("TERM");
    return kind != null && !kind.equals("dumb");
  }

  private static boolean isPlainWanted() {
    String unwanted = System.getenv("NO_COLOR"); // see https://no-color.org
    return unwanted != null && !unwanted.isEmpty();
  }

  /** Whether the environment allows colours. */
  static boolean showsColors() {
    return isCapable() && !isPlainWanted();
  }

  /** Where progress bars are shown: on the error stream, beside what may go to a file. */
  ProgressLines progressLines() {
    return new ProgressLines(this::complain, overwrites);
  }

  /** Where a program that shows these bars shows pictures. */
  Screen screen(ProgressLines lines, boolean color) {
    return new TerminalScreen(outAbove(lines), TerminalSize::ofProcess, Abilities.ofProcess(color));
  }

  /** Output of a program that shows these bars. */
  Writer outAbove(ProgressLines lines) {
    return interactive ? lines.above(out) : out;
  }

  /** What draws diagnostics on the error stream. */
  DiagnosticRenderer renderer(boolean color) {
    return color && colorful ? DiagnosticRenderer.colored() : DiagnosticRenderer.plain();
  }

  /** Writes a text to the error stream, after all output so far. */
  void complain(String text) {
    out.flush();
    error.print(text);
    error.flush();
  }
}
