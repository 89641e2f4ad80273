package org.gradlang.repl;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What the command answered.
 *
 * @param code the exit code
 * @param out what it wrote to standard output
 * @param error what it wrote to standard error
 */
record Answer(int code, String out, String error) {
  /** Runs the command in this process, with streams that are terminals or none. */
  static Answer to(boolean terminal, List<String> words) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    ConsoleOutput console = new ConsoleOutput(out, true);
    PrintStream errors = new PrintStream(error, true, StandardCharsets.UTF_8);
    Terminal streams = new Terminal(console, errors, terminal, terminal, terminal, false);
    int code = new GradCommand(streams).perform(CommandLineReader.read(words, "1.2"));
    console.flush();
    return new Answer(
        code, out.toString(StandardCharsets.UTF_8), error.toString(StandardCharsets.UTF_8));
  }
}
