package org.gradlang.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DiagnosticRendererTest {
  private static Diagnostic error(String text, String at, String label) {
    Source source = Source.of("net.grad", text);
    return Diagnostic.of("ShapeError", "shapes do not fit", source, span(text, at))
        .withLabel(label);
  }

  private static Span span(String text, String at) {
    int start = text.indexOf(at);
    return new Span(start, start + at.length());
  }

  private static String draw(Diagnostic diagnostic) {
    return DiagnosticRenderer.plain().render(diagnostic);
  }

  @Test
  void drawsLinesInTheOrderOfTheSource() {
    String text = "\n".repeat(8) + "let fake = G(z)\n\n\nloss_d.backward()\n\nloss_g.backward()\n";
    Diagnostic diagnostic =
        error(text, "loss_g.backward()", "... and needed again here")
            .withNote(span(text, "loss_d.backward()"), "... freed here ...")
            .withNote(span(text, "G(z)"), "recorded here ...")
            .withHelp("pass fake.detach() into D on line 11");
    assertEquals(
        """
        error[ShapeError]: shapes do not fit
          --> net.grad:14:1
            |
          9 | let fake = G(z)
            |            ---- recorded here ...
         12 | loss_d.backward()
            | ----------------- ... freed here ...
         14 | loss_g.backward()
            | ^^^^^^^^^^^^^^^^^ ... and needed again here
            |
            = help: pass fake.detach() into D on line 11
        """,
        draw(diagnostic));
  }

  @Test
  void drawsSeveralMarksUnderOneLine() {
    String text = "let h = x @ self.w + b";
    Diagnostic diagnostic =
        error(text, "x @ self.w", "")
            .withNote(span(text, "x"), "[1, 4]")
            .withNote(span(text, "self.w"), "[3, 2]");
    assertEquals(
        """
        error[ShapeError]: shapes do not fit
          --> net.grad:1:9
            |
          1 | let h = x @ self.w + b
            |         ^^^^^^^^^^
            |         -   ------ [3, 2]
            |         [1, 4]
        """,
        draw(diagnostic));
  }

  @Test
  void drawsLabelsBelowOneAnother() {
    String text = "f(a, b, c)";
    Diagnostic diagnostic =
        error(text, "c", "third")
            .withNote(span(text, "a"), "first")
            .withNote(span(text, "b"), "second");
    assertEquals(
        """
        error[ShapeError]: shapes do not fit
          --> net.grad:1:9
            |
          1 | f(a, b, c)
            |   -  -  ^ third
            |   |  second
            |   first
        """,
        draw(diagnostic));
  }

  @Test
  void drawsWhatSpansSeveralLines() {
    String text = "let x = f(\n  1,\n  2,\n  3,\n  4,\n)\n";
    assertEquals(
        """
        error[ShapeError]: shapes do not fit
          --> net.grad:1:9
            |
          1 | let x = f(
            |         ^^
          2 |   1,
            |   ^^
          3 |   2,
            |   ^^
          6 | )
            | ^ here
        """,
        draw(error(text, text.substring(8).strip(), "here")));
  }

  @Test
  void drawsOtherSourcesAndCallsBehind() {
    String text = "fn f(x) {\n  x + 1\n}\nf(2)\n";
    Source library = Source.library("nn.grad", "let w = 1\n");
    Source source = Source.of("net.grad", text);
    Diagnostic diagnostic =
        new Diagnostic(
            "ValueError",
            "two\nlines",
            source,
            span(text, "x + 1"),
            "",
            List.of(new Diagnostic.Note(library, new Span(4, 5), "in the library")),
            List.of("one\ntwo"),
            List.of(new Diagnostic.Call("f", source, span(text, "f(2)"))));
    assertEquals(
        """
        error[ValueError]: two
          lines
          --> net.grad:2:3
            |
          2 |   x + 1
            |   ^^^^^
          4 | f(2)
            | ---- `f` is called here
          ::: nn.grad:1:5
            |
          1 | let w = 1
            |     - in the library
            |
            = help: one
                    two
        """,
        draw(diagnostic));
  }

  @Test
  void linesUpUnderTabsAndWideLetters() {
    assertEquals(
        """
        error[ShapeError]: shapes do not fit
          --> net.grad:1:7
            |
          1 |     变量 + e\u0301 + x
            |            ^ here
        """,
        draw(error("\t变量 + e\u0301 + x", "e\u0301", "here")));
  }

  @Test
  void cutsLongLines() {
    String text = "1 + ".repeat(1000) + "wrong" + " + 1".repeat(1000);
    String line = draw(error(text, "wrong", "")).lines().toList().get(3);
    assertTrue(line.startsWith("  1 | ...") && line.endsWith("..."), line);
    assertTrue(line.contains("wrong") && line.length() < 140, line);
  }

  @Test
  void marksTheEndOfALine() {
    Source source = Source.of("a.grad", "let x =");
    assertEquals(
        """
        error[SyntaxError]: a value is missing
          --> a.grad:1:8
            |
          1 | let x =
            |        ^
        """,
        draw(Diagnostic.of("SyntaxError", "a value is missing", source, new Span(7, 7))));
  }

  @Test
  void showsNoControlCharacters() {
    Source source = Source.of("a.grad", "x = \"\u001b[2J\" + y");
    String drawn = draw(Diagnostic.of("NameError", "not \u001b[31mred", source, new Span(13, 14)));
    assertEquals(-1, drawn.indexOf('\u001b'));
    assertTrue(drawn.contains("    |              ^\n"), drawn);
  }

  @Test
  void colorsForATerminalOnly() {
    Diagnostic diagnostic = error("x", "x", "here");
    String colored = DiagnosticRenderer.colored().render(diagnostic);
    assertTrue(colored.startsWith("\u001b[1;31merror[ShapeError]\u001b[0m"), colored);
    assertEquals(draw(diagnostic), colored.replaceAll("\u001b\\[[0-9;]*m", ""));
  }

  @Test
  void drawsTheFirstOfVeryManyErrors() {
    List<Diagnostic> many = Collections.nCopies(25, error("x", "x", ""));
    String drawn = DiagnosticRenderer.plain().render(many);
    assertEquals(20, drawn.split("error\\[ShapeError\\]", -1).length - 1);
    assertTrue(drawn.endsWith("\n... and 5 more errors\n"), drawn);
  }
}
