package org.gradlang.repl.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.gradlang.syntax.Diagnostic;
import org.gradlang.syntax.Source;
import org.gradlang.syntax.Span;
import org.junit.jupiter.api.Test;

final class ComparisonTest {
  private static final Source SOURCE = Source.of("x.grad", "first\nsecond\nthird\n");

  private static Observation printed(String output) {
    return new Observation(output, List.of(), List.of(), "");
  }

  private static Observation failed(String kind, int line, String rendered) {
    Diagnostic error = Diagnostic.of(kind, "message", SOURCE, lineSpan(line));
    return new Observation("", List.of(), List.of(error.withNote(lineSpan(1), "here")), rendered);
  }

  private static Span lineSpan(int line) {
    int start = SOURCE.text().indexOf(SOURCE.line(line));
    return new Span(start, start + 1);
  }

  private static List<String> differences(String script, Observation observed) {
    return Comparison.differences(Expectations.in(script), observed);
  }

  @Test
  void outputAsExpected() {
    String script = "print(1)\n# expect: 1\n# expect:\n# expect:   [2]\n";
    assertEquals(List.of(), differences(script, printed("1\n\n  [2] \n")));
  }

  @Test
  void firstLineThatDiffers() {
    assertEquals(
        List.of("output, line 2:", "  expected 2", "  but got  3"),
        differences("# expect: 1\n# expect: 2\n", printed("1\n3\n4\n")));
  }

  @Test
  void missingAndSurplusOutput() {
    assertEquals(
        List.of("output, line 2:", "  expected 2", "  but got  no more output"),
        differences("# expect: 1\n# expect: 2\n", printed("1\n")));
    assertEquals(
        List.of("output, line 1:", "  expected no more output", "  but got  1"),
        differences("# expect error: Error 2", failedAfter("1\n")));
  }

  private static Observation failedAfter(String output) {
    Observation failure = failed("Error", 2, "");
    return new Observation(output, List.of(), failure.diagnostics(), "");
  }

  @Test
  void errorsWithKindAndLine() {
    String script = "# expect error: TypeError 2\n# expect note: 1\n# expect text: Help\n";
    assertEquals(List.of(), differences(script, failed("TypeError", 2, "help: ...")));
    assertEquals(
        List.of("expected TypeError on line 2", "but got  KeyError on line 3"),
        differences(script, failed("KeyError", 3, "help: ...")));
    assertEquals(
        List.of(
            "expected TypeError on line 2",
            "but got  no error",
            "the diagnostic does not point at line 1",
            "the diagnostic does not contain: Help"),
        differences(script, printed("")));
  }

  @Test
  void warningsCountWhereOneIsNamed() {
    Diagnostic warning = Diagnostic.of("warning", "message", SOURCE, lineSpan(2));
    Observation warned = new Observation("", List.of(warning), List.of(), "");
    assertEquals(List.of(), differences("# expect warning: 2\n", warned));
    assertEquals(
        List.of("expected warnings on lines [3]", "but got them on lines      [2]"),
        differences("# expect warning: 3\n", warned));
    assertEquals(List.of(), differences("let x = 1\n", warned));
  }

  @Test
  void errorThatNobodyExpects() {
    assertEquals(
        List.of("expected no error", "but got  Error on line 2"),
        differences(
            "# expect:\n",
            new Observation("\n", List.of(), failed("Error", 2, "").diagnostics(), "")));
  }

  @Test
  void malformedExpectations() {
    for (String line : List.of("# expect error: Error", "# expect note: x", "# expect errr: E 1")) {
      assertEquals(List.of(line), Expectations.in(line).malformed());
      assertEquals(List.of("this is no expectation: " + line), differences(line, printed("")));
    }
  }

  @Test
  void helpersExpectNothing() {
    assertTrue(Expectations.in("# expect nothing\nlet x = \"# expect: 1\"\n").isEmpty());
  }
}
