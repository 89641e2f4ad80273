package org.gradlang.repl.shell.line;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Optional;
import org.gradlang.repl.shell.session.SessionOutput;
import org.junit.jupiter.api.Test;

final class PlainInputTest {
  @Test
  void readsLinesUntilTheInputIsComplete() {
    StringWriter written = new StringWriter();
    SessionOutput output = SessionOutput.plain(written);
    BufferedReader lines = new BufferedReader(new StringReader("f(\n1)\nx\n"));
    PlainInput input = new PlainInput(lines, output);
    assertEquals(Optional.of("f(\n1)"), input.read());
    output.freshLine();
    assertEquals(Optional.of("x"), input.read());
    assertEquals(Optional.empty(), input.read());
    assertEquals("grad>   ... grad> grad> ", written.toString());
  }
}
