package org.gradlang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import org.gradlang.syntax.Diagnostic;
import org.gradlang.syntax.DiagnosticRenderer;
import org.junit.jupiter.api.Test;

class GradTest {
  private final StringWriter out = new StringWriter();
  private final Grad grad = Grad.builder().out(out).arguments(List.of("a", "b")).build();

  @Test
  void evaluatesToTheLastStatementsValue() {
    assertEquals(3, grad.eval("let x = 1; x + 2").asLong());
    assertTrue(grad.eval("let y = 1").isNone());
    assertEquals("[1, 'two', None]", grad.eval("[1, 'two', None]").toString());
  }

  @Test
  void keepsTheTopLevelBetweenPrograms() {
    grad.eval("let x = 1; fn bump() { x += 1; x }");
    assertEquals(2, grad.eval("bump()").asLong());
    grad.eval("let x = 10");
    assertEquals(11, grad.eval("bump()").asLong());
    assertEquals(11, grad.get("x").asLong());
    assertEquals(List.of("x", "bump"), grad.names());
  }

  @Test
  void sharesVariablesWithTheHost() {
    grad.set("xs", List.of(1, 2.5, "three"));
    grad.set("table", Map.of("k", 4));
    assertEquals(3, grad.eval("len(xs)").asLong());
    assertEquals(4, grad.eval("table['k']").asLong());
    assertEquals(5, grad.eval("(a, b) -> a + b").call(2, 3).asLong());
    assertThrows(IllegalArgumentException.class, () -> grad.set("o", new Object()));
  }

  @Test
  void printsToTheGivenWriterOnly() {
    grad.eval("print('hello', args)");
    assertEquals("hello ['a', 'b']\n", out.toString());
  }

  @Test
  void warningsReachTheHostOnceForEachPlace() {
    List<Diagnostic> heard = new ArrayList<>();
    String script =
        """
        let w = tensor([1., 2.], requires_grad=True)
        for i in range(3) {
            print((w * 2).grad)
        }
        """;
    try (Grad listening = Grad.builder().out(out).warnings(heard::add).build()) {
      listening.eval("warn.grad", script);
    }
    assertEquals("None\nNone\nNone\n", out.toString());
    assertEquals(1, heard.size());
    Diagnostic warning = heard.getFirst();
    assertTrue(warning.isWarning());
    assertEquals(3, warning.source().lineOf(warning.span().start()));
    assertTrue(DiagnosticRenderer.plain().render(warning).startsWith("warning: only leaves keep"));
    grad.eval(script); // nobody listens
  }

  @Test
  void aCaughtErrorHasItsWholeReport() {
    grad.eval("try { ones(2) + ones(3) } catch e { print(e.report) }");
    assertTrue(out.toString().startsWith("error[ShapeError]: "), out.toString());
    assertTrue(out.toString().contains("--> <eval>:1:7"), out.toString());
    assertEquals("ValueError: no", grad.eval("ValueError('no').report").asString());
  }

  @Test
  void aCompiledScriptRunsInSeveralEngines() {
    Script script = Script.compile("twice.grad", "let y = x * 2; y", Set.of("x"));
    grad.set("x", 4);
    assertEquals(8, grad.eval(script).asLong());
    try (Grad other = Grad.create()) {
      other.set("x", 5);
      assertEquals(10, other.eval(script).asLong());
    }
    assertEquals(8, grad.get("y").asLong());
  }

  @Test
  void wrongValuesAreTypeErrors() {
    GradException error = assertThrows(GradException.class, () -> grad.eval("'text'").asLong());
    assertEquals("TypeError", error.kind());
  }

  @Test
  void reportsAllErrorsBeforeRunning() {
    GradException error =
        assertThrows(GradException.class, () -> grad.eval("print(1)\nfoo\nlet = 3\nbar()"));
    assertEquals(3, error.diagnostics().size());
    assertEquals("NameError", error.kind());
    assertEquals(2, error.line());
    assertEquals("", out.toString());
  }

