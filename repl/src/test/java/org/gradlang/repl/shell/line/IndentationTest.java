package org.gradlang.repl.shell.line;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class IndentationTest {
  @Test
  void openBracketsIndentTheNextLine() {
    assertEquals("    ", Indentation.after("fn f() {"));
    assertEquals("        ", Indentation.after("fn f() {\n    if x {"));
    assertEquals("    ", Indentation.after("fn f() {\n    if x { y }"));
    assertEquals("", Indentation.after("let x ="));
    assertEquals("    ", Indentation.after("print(\"{\", [1,"));
  }

  @Test
  void closingBracketsStandBelowTheLineOfTheirPartner() {
    String text = "fn f() {\n    if x {\n        }";
    assertEquals("    ", Indentation.ofPartner(text, text.length() - 1));
  }
}
