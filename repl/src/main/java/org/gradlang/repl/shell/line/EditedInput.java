package org.gradlang.repl.shell.line;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gradlang.repl.shell.complete.Completer;
import org.gradlang.repl.shell.session.Session;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.LineReader.SuggestionType;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.history.DefaultHistory;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/** Reads inputs from a terminal with JLine's editor. */
public final class EditedInput implements InputReader {
  /** Longer inputs are edited without colours and suggestions. */
  private static final int LONGEST = 100_000;

  private final Session session;
  private final Terminal terminal;
  private final InputEditor editor;

  /** {@code history} is where inputs are kept for later sessions; empty for nowhere. */
  public EditedInput(Terminal terminal, Session session, Optional<Path> history) {
    this.session = session;
    this.terminal = terminal;
    this.editor = new InputEditor(terminal, session);
    editor.setParser(new InputParser(new Completer(session)));
    editor.setCompleter(InputParser::candidates);
    editor.setHistory(new DefaultHistory());
    editor.variable(LineReader.SECONDARY_PROMPT_PATTERN, Prompts.NEXT);
    editor.variable(LineReader.FEATURES_MAX_BUFFER_SIZE, LONGEST);
    editor.variable(LineReader.ERRORS, 0);
    editor.option(Option.DISABLE_EVENT_EXPANSION, true);
    editor.option(Option.CASE_INSENSITIVE, true);
    editor.option(Option.CASE_INSENSITIVE_SEARCH, true);
    editor.option(Option.HISTORY_IGNORE_SPACE, false);
    editor.option(Option.AUTO_FRESH_LINE, false);
    history.filter(EditedInput::canKeep).ifPresent(this::keep);
  }

  private static boolean canKeep(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      return Files.notExists(file) || Files.isWritable(file);
    } catch (IOException e) {
      return false; // the session works without
    }
  }

  private void keep(Path file) {
    editor.variable(LineReader.HISTORY_FILE, file);
  }

  @Override
  public Optional<String> read() {
    apply();
    try {
      return Optional.of(editor.readLine(prompt()));
    } catch (UserInterruptException e) {
      Thread.interrupted(); // JLine leaves it set
      if (e.getPartialLine() == null || e.getPartialLine().isBlank()) {
        session.say("Ctrl-D leaves.");
      }
      return Optional.of("");
    } catch (EndOfFileException e) {
      return Optional.empty();
    }
  }

  /** What {@code :set} can change between two inputs. */
  private void apply() {
    boolean color = session.preferences().color();
    editor.setHighlighter(color ? new Painter() : (reader, text) -> new AttributedString(text));
    boolean suggest = session.preferences().suggestions();
    editor.setAutosuggestion(suggest ? SuggestionType.HISTORY : SuggestionType.NONE);
  }

  private String prompt() {
    AttributedStyle style =
        session.preferences().color()
            ? AttributedStyle.BOLD.foreground(AttributedStyle.GREEN)
            : AttributedStyle.DEFAULT;
    return new AttributedString(Prompts.FIRST, style).toAnsi(terminal);
  }

  @Override
  public List<String> history() {
    List<String> inputs = new ArrayList<>();
    editor.getHistory().forEach(entry -> inputs.add(entry.line()));
    return inputs;
  }

  @Override
  public void remember(String input) {
    editor.getHistory().add(input);
  }

  @Override
  public Optional<String> edit(String text) {
    try {
      Optional<String> edited = ExternalEditor.edit(terminal, text);
      return edited.filter(after -> !after.isBlank() && !after.strip().equals(text.strip()));
    } catch (IOException e) {
      session.say("the editor does not work: " + e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    try {
      editor.getHistory().save();
    } catch (IOException e) {
      session.say("the history cannot be kept: " + e.getMessage());
    }
  }
}
