package org.gradlang.repl;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The process's output and error streams.
 *
 * @param colorful whether the error stream is a terminal that shows colours
 */
record Terminal(ConsoleOutput out, PrintStream error, boolean colorful) {

  /** The streams that the process was started with; the launcher says which are terminals. */
  static Terminal ofProcess() {
    List<String> terminals = List.of(System.getProperty("grad.terminals", "").split(",", -1));
    FileOutputStream out = new FileOutputStream(FileDescriptor.out);
    FileOutputStream error = new FileOutputStream(FileDescriptor.err);
    return new Terminal(
        new ConsoleOutput(out, terminals.contains("out")),
        new PrintStream(error, true, StandardCharsets.UTF_8),
        terminals.contains("err") && showsColors());
  }

  private static boolean showsColors() {
    String unwanted = System.getenv("NO_COLOR"); // see https://no-color.org
    String kind = System.getenv("TERM");
    return (unwanted == null || unwanted.isEmpty()) && kind != null && !kind.equals("dumb");
  }

  /** Writes a text to the error stream, after all output so far. */
  void complain(String text) {
    out.flush();
    error.print(text);
    error.flush();
  }
}
