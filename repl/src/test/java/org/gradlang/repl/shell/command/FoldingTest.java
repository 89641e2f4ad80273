package org.gradlang.repl.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class FoldingTest {
  @Test
  void whatFitsStaysAsWritten() {
    String text = "One line.\n\nAnother one,\nin two lines.";
    assertEquals(text.lines().toList(), Folding.fold(text, 20));
  }

  @Test
  void aParagraphThatDoesNotFitIsFilledAnew() {
    assertEquals(
        List.of("one two", "three", "four", "", "next"),
        Folding.fold("one two three\nfour\n\nnext", 8));
  }

  @Test
  void codeAndListsKeepTheirLines() {
    assertEquals(
        List.of("- first", "- second item", "    y = f(x)"),
        Folding.fold("- first\n- second item\n    y = f(x)", 14));
    assertEquals(List.of("  aa bb", "  cc"), Folding.fold("  aa bb cc", 8));
  }

  @Test
  void aWordLongerThanTheWidthStandsAlone() {
    List<String> lines = Folding.fold("a " + "b".repeat(30) + " c", 10);
    assertEquals(List.of("a", "b".repeat(30), "c"), lines);
    assertTrue(Folding.fold("", 10).isEmpty());
  }
}