  @Test
  void anErrorKnowsItsPlaceAndTheCallsThatLedThere() {
    String code = "fn inner(x) { 1 / x }\nfn outer(x) {\n  inner(x)\n}\nouter(0)";
    GradException error = assertThrows(GradException.class, () -> grad.eval("calls", code));
    assertEquals("ZeroDivisionError", error.kind());
    assertEquals(1, error.line());
    assertEquals(
        List.of(3, 5),
        error.diagnostics().get(0).calls().stream()
            .map(call -> call.source().lineOf(call.span().start()))
            .toList());
    assertEquals(7, grad.eval("3 + 4").asLong(), "the engine stays usable");
  }

  @Test
  void importsNothingUnlessGranted() {
    GradException error =
        assertThrows(GradException.class, () -> grad.eval("import \"/etc/hosts\" as hosts"));
    assertEquals("ImportError", error.kind());
    assertFalse(error.message().contains("localhost"));
  }

  @Test
  void librariesAddNamesThatAreMadeWhenUsed() {
    Library library =
        new Library() {
          @Override
          public String name() {
            return "rules";
          }

          @Override
          public void declare(Declarations names) {
            names.value("answer", 42L);
            names.later(
                "never",
                () -> {
                  throw new AssertionError("not asked for");
                });
            names.file("pricing.grad", "rules.prices", List.of("net"));
          }

          @Override
          public java.util.Optional<String> source(String file) {
            return java.util.Optional.of("fn net(x) { x / 2 }");
          }
        };
    try (Grad extended = Grad.builder().library(library).build()) {
      assertEquals(42, extended.eval("answer").asLong());
      assertEquals(2.5, extended.eval("rules.prices.net(5)").asDouble());
      GradException error =
          assertThrows(GradException.class, () -> extended.eval("\nrules.prices.net('a')"));
      assertEquals(2, error.line(), "the user's line comes first");
      assertEquals("<eval>", error.source());
      assertEquals("rules/pricing.grad", error.diagnostics().get(0).notes().get(0).source().name());
    }
  }

  @Test
  void errorsOutsideOfProgramsHaveNoPlace() {
    Grad grad = Grad.create();
    Value text = grad.eval("'a'");
    GradException missing = assertThrows(GradException.class, () -> grad.get("price"));
    assertEquals("NameError: there is no variable 'price'", missing.getMessage());
    assertEquals("error[NameError]: there is no variable 'price'\n", missing.rendered());
    assertEquals("<host>", missing.source());
    GradException wrong = assertThrows(GradException.class, text::asLong);
    assertEquals("TypeError: this value is not an int but of type str", wrong.getMessage());
  }

  @Test
  void aTensorOfSeveralElementsIsNoNumber() {
    Value pair = Grad.create().eval("tensor([1., 2.])");
    GradException wrong = assertThrows(GradException.class, pair::asDouble);
    assertEquals("this value is not a number but a tensor of shape [2]", wrong.message());
  }

  @Test
  void aMapHasKeysThatAreTexts() {
    Value dict = Grad.create().eval("{1: 2}");
    GradException wrong = assertThrows(GradException.class, dict::asMap);
    assertEquals(
        "this value is not a dict whose keys are all texts but of type dict", wrong.message());
  }

  @Test
  void variablesHaveNamesThatProgramsCanSay() {
    Grad grad = Grad.create();
    for (String name : List.of("", " ", "a b", "1a", "if", "a.b", "a\n", "'a'")) {
      assertThrows(IllegalArgumentException.class, () -> grad.set(name, 1), name);
    }
    grad.set("größe_2", 3);
    assertEquals(3, grad.eval("größe_2").asLong());
  }

  @Test
  void aClosedEngineRunsNothing() {
    Grad grad = Grad.create();
    Value list = grad.eval("fn twice(x) { 2 * x }\n[1, 2]");
    Value twice = grad.get("twice");
    DoubleUnaryOperator typed =
        Objects.requireNonNull(grad.get("twice").as(DoubleUnaryOperator.class));
    grad.close();
    assertThrows(IllegalStateException.class, () -> grad.eval("1"));
    assertThrows(IllegalStateException.class, () -> grad.set("x", 1));
    assertThrows(IllegalStateException.class, () -> twice.call(1));
    assertThrows(IllegalStateException.class, () -> typed.applyAsDouble(1));
    assertEquals("[1, 2]", list.toString());
  }
}
