package org.gradlang.repl.shell.line;

import org.gradlang.repl.shell.command.ArgumentKind;
import org.gradlang.repl.shell.command.CommandLine;
import org.gradlang.repl.shell.command.Commands;
import org.gradlang.repl.shell.paint.PaintedCode;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;

/** Colours an input while it is typed. JLine asks again for each movement of the cursor. */
final class Painter implements Highlighter {
  private String known = "";
  private PaintedCode painted = new PaintedCode("", 0);

  @Override
  public AttributedString highlight(LineReader reader, String buffer) {
    return paint(buffer, reader.getBuffer().cursor());
  }

  /** The text in colours, with the cursor before one of its characters or at its end. */
  AttributedString paint(String text, int cursor) {
    if (!text.equals(known)) {
      known = text;
      painted = new PaintedCode(text, codeStart(text));
    }
    return painted.drawn(cursor);
  }

  /** Where code begins behind a command's name; a command that takes none is no code at all. */
  private static int codeStart(String text) {
    return switch (CommandLine.of(text)) {
      case CommandLine.Code _, CommandLine.Question _ -> 0;
      case CommandLine.Call call ->
          Commands.find(call.name()).filter(c -> c.argument() == ArgumentKind.CODE).isPresent()
              ? text.length() - call.argument().length()
              : text.length();
    };
  }
}
