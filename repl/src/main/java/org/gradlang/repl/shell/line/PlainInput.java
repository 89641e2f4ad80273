package org.gradlang.repl.shell.line;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gradlang.repl.shell.command.CommandLine;
import org.gradlang.repl.shell.session.SessionOutput;

/** Reads inputs from a terminal that can do no more than show lines. */
public final class PlainInput implements InputReader {
  private final BufferedReader lines;
  private final SessionOutput output;
  private final List<String> inputs = new ArrayList<>();

  public PlainInput(BufferedReader lines, SessionOutput output) {
    this.lines = lines;
    this.output = output;
  }

  @Override
  public Optional<String> read() {
    Optional<String> input = readLines();
    input.ifPresent(inputs::add);
    return input;
  }

  private Optional<String> readLines() {
    StringBuilder input = new StringBuilder();
    Optional<String> line = line(Prompts.FIRST);
    while (line.isPresent()) {
      input.append(line.get());
      if (!CommandLine.isIncomplete(input.toString())) {
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
      Optional<String> line = Optional.ofNullable(lines.readLine());
      output.lineTyped();
      return line;
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public List<String> history() {
    return List.copyOf(inputs);
  }

  @Override
  public void remember(String input) {
    inputs.add(input);
  }

  @Override
  public Optional<String> edit(String text) {
    output.println("this terminal cannot show an editor");
    return Optional.empty();
  }

  @Override
  public void close() {}
}
