package org.gradlang.repl.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bars and output on one terminal: what a terminal would show of the text that is written. */
final class ProgressLinesTest {
  private final StringWriter terminal = new StringWriter();
  private final ProgressLines lines = new ProgressLines(terminal::write, true);
  private final Writer out = lines.above(terminal);

  /** The rows that are left when a terminal has obeyed the control sequences. */
  private String screen() {
    StringBuilder rows = new StringBuilder();
    String text = terminal.toString().replaceAll("\u001b\\[\\?7[lh]", "");
    for (int at = 0; at < text.length(); at++) {
      if (text.startsWith("\r\u001b[2K", at)) {
        rows.setLength(rows.lastIndexOf("\n") + 1);
        at += 4;
      } else if (text.startsWith("\u001b[1A", at)) {
        rows.setLength(rows.length() - 1);
        at += 3;
      } else {
        rows.append(text.charAt(at));
      }
    }
    return rows.toString();
  }

  @Test
  void barsAreDrawnOverEachOther() {
    lines.show(List.of("one 1/2"));
    lines.show(List.of("one 2/2"));
    assertEquals("one 2/2", screen());
  }

  @Test
  void outputGoesAboveTheBars() throws IOException {
    lines.show(List.of("outer", "inner"));
    out.write("printed\n");
    lines.show(List.of("outer 1"));
    assertEquals("printed\nouter 1", screen());
  }

  @Test
  void barsWaitForTheEndOfALine() throws IOException {
    lines.show(List.of("bar"));
    out.write("half a ");
    lines.show(List.of("bar"));
    assertEquals("half a ", screen());
    out.write("line\n");
    assertEquals("half a line\nbar", screen());
  }

  @Test
  void aBarThatStaysBeginsALine() throws IOException {
    out.write("half a line");
    lines.leave("done");
    assertEquals("half a line\ndone\n", screen());
  }

  @Test
  void theEndLeavesBarsAlone() {
    lines.show(List.of("bar"));
    lines.end();
    assertEquals("bar\n", screen());
  }

  @Test
  void aFileGetsOnlyWhatStays() {
    StringWriter file = new StringWriter();
    ProgressLines plain = new ProgressLines(file::write, false);
    plain.leave("done");
    plain.end();
    assertEquals("done\n", file.toString());
  }
}
