package org.gradlang.repl.shell.line;

import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;

/** Reads inputs from a terminal with JLine's editor. */
public final class EditedInput implements InputReader {
  private final LineReader reader;

  public EditedInput(Terminal terminal) {
    this.reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("grad")
            .parser(new InputParser())
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, Prompts.NEXT)
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .build();
  }

  @Override
  public Optional<String> read() {
    while (true) {
      try {
        return Optional.of(reader.readLine(Prompts.FIRST));
      } catch (UserInterruptException e) {
        continue; // Ctrl-C: the line is given up
      } catch (EndOfFileException e) {
        return Optional.empty();
      }
    }
  }

  @Override
  public void close() {}
}
