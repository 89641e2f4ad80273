package org.gradlang.repl.shell.line;

import java.util.List;
import org.gradlang.repl.shell.session.Inputs;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** Tells JLine whether an input is complete and which word the cursor is in. */
final class InputParser implements Parser {

  /** An input and the part of a word before the cursor. */
  private record Words(String line, int cursor, String word) implements CompletingParsedLine {
    @Override
    public int wordCursor() {
      return word.length();
    }

    @Override
    public CharSequence escape(CharSequence candidate, boolean complete) {
      return candidate;
    }

    @Override
    public int rawWordCursor() {
      return word.length();
    }

    @Override
    public int rawWordLength() {
      return word.length();
    }

    @Override
    public int wordIndex() {
      return 0;
    }

    @Override
    public List<String> words() {
      return List.of(word);
    }
  }

  @Override
  public ParsedLine parse(String line, int cursor, ParseContext context) {
    if (context == ParseContext.ACCEPT_LINE && Inputs.isIncomplete(line)) {
      throw new EOFError(-1, -1, "more is needed");
    }
    return new Words(line, cursor, line.substring(0, cursor));
  }
}
