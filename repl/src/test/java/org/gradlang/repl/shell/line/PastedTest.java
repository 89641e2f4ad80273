package org.gradlang.repl.shell.line;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class PastedTest {
  @Test
  void recordedSessionsLosePromptsAndAnswers() {
    assertEquals("let a = 1\na", Pasted.clean("grad> let a = 1\ngrad> a\n1\n"));
    assertEquals("f(\n    1)", Pasted.clean(">>> f(\n...     1)\nNone"));
    assertEquals("fn f() {\n    1\n}", Pasted.clean("grad> fn f() {\n  ...     1\n  ... }\n"));
    assertEquals("x", Pasted.clean("In [1]: x\n   Out[1]: 3"));
  }

  @Test
  void codeKeepsItsFormWithoutCommonIndentation() {
    assertEquals(
        "if a {\n    b\n}", Pasted.clean("    if a {\r\n\tb\r\n    }\r\n".replace("\tb", "\t\tb")));
    assertEquals("x = y\nz", Pasted.clean("x = y\rz\r"));
    assertEquals("a > b", Pasted.clean("a > b"));
  }
}
