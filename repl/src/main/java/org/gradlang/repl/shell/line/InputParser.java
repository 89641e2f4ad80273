package org.gradlang.repl.shell.line;

import java.util.List;
import org.gradlang.repl.shell.command.CommandLine;
import org.gradlang.repl.shell.command.Suggestion;
import org.gradlang.repl.shell.complete.Completer;
import org.gradlang.repl.shell.complete.Completion;
import org.jline.reader.Candidate;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** Tells JLine whether an input is complete, and what could stand at the cursor. */
final class InputParser implements Parser {
  /** More are listed in columns, without what they are. */
  private static final int MOST_DESCRIBED = 50;

  private final Completer completer;

  InputParser(Completer completer) {
    this.completer = completer;
  }

  /** An input, and what could stand at a place in it. */
  private record Place(String line, int cursor, Completion completion)
      implements CompletingParsedLine {
    @Override
    public String word() {
      return completion.typed();
    }

    @Override
    public int wordCursor() {
      return word().length();
    }

    @Override
    public int wordIndex() {
      return 0;
    }

    @Override
    public List<String> words() {
      return List.of(word());
    }

    @Override
    public CharSequence escape(CharSequence candidate, boolean complete) {
      return candidate;
    }

    @Override
    public int rawWordCursor() {
      return wordCursor();
    }

    @Override
    public int rawWordLength() {
      return wordCursor();
    }
  }

  @Override
  public ParsedLine parse(String line, int cursor, ParseContext context) {
    if (context == ParseContext.COMPLETE) {
      return new Place(line, cursor, completer.complete(line, cursor));
    }
    if (context == ParseContext.ACCEPT_LINE && CommandLine.isIncomplete(line)) {
      throw new EOFError(-1, -1, "more is needed");
    }
    return new Place(line, cursor, new Completion(line, List.of()));
  }

  /** The completions that {@link #parse} found. */
  static void candidates(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    if (line instanceof Place place) {
      List<Suggestion> all = place.completion().suggestions();
      boolean described = all.size() <= MOST_DESCRIBED;
      all.forEach(one -> candidates.add(candidate(one, described)));
    }
  }

  private static Candidate candidate(Suggestion suggestion, boolean described) {
    boolean hasDescription = described && !suggestion.description().isEmpty();
    String description = hasDescription ? suggestion.description() : null;
    return new Candidate(
        suggestion.text(), suggestion.text(), null, description, null, null, false, 0);
  }
}
