package org.gradlang.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.gradlang.resolve.Checked;
import org.gradlang.resolve.Known;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that a text says may end in a Java exception, or take more than linear time. */
final class ParserLimitsTest {
  private static Checked check(String text) {
    return Checked.check(Source.of("case.grad", text), Known.file(Set.of("a", "f", "xs")));
  }

  /** What is repeated before and behind an operand, and the operand. */
  private static String nested(String form, int times) {
    String[] parts = form.split("…", -1);
    return parts[0].repeat(times) + parts[1] + parts[2].repeat(times);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(…a…)",
        "[…a…]",
        "{1: …a…}",
        "f(…a…)",
        "a[…1…]",
        "-…a…",
        "not …a…",
        "x -> …a…",
        "f\"{…a…}\"",
        "…a… + a",
        "…a….a",
        "…a… |> f",
        "…f…()",
        "…a… ** a",
        "…a… and a",
        "…if a { }… else if a { }",
        "[…a… for x in xs]",
        "…a…[0]"
      })
  void nestingWorksOrEndsInOneClearError(String form) {
    worksOrEndsInOneClearError(form, 1000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"if a { …a… }", "fn() { …a… }", "no_grad { …a… }", "while a { …a… }"})
  void soDoBlocksInBlocks(String form) {
    worksOrEndsInOneClearError(form, 500);
  }

  private static void worksOrEndsInOneClearError(String form, int depth) {
    assertEquals(List.of(), check(nested(form, depth)).diagnostics());
    List<Diagnostic> errors = check(nested(form, 10_000)).diagnostics();
    assertEquals(
        List.of("this is nested too deeply"), errors.stream().map(Diagnostic::message).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(……",
        "[……",
        "{……",
        "f(……",
        "……)",
        "……]",
        "……}",
        "[(……)",
        "if a {\n……",
        "\"\n……",
        "f\"{……",
        "f'{\n……",
        "let let ……",
        "a a\n……",
        "f(\nlet x = 1\n……",
        "else 1\n……",
        "\\……",
        "'''……",
        "$……",
        "9……",
        ".……",
        "= ……",
        "let (……",
        "x => ……",
        "a < ……"
      })
  void nonsenseEndsInErrors(String form) {
    assertFalse(check(nested(form, 100_000) + "?").diagnostics().isEmpty());
  }

  @Test
  void statementsBehindADeepOneAreChecked() {
    List<Diagnostic> errors = check(nested("(…a…)", 10_000) + "\nb\nc c\n").diagnostics();
    assertEquals(
        List.of("this is nested too deeply", "`b` is not declared"),
        errors.stream().limit(2).map(Diagnostic::message).toList());
    assertEquals(3, errors.size());
  }

  @Test
  void aLongScriptIsReadToItsEnd() {
    String part = "fn g(x, y=1) {\n  let h = f(a[x, 1:3] + y * 2.5) # text\n  f\"{h:.2f}\"\n}\n";
    String text = ("if a {\n" + part + "}\n").repeat(20_000);
    assertTrue(text.length() > 1_500_000);
    Checked checked = check(text);
    assertEquals(List.of(), checked.diagnostics());
    assertEquals(20_000, checked.program().statements().size());
  }

  @Test
  void aLongLineIsReadToItsEnd() {
    assertEquals(List.of(), check("[" + "1, ".repeat(300_000) + "]").diagnostics());
  }
}
