package org.gradlang.repl.shell.line;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Optional;
import org.gradlang.repl.shell.session.Inputs;
import org.gradlang.repl.shell.session.SessionOutput;

/** Reads inputs from a terminal that can do no more than show lines. */
public final class PlainInput implements InputReader {
  private final BufferedReader lines;
  private final SessionOutput output;

  public PlainInput(BufferedReader lines, SessionOutput output) {
    this.lines = lines;
    this.output = output;
  }

  @Override
  public Optional<String> read() {
    StringBuilder input = new StringBuilder();
    Optional<String> line = line(Prompts.FIRST);
    while (line.isPresent()) {
      input.append(line.get());
      if (!Inputs.isIncomplete(input.toString())) {
        return Optional.of(input.toString());
      }
      input.append('\n');
      line = line(Prompts.NEXT);
    }
    return input.isEmpty() ? Optional.empty() : Optional.of(input.toString());
  }

  private Optional<String> line(String prompt) {
    output.print(prompt);
    try {
      return Optional.ofNullable(lines.readLine());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {}
}
